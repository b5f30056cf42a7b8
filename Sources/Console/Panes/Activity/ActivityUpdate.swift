import Domain
import Engine

/// What the activity view does with actions, facts and records that were read.
enum ActivityUpdate {
    static func handle(_ action: ConsoleAction, _ model: inout ConsoleModel) -> [ConsoleEffect]? {
        model.activity.list.move(action) ? [] : nil
    }

    static func search(_ text: String, _ model: inout ConsoleModel) -> [ConsoleEffect] {
        model.activity.search = SearchText(text)
        rebuild(&model)
        return []
    }

    /// Reads what is new, while the view is shown.
    static func refresh(_ model: inout ConsoleModel) -> [ConsoleEffect] {
        let last = model.activity.entries.last?.sequence
        guard model.focus == .activity, !model.activity.isLoading, last != model.state.sequence else { return [] }
        model.activity.isLoading = true
        let oldest = model.state.sequence > ActivityModel.most ? model.state.sequence - ActivityModel.most : 0
        return [.loadRecord(after: max(last ?? 0, oldest), limit: Int(ActivityModel.most))]
    }

    static func loaded(_ result: Result<[RecordEntry], CommandFailure>, _ model: inout ConsoleModel) -> [ConsoleEffect] {
        model.activity.isLoading = false
        switch result {
        case .failure(let failure):
            model.activity.failure = FailureWords.text(failure)
            return []
        case .success(let fresh):
            model.activity.failure = nil
            let last = model.activity.entries.last?.sequence ?? 0
            model.activity.entries += fresh.filter { $0.sequence > last }
            let surplus = model.activity.entries.count - Int(ActivityModel.most)
            if surplus > 0 { model.activity.entries.removeFirst(surplus) }
            rebuild(&model)
            return fresh.isEmpty ? [] : refresh(&model)
        }
    }

    private static func rebuild(_ model: inout ConsoleModel) {
        let search = model.activity.search
        let state = model.state
        let rows = model.activity.entries.filter { entry in
            search.isEmpty || search.matches([entry.by, entry.kind, entry.why ?? "", ActivityView.words(entry, state)])
        }
        let wasAtTop = model.activity.list.cursor == 0
        model.activity.list.replace(with: rows.map(\.sequence).reversed())
        if wasAtTop { model.activity.list.moveToStart() }
    }
}
