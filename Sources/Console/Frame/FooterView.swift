import Domain
import Engine
import Terminal

/// The two last lines: what was done and how to take it back, and the keys that work here now.
enum FooterView {
    static func draw(_ model: ConsoleModel, _ layout: ConsoleLayout, on canvas: inout Canvas) {
        drawMessage(model, layout.message, on: &canvas)
        let room = layout.footer.inset(columns: 1)
        hints(model, layout.kind).draw(on: &canvas, in: room, theme: model.theme)
    }

    private static func drawMessage(_ model: ConsoleModel, _ rect: Rect, on canvas: inout Canvas) {
        let right = self.right(model)
        let width = CellText.width(of: right)
        let room = max(0, rect.columns - (width > 0 ? width + 3 : 1))
        if let line = message(model) {
            canvas.put(line.text, at: Point(row: rect.row, column: 1), model.theme[role(line.kind)], maxWidth: room)
        }
        canvas.put(right, at: Point(row: rect.row, column: rect.endColumn - width - 1), model.theme[.notice])
    }

    private static func message(_ model: ConsoleModel) -> MessageLine? {
        model.line ?? model.projection.notices.last.map { MessageLine(.warning, $0) }
    }

    private static func role(_ kind: MessageLine.Kind) -> ThemeRole {
        switch kind {
        case .notice: .notice
        case .done: .success
        case .warning: .warning
        case .failure: .error
        }
    }

    /// Marks, and how long something can still be taken back.
    private static func right(_ model: ConsoleModel) -> String {
        var parts: [String] = []
        let marks = model.marks
        if !marks.isEmpty { parts.append("\(Phrases.count(marks.count)) marked") }
        if marks.anchor != nil { parts.append("range from here: v ends it") }
        if let offer = model.takeBack, offer.seconds(at: model.now) > 0 {
            parts.append("\(offer.seconds(at: model.now)) s to take back (\(model.keys.symbol(.takeBack)))")
        }
        return parts.joined(separator: "  ")
    }

    private static func hints(_ model: ConsoleModel, _ kind: ConsoleLayout.Kind) -> KeyHints {
        if let dialog = DialogView.hints(model) { return dialog }
        var actions = Availability.footer(model)
        // The way to all other keys is never left out: the list of keys, or the menu where four keys are all there is room for.
        let way = kind == .narrow ? ConsoleAction.menu : .help
        actions.removeAll { $0 == way }
        if kind == .narrow { actions = Array(actions.prefix(4)) }
        let hint = { (action: ConsoleAction) in
            model.keys.entry(action).flatMap { $0.symbol.isEmpty ? nil : KeyHints.Hint($0.symbol, $0.label) }
        }
        return KeyHints(actions.compactMap(hint), last: hint(way))
    }
}
