import Terminal

/// What keys do in a text: scrolling, finding, copying, and the actions that fit.
enum PageUpdate {
    static func key(_ page: TextPage, _ key: Key, _ model: inout ConsoleModel) -> [ConsoleEffect] {
        var page = page
        if page.find != nil { return find(page, key, &model) }
        let action = model.keys.action(of: key, in: .panes)
        switch action {
        case .back, .open:
            model.dialog = nil
            return []
        case .search: page.find = TextField(limit: 200)
        case .nextMatch: next(&page, forward: true, &model)
        case .previousMatch: next(&page, forward: false, &model)
        case .copy: return page.copy.map { [.copy($0, what: page.title)] } ?? []
        case .up, .down, .top, .bottom, .pageUp, .pageDown, .halfUp, .halfDown: scroll(&page, action)
        default:
            if page.scroll(key) { break }
            return act(page, action, key, &model)
        }
        model.dialog = .page(page)
        return []
    }

    /// The next step is one key away: an action on the user closes the page and does it.
    private static func act(
        _ page: TextPage, _ action: ConsoleAction?, _ key: Key, _ model: inout ConsoleModel
    ) -> [ConsoleEffect] {
        guard case .why(let user) = page.kind, model.subject.user == user, let action, action.changes else { return [] }
        model.dialog = nil
        return ConsoleUpdate.perform(action, &model, key: key)
    }

    private static func scroll(_ page: inout TextPage, _ action: ConsoleAction?) {
        switch action {
        case .up: page.scroll(by: -1)
        case .down: page.scroll(by: 1)
        case .top: _ = page.scroll(.home)
        case .bottom: _ = page.scroll(.end)
        case .pageUp: _ = page.scroll(.pageUp)
        case .pageDown: _ = page.scroll(.pageDown)
        case .halfUp: page.scroll(by: -10)
        default: page.scroll(by: 10)
        }
    }

    private static func find(_ page: TextPage, _ key: Key, _ model: inout ConsoleModel) -> [ConsoleEffect] {
        var page = page
        guard var field = page.find else { return [] }
        switch key {
        case .enter:
            page.word = field.text
            page.find = nil
            next(&page, forward: true, &model)
        case .escape: page.find = nil
        default:
            guard field.handle(key) else { return [] }
            page.find = field
        }
        model.dialog = .page(page)
        return []
    }

    private static func next(_ page: inout TextPage, forward: Bool, _ model: inout ConsoleModel) {
        model.line = nil
        guard !page.word.isEmpty, !page.findNext(forward: forward) else { return }
        model.line = MessageLine(.notice, "No more of \(page.word).")
    }
}
