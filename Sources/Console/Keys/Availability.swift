/// Why an action does nothing now; the bottom line, the menu and the key itself all ask here.
enum Availability {
    /// Nil when it works.
    static func whyNot(_ action: ConsoleAction, _ model: ConsoleModel) -> String? {
        guard let entry = model.keys.entry(action) else { return nil }
        if let panes = entry.panes, !panes.contains(model.focus) { return "\(entry.label) means nothing in \(model.focus.title)" }
        if action == .search, !SearchLine.panes.contains(model.focus) { return "\(model.focus.title) is not searched" }
        if action.changes, let readOnly = model.projection.readOnly { return "read-only: \(readOnly)" }
        if action == .takeBack, model.facts.outbox == 0 { return "nothing waits" }
        if action == .invite, model.state.locations.isEmpty { return "no location yet: rollcall locations add --token FILE" }
        return paneWhyNot(action, model)
    }

    /// The actions that the bottom line names: those of the pane that work now.
    static func footer(_ model: ConsoleModel) -> [ConsoleAction] {
        let wanted =
            switch model.focus {
            case .users: UsersKeys.footer
            case .invitations: InvitationsKeys.footer
            case .usage: UsageKeys.footer
            case .redo: RedoKeys.footer
            case .activity: ActivityKeys.footer
            case .locations: LocationsKeys.footer
            case .outbox: OutboxKeys.footer
            case .workList: WorkListKeys.footer
            }
        return wanted.filter { whyNot($0, model) == nil }
    }

    private static func paneWhyNot(_ action: ConsoleAction, _ model: ConsoleModel) -> String? {
        switch model.focus {
        case .users: UsersKeys.whyNot(action, model)
        case .invitations: InvitationsKeys.whyNot(action, model)
        case .usage: UsageKeys.whyNot(action, model)
        case .redo: RedoKeys.whyNot(action, model)
        case .activity: ActivityKeys.whyNot(action, model)
        case .locations: LocationsKeys.whyNot(action, model)
        case .outbox: OutboxKeys.whyNot(action, model)
        case .workList: WorkListKeys.whyNot(action, model)
        }
    }
}
