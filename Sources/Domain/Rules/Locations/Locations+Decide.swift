extension Decider {
    mutating func decideLocations(_ command: Command) throws(Rejection) {
        switch command {
        case .addLocation(let settings, let siteName):
            try addLocation(settings, siteName)
        case .changeLocation(let id, let changes, let version):
            try changeLocation(id, changes, version)
        case .requestRead(let id, let users):
            try requestRead(id, users)
        default: break
        }
    }

    private mutating func addLocation(_ settings: LocationSettings, _ siteName: String?) throws(Rejection) {
        try Self.requireText(settings.name, field: "location name")
        try requireFreeName(settings.name, except: nil)
        for other in state.locations.values
        where other.settings.uniqueLocationID == settings.uniqueLocationID
            && other.settings.serviceURL == settings.serviceURL
        {
            throw .samePool(location: other.name)
        }
        guard context.now < settings.tokenExpires else {
            throw .locationTokenExpired(location: settings.name, on: settings.tokenExpires)
        }
        var settings = settings
        if let siteName { settings.site = try site(named: siteName) }
        emit(.locationAdded(LocationID((state.locations.lastID?.number ?? 0) + 1), settings))
    }

    private mutating func changeLocation(
        _ id: LocationID, _ changes: LocationChanges, _ version: UInt64?
    ) throws(Rejection) {
        let location = try location(id)
        try requireVersion(version, location.decision, subject: location.name)
        var settings = location.settings
        if let name = changes.name {
            try Self.requireText(name, field: "location name")
            try requireFreeName(name, except: id)
            settings.name = name
        }
        if let autoRegister = changes.autoRegister { settings.autoRegister = autoRegister }
        if let siteName = changes.siteName { settings.site = siteName.isEmpty ? nil : try site(named: siteName) }
        if let token = changes.token { settings.tokenExpires = try renewed(location, token) }
        // A refused token is replaced by one that may end on the same day.
        guard settings != location.settings || (changes.token != nil && location.tokenRefusal != nil) else {
            throw .nothingToChange
        }
        emit(.locationChanged(id, settings))
    }

    /// The end of the new token; one of another pool is refused, since everything that is known here would be wrong for it.
    private func renewed(_ location: Location, _ token: LocationChanges.NewToken) throws(Rejection) -> Instant {
        guard token.uniqueLocationID == location.settings.uniqueLocationID else {
            throw .tokenOfAnotherPool(location: location.name)
        }
        guard context.now < token.expires else { throw .locationTokenExpired(location: location.name, on: token.expires) }
        return token.expires
    }

    private func requireFreeName(_ name: String, except id: LocationID?) throws(Rejection) {
        if let other = state.location(named: name), other.id != id { throw .duplicateName(kind: "location", name: name) }
    }

    private mutating func requestRead(_ id: LocationID, _ users: [UserID]) throws(Rejection) {
        let location = try location(id)
        try requireUsable(location)
        for user in users { _ = try self.user(user) }
        let parts = users.isEmpty ? [[]] : users.chunked(RecordLimit.identifiers).map(Array.init)
        for part in parts { emit(.readRequested(ReadRequestID(state.lastReadRequest + 1), id, users: part)) }
    }
}

extension State {
    /// The location of a name, without regard to case.
    package func location(named name: String) -> Location? {
        let key = name.lowercased()
        return locations.values.first { $0.name.lowercased() == key }
    }
}
