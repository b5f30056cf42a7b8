import Domain

/// What the usage pane does with actions, letters and facts.
enum UsageUpdate {
    static func handle(_ action: ConsoleAction, _ model: inout ConsoleModel) -> [ConsoleEffect]? {
        if model.usage.list.move(action) { return [] }
        switch action {
        case .left: model.usage.scroll = max(0, model.usage.scroll - 1)
        case .right: model.usage.scroll = min(3, model.usage.scroll + 1)
        case .columns: model.usage.columns = 1 - model.usage.columns
        case .filter:
            model.usage.chip = model.usage.chip.next
            return ask(&model)
        case .open: return ConsoleUpdate.perform(.why, &model)
        default: return MarkUpdate.handle(action, &model.usage.marks, &model.usage.list)
        }
        return []
    }

    static func search(_ text: String, _ model: inout ConsoleModel) -> [ConsoleEffect] {
        model.usage.search = SearchText(text)
        let effects = ask(&model)
        // Without a search the row that was found stays under the cursor.
        if !model.usage.search.isEmpty { model.usage.list.moveToStart() }
        return effects
    }

    /// Shows the invitation under the cursor of the list, if it is another.
    static func follow(_ model: inout ConsoleModel) -> [ConsoleEffect] {
        let selected = model.invitations.list.selected
        guard selected != model.usage.invitation else { return [] }
        model.usage.invitation = selected
        model.usage.marks.clear()
        model.usage.chip = .all
        model.usage.search = .none
        model.usage.list.replace(with: [])
        return ask(&model)
    }

    static func refresh(_ model: inout ConsoleModel) -> [ConsoleEffect] {
        model.usage.answeredSequence == model.state.sequence ? [] : ask(&model)
    }

    static func ask(_ model: inout ConsoleModel) -> [ConsoleEffect] {
        guard let invitation = model.usage.invitation else {
            model.usage.list.replace(with: [])
            model.usage.perDay = []
            return []
        }
        model.usage.question += 1
        let search = UsageSearch(
            invitation: invitation, text: model.usage.search, chip: model.usage.chip,
            offsetMinutes: model.options.offsetMinutes, now: model.now, number: model.usage.question)
        if model.state.recipients(of: invitation).count > UserSearch.most { return [.readUsage(search)] }
        read(search, search.run(in: model.state), &model)
        return []
    }

    static func read(_ search: UsageSearch, _ reading: UsageReading, _ model: inout ConsoleModel) {
        guard search.number == model.usage.question else { return }
        model.usage.list.replace(with: reading.rows)
        model.usage.perDay = reading.perDay
        model.usage.answeredSequence = model.state.sequence
    }
}
