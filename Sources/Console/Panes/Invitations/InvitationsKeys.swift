/// The keys of the invitations pane.
enum InvitationsKeys {
    static let footer: [ConsoleAction] = [.open, .resend, .invite, .ask, .takeBack, .menu, .search, .command, .help]

    static func whyNot(_ action: ConsoleAction, _ model: ConsoleModel) -> String? {
        switch action {
        case .open, .resend, .cancel, .copy, .ask:
            guard let id = model.invitations.list.selected else { return "there is no invitation yet: i makes one" }
            let isCancelled = model.state.invitations[id]?.isCancelled ?? false
            return isCancelled && action != .open && action != .copy && action != .ask ? "\(id) is cancelled" : nil
        default: return nil
        }
    }
}
