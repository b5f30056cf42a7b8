/// Where an invitation as a whole stands (R9); `Phrases.invitationState` has the words.
package enum InvitationState: Hashable, Sendable {
    case cancelled
    /// Something waits, and the location's token opens nothing.
    case waitingForToken
    /// Messages leave: `done` of `of` people that the invitation reaches have been sent to or registered.
    case sending(done: Int, of: Int)
    /// Apple is asked to know the people: it knows `done` of `of`.
    case registering(done: Int, of: Int)
    /// In the outbox, before its time.
    case queued
    /// Everybody who can be reached is registered; `notReached` cannot be.
    case complete(notReached: Int)
    /// Sent to all who can be reached; some have not accepted yet.
    case sent
    /// As `sent`, for Self Service: it waits there to be found.
    case available

    /// The word for JSON and queries.
    package var name: String {
        switch self {
        case .cancelled: "cancelled"
        case .waitingForToken: "waitingForToken"
        case .sending: "sending"
        case .registering: "registering"
        case .queued: "queued"
        case .complete: "complete"
        case .sent: "sent"
        case .available: "available"
        }
    }
}

extension State {
    /// Reads the state of an invitation: the first that applies.
    ///
    /// - Complexity: constant.
    func invitationState(_ invitation: Invitation, now: Instant) -> InvitationState {
        if invitation.isCancelled { return .cancelled }
        let counts = invitation.counts
        if counts.inOutbox > 0 { return outboxState(invitation, now: now) }
        if counts.problems == counts[.mismatch], counts.open == 0 {
            return .complete(notReached: counts.notReached)
        }
        return invitation.settings.method == .selfService ? .available : .sent
    }

    private func outboxState(_ invitation: Invitation, now: Instant) -> InvitationState {
        let counts = invitation.counts
        guard let location = locations[invitation.settings.location], location.isUsable(at: now) else {
            return .waitingForToken
        }
        if counts[.sending] > 0 || isDue(outbox.deliveries[invitation.id], invitation, now: now) {
            return .sending(done: counts.reachable - counts.inOutbox, of: counts.reachable)
        }
        if let awaiting = outbox.awaiting[invitation.id], isDue(awaiting, invitation, now: now) {
            return .registering(done: counts.reachable - awaiting.count, of: counts.reachable)
        }
        return .queued
    }

    /// People of one sending share their time, so the first few tell of all.
    private func isDue(_ users: IDSet<UserID>?, _ invitation: Invitation, now: Instant) -> Bool {
        users?.prefix(64).contains { recipient(RecipientKey(invitation.id, $0)).map { $0.notBefore <= now } ?? false } ?? false
    }
}

extension RecipientCounts {
    /// Reached, and may still accept.
    package var open: Int { self[.sent] + self[.shownOnDevice] + self[.linkOpened] }
    /// Recipients that are neither skipped nor ended.
    package var reachable: Int { recipients - self[.skipped] - ended }
    /// Cancelled, replaced or out of scope: nothing more will happen to them.
    package var ended: Int { self[.cancelled] + self[.superseded] + self[.leftScope] }
    /// In scope, but no way leads to them; who had accepted before is not counted here.
    package var notReached: Int { self[.skipped] - alreadyAccepted }
}
