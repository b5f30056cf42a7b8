extension Decider {
    /// Takes back what no worker has claimed (R20), and what Apple has not been asked for its sake.
    mutating func recall(_ selection: RecallSelection) throws(Rejection) {
        var claimed = 0
        var recalled = 0
        let chosen = selection.users.map(IDSet.init)
        for invitation in Array(state.invitations.values) {
            if let only = selection.invitation, invitation.id != only { continue }
            let waiting = state.recipients(of: invitation.id).values.filter {
                ($0.status == .queued || $0.status == .sending) && chosen?.contains($0.user) ?? true
            }
            let free = waiting.filter { isFree($0, invitation) }.map(\.user)
            claimed += waiting.count - free.count
            recalled += free.count
            takeBack(free, invitation)
        }
        if recalled == 0 { throw .nothingToRecall(claimed: claimed) }
    }

    /// A recipient is beyond recall once its message, or the call to Apple that registers it without one, is claimed.
    private func isFree(_ recipient: Recipient, _ invitation: Invitation) -> Bool {
        guard recipient.status == .queued else { return false }
        guard recipient.automatic else { return true }
        return state.registration(of: recipient.user, at: invitation.settings.location)?.request == nil
    }

    private mutating func takeBack(_ users: [UserID], _ invitation: Invitation) {
        for part in users.chunked(RecordLimit.identifiers) { emit(.recipientsCancelled(invitation.id, users: Array(part))) }
        failRedos(carriedBy: invitation.id, of: IDSet(users), reason: "its message was taken back")
        withdraw(users, at: invitation.settings.location)
    }

    /// Registrations that nobody waits for any more and no call holds are not asked of Apple.
    private mutating func withdraw(_ users: [UserID], at location: LocationID) {
        let unwanted = users.filter { user in
            guard let registration = state.registration(of: user, at: location), registration.status == .registering,
                registration.request == nil, registration.redo == nil
            else { return false }
            return !state.recipients(of: user, at: location).contains { $0.recipient.status == .queued }
        }
        for part in unwanted.chunked(RecordLimit.identifiers) {
            emit(.registrationWithdrawn(location, users: Array(part)))
        }
    }

    mutating func cancel(_ id: InvitationID, ifVersion: UInt64?) throws(Rejection) {
        let invitation = try openInvitation(id)
        try requireVersion(ifVersion, invitation.decision, subject: "invitation \(id) \(invitation.name)")
        let waiting = state.recipients(of: id).values.filter { $0.status == .queued }.map(\.user)
        emit(.invitationCancelled(id))
        failRedos(carriedBy: id, of: nil, reason: "its invitation \(id) was cancelled")
        withdraw(waiting, at: invitation.settings.location)
    }

    mutating func settle(_ id: InvitationID, _ users: [UserID], _ settlement: Settlement) throws(Rejection) {
        let invitation = try openInvitation(id)
        let users = Array(IDSet(users))
        var others: [String] = []
        for user in users where state.recipient(RecipientKey(id, user))?.status != .unknown {
            others.append(try self.user(user).username)
        }
        guard others.isEmpty else { throw .notUnknown(usernames: others) }
        switch settlement {
        case .sent:
            for part in users.chunked(RecordLimit.identifiers) { emit(.recipientsConsideredSent(id, users: Array(part))) }
        case .again:
            try requireMeans(invitation.settings)
            queue(users, in: id, .settled, automatic: false, context.now)
        }
    }

    /// The first opening is a fact; a link that is opened again and again adds nothing to the record.
    mutating func openLink(_ key: RecipientKey, _ generation: UInt32) throws(Rejection) {
        let link = state.linkState(key, generation: generation, now: context.now, context.policy)
        guard link == .open else { throw .linkUnusable(link) }
        if state.isFirstOpening(key) { emit(.linkOpened(key)) }
    }

    mutating func showLink(_ key: RecipientKey) throws(Rejection) {
        guard let recipient = state.recipient(key) else {
            throw .unknownRecipient(username: try user(key.user).username, key.invitation)
        }
        if context.reason == nil { throw .reasonRequired(what: "showing a personal link") }
        let link = state.linkState(key, generation: recipient.generation, now: context.now, context.policy)
        guard link == .open || recipient.status == .queued || recipient.status == .failed else { throw .linkUnusable(link) }
        emit(.linkShown(key))
    }
}

extension State {
    /// Whether an opening of the link is news: the first since its message left, or since a worker has it in flight.
    package func isFirstOpening(_ key: RecipientKey) -> Bool {
        guard let recipient = recipient(key) else { return false }
        return switch recipient.status {
        case .sent, .shownOnDevice, .unknown: true
        case .sending: recipient.openedInFlight == nil
        default: false
        }
    }

    /// What a personal link is worth now. The token was verified before: here only its facts count.
    package func linkState(_ key: RecipientKey, generation: UInt32, now: Instant, _ policy: Policy) -> LinkState {
        guard let recipient = recipient(key), let invitation = invitations[key.invitation] else { return .unknown }
        let registration = registration(of: key.user, at: invitation.settings.location)
        guard generation == recipient.generation, !recipient.status.isEnded, !invitation.isCancelled else { return .ended }
        if recipient.status.isAccepted, registration?.status == .accepted { return .used }
        guard registration?.generation == generation else { return .ended }
        // A message in flight gives the link new time: it can be read before its outcome is known here.
        if recipient.status != .sending, let last = recipient.lastSentAt, last + policy.linkLifetime <= now { return .ended }
        guard registration?.status == .invited, registration?.inviteCode != nil else { return .notReady }
        return .open
    }
}
