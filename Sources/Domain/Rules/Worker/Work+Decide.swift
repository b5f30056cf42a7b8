extension Decider {
    mutating func decideWork(_ command: Command) throws(Rejection) {
        switch command {
        case .startWorker(let role, let processID, let bootID):
            let epoch = (state.worker?.number ?? 0) + 1
            emit(.workerStarted(epoch: epoch, role: role, processID: processID, bootID: bootID))
        case .claimAppleRequest(let epoch, let kind, let location, let users):
            try requireEpoch(epoch)
            claimAppleRequest(epoch, kind, location, users)
        case .resumeAppleRequest(let epoch, let id):
            try requireEpoch(epoch)
            if state.appleRequests.contains(id) { emit(.appleRequestResumed(id, epoch: epoch)) }
        case .recordWork(let epoch, let outcomes, let claims):
            let isCurrent = epoch == state.worker?.number
            for outcome in outcomes { record(outcome, epoch, isCurrent: isCurrent) }
            // Evidence of an older worker is kept; with nothing to keep it learns that its time is over.
            guard isCurrent || !events.isEmpty else { throw .olderEpoch(current: state.worker?.number ?? 0) }
            if isCurrent { claimDeliveries(epoch, claims) }
        default: break
        }
    }

    private func requireEpoch(_ epoch: UInt32) throws(Rejection) {
        guard epoch == state.worker?.number else { throw .olderEpoch(current: state.worker?.number ?? 0) }
    }

    private mutating func claimAppleRequest(
        _ epoch: UInt32, _ kind: AppleRequest.Kind, _ id: LocationID, _ users: [UserID]
    ) {
        guard let location = state.locations[id], location.isUsable(at: context.now) else { return }
        let wanted: RegistrationStatus = kind == .create ? .registering : .retiring
        let due = IDSet(users).filter { user in
            guard let registration = state.registration(of: user, at: id) else { return false }
            return registration.status == wanted && registration.request == nil
                && (kind == .retire || registration.notBefore <= context.now)
        }
        guard !due.isEmpty else { return }
        emit(.appleRequestClaimed(AppleRequestID(state.lastAppleRequest + 1), kind, id, users: due, epoch: epoch))
    }

    private mutating func claimDeliveries(_ epoch: UInt32, _ keys: [RecipientKey]) {
        var seen: Set<RecipientKey> = []
        let due = keys.filter { state.isDeliverable($0, at: context.now) && seen.insert($0).inserted }
        for part in due.chunked(RecordLimit.registrations) { emit(.deliveriesClaimed(epoch: epoch, Array(part))) }
    }
}

extension State {
    /// Whether a message may leave now: its time has come, Apple knows the person, nobody stopped it.
    package func isDeliverable(_ key: RecipientKey, at now: Instant) -> Bool {
        guard let recipient = recipient(key), recipient.status == .queued, !recipient.automatic, recipient.notBefore <= now,
            let invitation = invitations[key.invitation], !invitation.isCancelled,
            let location = locations[invitation.settings.location], location.isUsable(at: now),
            let registration = registration(of: key.user, at: location.id)
        else { return false }
        return registration.status == .invited && registration.inviteCode != nil
            && registration.generation == recipient.generation
    }
}
