/// A writing call to Apple for many users, from the claim until its outcome is known.
package struct AppleRequest: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable { case create, retire }

    package let id: AppleRequestID
    package let kind: Kind
    package let location: LocationID
    package let users: [UserID]
    package let claimedAt: Instant
    /// The epoch of the worker that claimed it last.
    package var epoch: UInt32
    /// Apple's name of the queued work; absent until Apple answered the call.
    package var eventID: String?
    package var queuedAt: Instant?

    package init(id: AppleRequestID, kind: Kind, location: LocationID, users: [UserID], claimedAt: Instant, epoch: UInt32) {
        self.id = id
        self.kind = kind
        self.location = location
        self.users = users
        self.claimedAt = claimedAt
        self.epoch = epoch
    }
}

/// A wish to read Apple's state now: of some users, or of the whole location.
package struct ReadRequest: Hashable, Sendable {
    package let id: ReadRequestID
    package let location: LocationID
    /// Empty: every user of the location.
    package let users: [UserID]
    package let requestedAt: Instant
    package let by: String

    package init(id: ReadRequestID, location: LocationID, users: [UserID], requestedAt: Instant, by: String) {
        self.id = id
        self.location = location
        self.users = users
        self.requestedAt = requestedAt
        self.by = by
    }
}

/// The worker that holds the worker lock: its epoch outdates every claim of an older one.
package struct WorkerEpoch: Hashable, Sendable {
    package var number: UInt32
    package var startedAt: Instant
    package var by: String
    /// `service`, `console` or `verb`.
    package var role: String
    package var processID: Int32
    package var bootID: String

    package init(number: UInt32, startedAt: Instant, by: String, role: String, processID: Int32, bootID: String) {
        self.number = number
        self.startedAt = startedAt
        self.by = by
        self.role = role
        self.processID = processID
        self.bootID = bootID
    }
}
