import Domain

/// What the redo pane does with actions and facts.
enum RedoUpdate {
    static func handle(_ action: ConsoleAction, _ model: inout ConsoleModel) -> [ConsoleEffect]? {
        if model.redo.list.move(action) { return [] }
        switch action {
        case .left: model.redo.scroll = max(0, model.redo.scroll - 1)
        case .right: model.redo.scroll = min(3, model.redo.scroll + 1)
        case .filter:
            model.redo.filter = model.redo.filter.next
            refresh(&model)
        case .open: return ConsoleUpdate.perform(.why, &model)
        default: return nil
        }
        return []
    }

    static func search(_ text: String, _ model: inout ConsoleModel) -> [ConsoleEffect] {
        model.redo.search = SearchText(text)
        refresh(&model)
        return []
    }

    static func refresh(_ model: inout ConsoleModel) {
        let rows = model.state.redoRows().filter { row in
            admits(row.redo, model.redo.filter) && model.redo.search.matches([row.username, row.fullName, row.locationName])
        }
        model.redo.list.replace(with: rows.map(\.redo.id))
    }

    private static func admits(_ redo: Redo, _ filter: RedoModel.Filter) -> Bool {
        switch filter {
        case .all: true
        case .running: !redo.stage.isFinished && redo.stage != .failed
        case .failed: redo.stage == .failed
        }
    }
}
