extension State {
    mutating func evolveInvitations(_ event: Event, _ stamp: Stamp) {
        switch event {
        case .invitationCreated(let id, let settings, let excluded, let outsideSite):
            guard !invitations.contains(id) else { return }
            invitations[id] = Invitation(
                id: id, settings: settings, createdAt: stamp.at, createdBy: stamp.by,
                decision: Decision(stamp, what: "invitationCreated"), excluded: excluded, outsideSite: outsideSite)
            recipients[id] = PackedIDTable()
        case .recipientsQueued(let queued):
            evolveQueued(queued, stamp)
        case .recipientsSkipped(let id, let reason, let users):
            for user in users { skip(RecipientKey(id, user), reason, stamp) }
        case .recipientsCancelled(let id, let users):
            for user in users { takeBack(RecipientKey(id, user), stamp) }
        case .recipientsSuperseded(let id, let users):
            for user in users { changeRecipient(RecipientKey(id, user), stamp) { $0.status = .superseded } }
        case .recipientsConsideredSent(let id, let users):
            for user in users { considerSent(RecipientKey(id, user), stamp) }
        case .invitationCancelled(let id):
            evolveCancelled(id, stamp)
        case .linkOpened(let key):
            evolveOpened(key, stamp)
        default: break
        }
    }

    private mutating func evolveQueued(_ queued: RecipientsQueued, _ stamp: Stamp) {
        guard let location = invitations[queued.invitation]?.settings.location else { return }
        // Who asked for a mail again is no administrator whose sending another one should know of.
        if queued.cause != .created, queued.cause != .asked {
            invitations.update(queued.invitation) { $0.lastSending = Decision(stamp, what: queued.cause.rawValue) }
        }
        for user in queued.users {
            let key = RecipientKey(queued.invitation, user)
            let generation = registration(of: user, at: location)?.generation ?? 1
            let before = recipient(key).map { Recipient.Standing(status: $0.status, reason: $0.reason, since: $0.since) }
            let fresh = Recipient(user: user, status: .queued, since: stamp.at, sendNumber: 0)
            changeRecipient(key, stamp, make: fresh) {
                $0.status = .queued
                $0.beforeQueued = queued.cause == .created || queued.cause == .redo ? nil : before
                if queued.cause == .asked { $0.askedAt = stamp.at }
                $0.reason = nil
                $0.automatic = queued.automatic
                $0.generation = generation
                $0.sendNumber += 1
                $0.notBefore = queued.notBefore
                $0.attempts = 0
                $0.isRedo = queued.cause == .redo || ($0.isRedo && queued.cause != .created)
                $0.acceptedAt = nil
                $0.by = nil
            }
        }
    }

    /// What is in flight stays there until its outcome is known; the opening is kept for then.
    private mutating func evolveOpened(_ key: RecipientKey, _ stamp: Stamp) {
        changeRecipient(key, stamp) {
            if $0.status == .sending { $0.openedInFlight = $0.openedInFlight ?? stamp.at }
            if $0.status.isOpen || $0.status == .unknown { $0.status = .linkOpened }
        }
    }

    private mutating func skip(_ key: RecipientKey, _ reason: StatusReason.Code, _ stamp: Stamp) {
        changeRecipient(key, stamp, make: Recipient(user: key.user, status: .skipped, since: stamp.at, sendNumber: 0)) {
            $0.status = .skipped
            $0.reason = StatusReason(reason)
        }
    }

    /// What was there before comes back: a resend that is taken back does not kill the link that the person has.
    private mutating func takeBack(_ key: RecipientKey, _ stamp: Stamp) {
        changeRecipient(key, stamp) {
            guard $0.status == .queued else { return }
            $0.status = $0.beforeQueued?.status ?? .cancelled
            $0.reason = $0.beforeQueued?.reason
            $0.since = $0.beforeQueued?.since ?? stamp.at
            $0.beforeQueued = nil
        }
    }

    private mutating func considerSent(_ key: RecipientKey, _ stamp: Stamp) {
        changeRecipient(key, stamp) {
            guard $0.status == .unknown else { return }
            $0.status = .sent
            $0.reason = nil
            $0.timesSent += 1
            $0.lastSentAt = stamp.at
        }
    }

    private mutating func evolveCancelled(_ id: InvitationID, _ stamp: Stamp) {
        invitations.update(id) {
            $0.cancelledAt = stamp.at
            $0.decision = Decision(stamp, what: "invitationCancelled")
        }
        for (user, recipient) in recipients(of: id).entries
        where !recipient.status.isAccepted && !recipient.status.isEnded && recipient.status != .sending {
            changeRecipient(RecipientKey(id, user), stamp) { $0.status = .cancelled }
        }
    }
}
