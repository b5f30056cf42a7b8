/// The keys of the outbox view.
enum OutboxKeys {
    static let footer: [ConsoleAction] = [.takeBack, .open, .copy, .back, .command, .help]

    static func whyNot(_ action: ConsoleAction, _ model: ConsoleModel) -> String? {
        action == .open && OutboxUpdate.selectedInvitation(model) == nil ? "the row is of no invitation" : nil
    }
}
