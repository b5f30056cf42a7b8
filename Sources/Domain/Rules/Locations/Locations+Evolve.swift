extension State {
    mutating func evolveLocations(_ event: Event, _ stamp: Stamp) {
        switch event {
        case .locationAdded(let id, let settings):
            guard !locations.contains(id) else { return }
            let decision = Decision(stamp, what: "locationAdded")
            locations[id] = Location(id: id, settings: settings, decision: decision)
            registrations[id] = RegistrationTable()
        case .locationChanged(let id, let settings):
            locations.update(id) {
                // Only a new token changes its end, or leaves all as it was: either way Apple's refusal was of the old one.
                if settings.tokenExpires != $0.settings.tokenExpires || settings == $0.settings { $0.tokenRefusal = nil }
                $0.settings = settings
                $0.decision = Decision(stamp, what: "locationChanged")
            }
        case .claimLost(let id, let other):
            locations.update(id) { $0.claimedBy = other }
        case .claimHeld(let id):
            locations.update(id) { $0.claimedBy = nil }
        case .tokenRefused(let id, let error):
            locations.update(id) { $0.tokenRefusal = TokenRefusal(error, at: stamp.at) }
        case .readRequested(let id, let location, let users):
            lastReadRequest = max(lastReadRequest, id.number)
            readRequests[id] = ReadRequest(
                id: id, location: location, users: users, requestedAt: stamp.at, by: stamp.by)
        case .readFinished(let id, _):
            readRequests[id] = nil
        case .locationRead(let id, let version):
            locations.update(id) {
                $0.lastReadAt = stamp.at
                $0.usersVersion = version
            }
        default: break
        }
    }
}

extension State {
    /// For what is shown and planned in this process: a read that it made itself, and that may stand in no record (DECISIONS).
    ///
    /// Never for a state on which commands are decided: that is a function of the records alone.
    package mutating func show(read: Instant, of location: LocationID) {
        locations.update(location) { $0.lastReadAt = max($0.lastReadAt ?? .distantPast, read) }
    }
}

extension Decision {
    init(_ stamp: Stamp, what: String) {
        self.init(sequence: stamp.sequence, at: stamp.at, by: stamp.by, what: what)
    }
}
