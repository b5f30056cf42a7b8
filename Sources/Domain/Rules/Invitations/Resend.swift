/// Whom a resend reaches and whom it leaves out: the one reading that the sheet, the dry run and the command share (R11).
package struct ResendPlan: Hashable, Sendable {
    /// Sent to now, in the order of their identifiers.
    package private(set) var now: [UserID] = []
    /// Reached less than the cool-down ago; included when forced.
    package private(set) var coolingDown: [UserID] = []
    /// When the first of those cools down.
    package private(set) var nextAt: Instant?
    /// Not accepted, but nothing can be sent: still in the outbox, or the reason of a skip stands.
    package private(set) var blocked = 0
    /// Accepted or ended: never sent to again.
    package private(set) var settled = 0

    package var notAccepted: Int { now.count + coolingDown.count + blocked }

    package init(of invitation: Invitation, _ selection: ResendSelection, in state: State, now instant: Instant, _ policy: Policy)
    {
        let rows = state.recipients(of: invitation.id)
        let chosen: [Recipient] =
            selection.users.map { ids in IDSet(ids).compactMap { rows[$0] } } ?? Array(rows.values)
        for recipient in chosen where selection.statuses.isEmpty || selection.statuses.contains(recipient.status) {
            place(recipient, invitation, selection, state, instant, policy)
        }
    }

    private mutating func place(
        _ recipient: Recipient, _ invitation: Invitation, _ selection: ResendSelection, _ state: State, _ now: Instant,
        _ policy: Policy
    ) {
        if recipient.status.isAccepted || recipient.status.isEnded || recipient.reason?.code == .alreadyAccepted {
            settled += 1
            return
        }
        guard Self.canResend(recipient, invitation, state) else {
            blocked += 1
            return
        }
        if let olderThan = selection.olderThan, let last = recipient.lastSentAt, now < last + olderThan { return }
        if let last = recipient.lastSentAt, now < last + policy.coolDown, !selection.force {
            coolingDown.append(recipient.user)
            nextAt = min(nextAt ?? .init(milliseconds: .max), last + policy.coolDown)
        } else {
            self.now.append(recipient.user)
        }
    }

    static func canResend(_ recipient: Recipient, _ invitation: Invitation, _ state: State) -> Bool {
        guard let user = state.users[recipient.user] else { return false }
        let location = invitation.settings.location
        // A redo that is on its way to a new link sends it by itself; the old one is dead or about to die.
        let redo = state.runningRedo(of: user.id, at: location)
        let isReplaced = redo.map { $0.stage < .registeredAgain } ?? false
        let isRetiring = state.registration(of: user.id, at: location)?.status == .retiring || isReplaced
        switch recipient.status {
        case .sent, .shownOnDevice, .linkOpened, .failed, .skipped:
            return !isRetiring && isReachable(user, invitation, state)
        default:
            // Queued and sending are on their way; unknown is for a person to settle.
            return false
        }
    }

    static func isReachable(_ user: User, _ invitation: Invitation, _ state: State) -> Bool {
        let location = state.locations[invitation.settings.location]
        if let site = location?.settings.site, !user.sites.contains(site) { return false }
        if invitation.settings.registersAutomatically(user) { return true }
        return Audience.obstacle(for: user, invitation.settings.method) == nil
    }
}

extension Decider {
    mutating func resend(
        _ id: InvitationID, _ selection: ResendSelection, takeBackWindow: Span, ifVersion: UInt64?
    ) throws(Rejection) {
        let invitation = try openInvitation(id)
        try requireVersion(ifVersion, invitation.decision, subject: "invitation \(id) \(invitation.name)")
        try requireMeans(invitation.settings)
        if selection.force, context.reason == nil { throw .reasonRequired(what: "a resend inside the cool-down") }
        for user in selection.users ?? [] where state.recipient(RecipientKey(id, user)) == nil {
            throw .unknownRecipient(username: try self.user(user).username, id)
        }
        let plan = ResendPlan(of: invitation, selection, in: state, now: context.now, context.policy)
        if plan.now.isEmpty, let until = plan.nextAt { throw .allInsideCoolDown(count: plan.coolingDown.count, until: until) }
        let notBefore = context.now + max(.zero, takeBackWindow)
        let automatic = plan.now.filter { resendsAutomatically($0, invitation) }
        let automaticSet = IDSet(automatic)
        queue(automatic, in: id, .resend, automatic: true, notBefore)
        queue(plan.now.filter { !automaticSet.contains($0) }, in: id, .resend, automatic: false, notBefore)
    }

    private func resendsAutomatically(_ id: UserID, _ invitation: Invitation) -> Bool {
        guard let user = state.users[id] else { return false }
        let isInvited = state.registration(of: id, at: invitation.settings.location)?.status == .invited
        return invitation.settings.registersAutomatically(user) && !isInvited
    }
}
