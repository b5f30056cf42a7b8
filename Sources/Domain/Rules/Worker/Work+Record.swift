/// What the worker learned becomes fact, and what follows from it.
extension Decider {
    /// An outcome of an older epoch is evidence only: it may settle what is unknown, and triggers nothing.
    mutating func record(_ outcome: WorkOutcome, _ epoch: UInt32, isCurrent: Bool) {
        switch outcome {
        case .sent(let key):
            recordSent(key, epoch, isCurrent: isCurrent)
        case _ where !isCurrent:
            break
        case .deferred(let key, let until, let reason) where isInFlight(key):
            recordDeferred(key, epoch, until, reason)
        case .failed(let key, let reason) where isInFlight(key):
            emit(.recipientFailed(key, epoch: epoch, reason))
        case .unknown(let key, let reason) where isInFlight(key):
            emit(.recipientUnknown(key, epoch: epoch, reason: reason))
        case .deferred, .failed, .unknown:
            break
        case .released(let keys, let reason):
            let inFlight = keys.filter(isInFlight)
            if !inFlight.isEmpty { emit(.deliveriesReleased(epoch: epoch, inFlight, reason: reason)) }
        case .appleQueued(let id, let eventID):
            if state.appleRequests.contains(id) { emit(.appleRequestQueued(id, eventID: eventID)) }
        case .appleFinished(let id, let result):
            finish(id, result)
        case .tokenRefused(let location, let error):
            if state.locations[location]?.tokenRefusal == nil { emit(.tokenRefused(location, error)) }
        case .claimLost(let location, let other):
            if state.locations[location]?.claimedBy != other { emit(.claimLost(location, to: other)) }
        case .claimHeld(let location):
            if state.locations[location]?.claimedBy != nil { emit(.claimHeld(location)) }
        case .assignmentsRead(let redo, let apps, let books):
            followAssignments(redo, apps: apps, books: books)
        case .redoFailed(let id, let reason):
            if let redo = state.redos[id], !redo.stage.isFinished, redo.stage != .failed {
                emit(.redoFailed(id, redo.stage, reason: reason))
            }
        case .readFailed(let id, let reason):
            if state.readRequests.contains(id) { emit(.readFinished(id, failure: reason)) }
        }
    }

    private func isInFlight(_ key: RecipientKey) -> Bool { state.recipient(key)?.status == .sending }

    private mutating func recordSent(_ key: RecipientKey, _ epoch: UInt32, isCurrent: Bool) {
        guard let recipient = state.recipient(key), recipient.claimedEpoch > 0 else { return }
        let isInDoubt = recipient.status == .sending || recipient.status == .unknown
        guard recipient.claimedEpoch == epoch || (isCurrent && isInDoubt) else { return }
        emit(.recipientSent(key, epoch: epoch))
        if isInDoubt { followSent(key) }
    }

    /// Temporary failures are repeated on schedule until they are used up.
    private mutating func recordDeferred(_ key: RecipientKey, _ epoch: UInt32, _ until: Instant, _ reason: String) {
        let attempts = (state.recipient(key)?.attempts ?? 0) + 1
        if attempts >= context.policy.deliveryAttempts {
            emit(.recipientFailed(key, epoch: epoch, StatusReason(.temporaryFailuresUsedUp, detail: reason)))
        } else {
            emit(.recipientDeferred(key, epoch: epoch, until: until, reason: reason))
        }
    }

    private mutating func finish(_ id: AppleRequestID, _ result: AppleRequestResult) {
        guard let request = state.appleRequests[id] else { return }
        let location = request.location
        let members = IDSet(request.users)
        if request.kind == .retire {
            finishRetire(request, result, members)
            return
        }
        let confirmed = confirmations(result.records, at: location).filter { members.contains($0.user) }
        for part in confirmed.chunked(RecordLimit.confirmed) {
            emit(.registrationConfirmed(location, Array(part), readBack: result.readBack))
        }
        let refused = result.refused.filter { members.contains($0.user) }
        for part in refused.chunked(RecordLimit.confirmed) { emit(.registrationRefused(location, Array(part))) }
        emit(.appleRequestClosed(id, reason: result.reason))
        for one in confirmed {
            followConfirmed(one.user, at: location)
            if one.appleStatus == "Associated" { followAccepted(one.user, at: location) }
        }
        followInvited(confirmed.map(\.user), at: location)
        for refusal in refused { followRefused(refusal.user, at: location, refusal.error) }
    }

    /// A refused retire leaves the registration as it was: Apple still knows the person.
    private mutating func finishRetire(_ request: AppleRequest, _ result: AppleRequestResult, _ members: IDSet<UserID>) {
        let retired = result.retired.filter(members.contains)
        for part in retired.chunked(RecordLimit.identifiers) {
            emit(.registrationRetired(request.location, users: Array(part)))
        }
        emit(.appleRequestClosed(request.id, reason: result.reason))
        for refusal in result.refused where members.contains(refusal.user) {
            followRetireRefused(refusal.user, at: request.location, refusal.error)
        }
        for user in retired { followRetired(user, at: request.location) }
    }

    /// The active record of each user, in the order of the users.
    private func confirmations(_ records: [AppleUserRecord], at location: LocationID) -> [ConfirmedRegistration] {
        let table = state.registrations(at: location)
        var byUser: [UserID: ConfirmedRegistration] = [:]
        for record in records where record.status == "Registered" || record.status == "Associated" {
            guard let user = table.user(record.clientUserID) else { continue }
            byUser[user] = ConfirmedRegistration(
                user: user, appleStatus: record.status, idHash: record.idHash, inviteCode: record.inviteCode)
        }
        return byUser.values.sorted { $0.user < $1.user }
    }
}
