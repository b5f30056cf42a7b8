import Domain

/// Everything a face shows, at one moment; a copy is free.
package struct Projection: Sendable {
    package var state: State
    /// Why this process may not write; nil when it may.
    package var readOnly: String?
    package var deliverer: Deliverer
    /// What the engine has to say of the outside, newest last: "Apple refused ... until 12:40".
    package var notices: [String]
    /// Counts up with every publication, for "has anything changed since".
    package var version: UInt64
    /// When this process itself last read each location; the state shows these where the record knows only older ones.
    package private(set) var reads: [LocationID: Instant] = [:]

    package init(
        state: State = State(), readOnly: String? = nil, deliverer: Deliverer = .nobody, notices: [String] = [],
        version: UInt64 = 0
    ) {
        self.state = state
        self.readOnly = readOnly
        self.deliverer = deliverer
        self.notices = notices
        self.version = version
    }

    /// Takes over the state of the record, with this process's own reads in it.
    mutating func take(_ state: State) {
        self.state = state
        for (location, read) in reads { self.state.show(read: read, of: location) }
    }

    mutating func note(read: Instant, of location: LocationID) {
        reads[location] = read
        state.show(read: read, of: location)
    }
}

/// Who works the outbox at the moment: whoever holds the worker lock.
package enum Deliverer: Hashable, Sendable {
    case service
    case thisProcess
    /// Somebody else's console or verb.
    case other(by: String, role: String)
    case nobody
}
