extension State {
    mutating func evolveDeliveries(_ event: Event, _ stamp: Stamp) {
        switch event {
        case .workerStarted(let epoch, let role, let processID, let bootID):
            worker = WorkerEpoch(
                number: epoch, startedAt: stamp.at, by: stamp.by, role: role, processID: processID, bootID: bootID)
        case .deliveriesClaimed(let epoch, let keys):
            for key in keys {
                changeRecipient(key, stamp) {
                    $0.status = .sending
                    $0.claimedEpoch = epoch
                    $0.openedInFlight = nil
                }
            }
        case .deliveriesReleased(_, let keys, _):
            for key in keys { leaveFlight(key, stamp) { $0.status = .queued } }
        case .recipientSent(let key, _):
            recordSent(key, stamp)
        case .recipientDeferred(let key, _, let until, _):
            leaveFlight(key, stamp) {
                $0.status = .queued
                $0.attempts += 1
                $0.notBefore = until
            }
        case .recipientFailed(let key, _, let reason):
            leaveFlight(key, stamp) {
                $0.status = .failed
                $0.reason = reason
            }
        case .recipientUnknown(let key, _, _):
            leaveFlight(key, stamp, settled: false) { $0.arrive(orElse: .unknown) }
        default: break
        }
    }

    /// Changes a recipient that is in flight; one whose invitation was cancelled meanwhile ends instead. A settled one forgets
    /// whose claim it was, so that a second outcome of the same claim counts for nothing.
    private mutating func leaveFlight(
        _ key: RecipientKey, _ stamp: Stamp, settled: Bool = true, _ body: (inout Recipient) -> Void
    ) {
        let isCancelled = invitations[key.invitation]?.isCancelled ?? false
        let ended = endedInFlight(key)
        changeRecipient(key, stamp) {
            guard $0.status == .sending else { return }
            body(&$0)
            $0.openedInFlight = nil
            if settled { $0.claimedEpoch = 0 }
            if $0.status == .queued, let ended { ($0.status, $0.reason) = ended }
            if isCancelled { ($0.status, $0.since) = (.cancelled, stamp.at) }
        }
    }

    /// What becomes of a message that comes back when its link died on the way; nil when it may go again.
    private func endedInFlight(_ key: RecipientKey) -> (RecipientStatus, StatusReason?)? {
        guard let location = invitations[key.invitation]?.settings.location, let recipient = recipient(key),
            let registration = registration(of: key.user, at: location)
        else { return nil }
        let redo = runningRedo(of: key.user, at: location)
        // A redo queues its carrier anew when Apple has confirmed.
        if redo?.carrier == key.invitation { return nil }
        if registration.generation != recipient.generation { return (.superseded, nil) }
        return registration.status == .retired && redo == nil ? (.failed, StatusReason(.retiredElsewhere)) : nil
    }

    /// A message that went out counts, whatever became of the recipient meanwhile; a late outcome settles an unknown one.
    private mutating func recordSent(_ key: RecipientKey, _ stamp: Stamp) {
        let isCancelled = invitations[key.invitation]?.isCancelled ?? false
        changeRecipient(key, stamp) {
            $0.timesSent += 1
            $0.lastSentAt = stamp.at
            $0.claimedEpoch = 0
            guard $0.status == .sending || $0.status == .unknown else { return }
            if isCancelled { $0.status = .cancelled } else { $0.arrive(orElse: .sent) }
            $0.openedInFlight = nil
            $0.reason = nil
        }
    }
}

extension Recipient {
    /// Takes the status that an outcome leaves, or that of an opened link when the person was faster than the outcome.
    fileprivate mutating func arrive(orElse status: RecipientStatus) {
        self.status = openedInFlight == nil ? status : .linkOpened
        since = openedInFlight ?? since
    }
}
