import Domain

/// What the outbox view does with actions and facts.
enum OutboxUpdate {
    static func handle(_ action: ConsoleAction, _ model: inout ConsoleModel) -> [ConsoleEffect]? {
        if model.outbox.list.move(action) { return [] }
        guard action == .open, let id = selectedInvitation(model) else { return nil }
        model.invitations.list.select(id)
        return UsageUpdate.follow(&model) + ConsoleUpdate.show(.usage, &model)
    }

    /// Reading the outbox grows with what waits, so it is done only for who looks at it.
    static func refresh(_ model: inout ConsoleModel) {
        guard model.focus == .outbox else { return }
        model.outbox.rows = model.state.outboxList(now: model.now).rows
        model.outbox.list.replace(with: model.outbox.rows.map(\.kind))
    }

    static func selectedInvitation(_ model: ConsoleModel) -> InvitationID? {
        switch model.outbox.list.selected {
        case .messages(let id), .messagesInFlight(let id): id
        default: nil
        }
    }
}
