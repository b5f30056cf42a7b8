import Domain

/// What the invitations pane does with actions and facts.
enum InvitationsUpdate {
    static func handle(_ action: ConsoleAction, _ model: inout ConsoleModel) -> [ConsoleEffect]? {
        if model.invitations.list.move(action) { return UsageUpdate.follow(&model) }
        switch action {
        case .left: model.invitations.scroll = max(0, model.invitations.scroll - 1)
        case .right: model.invitations.scroll = min(3, model.invitations.scroll + 1)
        case .open: return ConsoleUpdate.show(.usage, &model)
        default: return nil
        }
        return []
    }

    static func search(_ text: String, _ model: inout ConsoleModel) -> [ConsoleEffect] {
        model.invitations.search = SearchText(text)
        refresh(&model)
        return UsageUpdate.follow(&model)
    }

    static func refresh(_ model: inout ConsoleModel) {
        let state = model.state
        let search = model.invitations.search
        let rows = state.invitations.values.filter { invitation in
            let location = state.locations[invitation.settings.location]?.name ?? ""
            return search.matches([invitation.name, invitation.id.description, location])
        }
        model.invitations.list.replace(with: rows.map(\.id).reversed())
    }
}
