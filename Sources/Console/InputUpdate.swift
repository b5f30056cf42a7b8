import Terminal

/// What comes from the terminal.
enum InputUpdate {
    static func take(_ event: InputEvent, _ model: inout ConsoleModel) -> [ConsoleEffect] {
        switch event {
        case .key(let key): return self.key(key, &model)
        case .paste(let text): return DialogUpdate.paste(text, &model)
        case .resize(let size):
            model.size = size
            return []
        case .mouse(let mouse): return MouseUpdate.take(mouse, &model)
        case .focus: return []
        // Asked to end, or nobody is there any more: nothing is asked, what matters is in the store.
        case .signal, .hangUp: return [.save(model.session), .quit]
        }
    }

    private static func key(_ key: Key, _ model: inout ConsoleModel) -> [ConsoleEffect] {
        let action = model.keys.action(of: key, in: .panes)
        if action != .interrupt { model.isLeaving = false }
        if let effects = program(action, key, &model) { return effects }
        if model.layout.kind == .tooSmall { return tooSmall(action, key, &model) }
        if model.dialog != nil { return DialogUpdate.key(key, &model) }
        guard let action else { return [] }
        if !isQuiet(action) { model.line = nil }
        return ConsoleUpdate.perform(action, &model, key: key)
    }

    /// Keys with Ctrl that mean the same everywhere, over a sheet too.
    private static func program(_ action: ConsoleAction?, _ key: Key, _ model: inout ConsoleModel) -> [ConsoleEffect]? {
        guard key.modifiers.contains(.ctrl) else { return nil }
        switch action {
        case .suspend: return [.suspend]
        case .redraw: return [.redraw]
        case .interrupt where model.dialog != nil:
            model.dialog = nil
            return []
        case .interrupt: return ConsoleUpdate.perform(.interrupt, &model)
        default: return nil
        }
    }

    /// Nothing that is not seen is done: only leaving works.
    private static func tooSmall(_ action: ConsoleAction?, _ key: Key, _ model: inout ConsoleModel) -> [ConsoleEffect] {
        guard action == .back, key != .escape, model.dialog == nil else { return [] }
        return ConsoleUpdate.leave(&model)
    }

    /// Movement leaves the message line alone: what was done stays readable while one looks around.
    private static func isQuiet(_ action: ConsoleAction) -> Bool {
        switch action {
        case .up, .down, .left, .right, .top, .bottom, .pageUp, .pageDown, .halfUp, .halfDown, .redraw: true
        default: false
        }
    }
}
