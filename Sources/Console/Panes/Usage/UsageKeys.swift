/// The keys of the usage pane.
enum UsageKeys {
    static let footer: [ConsoleAction] = [
        .mark, .open, .resend, .filter, .redo, .why, .ask, .showLink, .search, .menu, .command, .help,
    ]

    static func whyNot(_ action: ConsoleAction, _ model: ConsoleModel) -> String? {
        guard let id = model.usage.invitation else {
            return action.changes || action == .open ? "no invitation is selected" : nil
        }
        switch action {
        case .mark, .open, .redo, .why, .ask, .showLink, .edit, .copy, .settle:
            return model.usage.list.selected == nil && model.usage.marks.isEmpty ? "no recipient is selected" : nil
        case .resend, .cancel:
            return model.state.invitations[id]?.isCancelled ?? false ? "\(id) is cancelled" : nil
        default: return nil
        }
    }
}
