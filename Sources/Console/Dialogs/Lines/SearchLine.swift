import Terminal

/// The search line of a pane: the list follows each letter.
struct SearchLine: Sendable {
    let pane: PaneKind
    var field = TextField(limit: 200)

    /// The panes that can be searched.
    static let panes: Set<PaneKind> = [.users, .invitations, .usage, .redo, .activity, .workList]

    /// Lets a pane show what a text finds.
    static func search(_ text: String, in pane: PaneKind, _ model: inout ConsoleModel) -> [ConsoleEffect] {
        switch pane {
        case .users: UsersUpdate.search(text, &model)
        case .invitations: InvitationsUpdate.search(text, &model)
        case .usage: UsageUpdate.search(text, &model)
        case .redo: RedoUpdate.search(text, &model)
        case .activity: ActivityUpdate.search(text, &model)
        case .workList: WorkListUpdate.search(text, &model)
        case .locations, .outbox: []
        }
    }

    /// What a pane is searched for now.
    static func text(in pane: PaneKind, _ model: ConsoleModel) -> String {
        switch pane {
        case .users: model.users.search.text
        case .invitations: model.invitations.search.text
        case .usage: model.usage.search.text
        case .redo: model.redo.search.text
        case .activity: model.activity.search.text
        case .workList: model.workList.search.text
        case .locations, .outbox: ""
        }
    }
}
