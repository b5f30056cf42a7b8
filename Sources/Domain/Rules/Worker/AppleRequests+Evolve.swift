extension State {
    mutating func evolveAppleRequests(_ event: Event, _ stamp: Stamp) {
        switch event {
        case .appleRequestClaimed(let id, let kind, let location, let users, let epoch):
            guard !appleRequests.contains(id) else { return }
            lastAppleRequest = max(lastAppleRequest, id.number)
            appleRequests[id] = AppleRequest(
                id: id, kind: kind, location: location, users: users, claimedAt: stamp.at, epoch: epoch)
            for user in users { changeRegistration(of: user, at: location, stamp) { $0.request = id } }
        case .appleRequestResumed(let id, let epoch):
            appleRequests.update(id) { $0.epoch = epoch }
        case .appleRequestQueued(let id, let eventID):
            appleRequests.update(id) {
                $0.eventID = eventID
                $0.queuedAt = stamp.at
            }
        case .appleRequestClosed(let id, _):
            close(id, stamp)
        default: break
        }
    }

    /// Whoever the call did not settle is free again, and so due again.
    private mutating func close(_ id: AppleRequestID, _ stamp: Stamp) {
        guard let request = appleRequests[id] else { return }
        for user in request.users {
            changeRegistration(of: user, at: request.location, stamp) { if $0.request == id { $0.request = nil } }
        }
        appleRequests[id] = nil
    }
}
