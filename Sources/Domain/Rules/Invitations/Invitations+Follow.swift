/// What follows for recipients from what Apple said of their registrations.
extension Decider {
    /// Apple knows these users and waits for an acceptance: who was to be registered without a message gets one after all.
    ///
    /// It happens when another invitation had asked for the same user without the Managed Apple Account.
    mutating func followInvited(_ users: [UserID], at location: LocationID) {
        var waiting: [InvitationID: [UserID]] = [:]
        for user in users where state.registration(of: user, at: location)?.status == .invited {
            for (invitation, recipient) in state.recipients(of: user, at: location)
            where recipient.status == .queued && recipient.automatic {
                waiting[invitation.id, default: []].append(user)
            }
        }
        for (id, users) in waiting.sorted(by: { $0.key < $1.key }) { reachByMessage(users, in: id) }
    }

    private mutating func reachByMessage(_ ids: [UserID], in id: InvitationID) {
        guard let method = state.invitations[id]?.settings.method else { return }
        let users = ids.compactMap { state.users[$0] }
        let reached = method == .automatic ? [] : users.filter { Audience.obstacle(for: $0, method) == nil }.map(\.id)
        let others = IDSet(ids).subtracting(IDSet(reached))
        if !reached.isEmpty { queue(reached, in: id, .created, automatic: false, context.now) }
        guard !others.isEmpty else { return }
        emit(.recipientsSkipped(id, method == .email ? .noEmail : .alreadyInvited, users: Array(others)))
    }
}
