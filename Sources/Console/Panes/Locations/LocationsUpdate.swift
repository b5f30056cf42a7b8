import Domain

/// What the locations view does with actions and facts.
enum LocationsUpdate {
    static func handle(_ action: ConsoleAction, _ model: inout ConsoleModel) -> [ConsoleEffect]? {
        if model.locations.list.move(action) { return [] }
        switch action {
        case .left: model.locations.scroll = max(0, model.locations.scroll - 1)
        case .right: model.locations.scroll = min(3, model.locations.scroll + 1)
        case .open:
            model.location = model.locations.list.selected
            if let location = model.location.flatMap({ model.state.locations[$0] }) {
                model.line = MessageLine(.notice, "The header speaks of \(location.name) now.")
            }
        default: return nil
        }
        return []
    }

    static func refresh(_ model: inout ConsoleModel) {
        model.locations.list.replace(with: model.state.locations.values.map(\.id))
        if let chosen = model.location, !model.state.locations.contains(chosen) { model.location = nil }
    }
}
