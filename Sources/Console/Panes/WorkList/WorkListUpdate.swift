import Domain

/// What the work list does with actions and facts.
enum WorkListUpdate {
    static func handle(_ action: ConsoleAction, _ model: inout ConsoleModel) -> [ConsoleEffect]? {
        if model.workList.list.move(action) { return [] }
        switch action {
        case .filter:
            model.workList.kind = next(after: model.workList.kind)
            refresh(&model)
            return []
        case .open: return openStep(&model)
        default: return nil
        }
    }

    static func search(_ text: String, _ model: inout ConsoleModel) -> [ConsoleEffect] {
        model.workList.search = SearchText(text)
        refresh(&model)
        return []
    }

    static func refresh(_ model: inout ConsoleModel) {
        guard model.focus == .workList else { return }
        let search = model.workList.search
        let kinds = model.workList.kind.map { Set([$0]) } ?? []
        model.workList.items = model.state.workList(kinds: kinds, now: model.now).filter { search.matches([$0.words]) }
        model.workList.list.replace(with: model.workList.items.map(WorkListModel.Key.init))
    }

    /// One key leads on: the step of the row, or the command that does it.
    private static func openStep(_ model: inout ConsoleModel) -> [ConsoleEffect] {
        guard let item = model.workList.selected else { return [] }
        if let action = ConsoleAction(rawValue: item.step.action) { return ConsoleUpdate.perform(action, &model) }
        model.line = MessageLine(.notice, item.nextStep)
        return []
    }

    private static func next(after kind: WorkItem.Kind?) -> WorkItem.Kind? {
        let all = WorkItem.Kind.allCases
        guard let kind else { return all.first }
        return all.firstIndex(of: kind).flatMap { all.indices.contains($0 + 1) ? all[$0 + 1] : nil }
    }
}
