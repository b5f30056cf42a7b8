import Domain

/// Everything a face shows, at one moment; a copy is free.
package struct Projection: Sendable {
    package var state: State
    /// Why this process may not write; nil when it may.
    package var readOnly: String?
    package var deliverer: Deliverer
    /// Long work of this process, oldest first.
    package var jobs: [Job]
    /// What the engine has to say of the outside, newest last: "Apple refused ... until 12:40".
    package var notices: [String]
    /// Counts up with every publication, for "has anything changed since".
    package var version: UInt64

    package init(
        state: State = State(), readOnly: String? = nil, deliverer: Deliverer = .nobody, jobs: [Job] = [],
        notices: [String] = [], version: UInt64 = 0
    ) {
        self.state = state
        self.readOnly = readOnly
        self.deliverer = deliverer
        self.jobs = jobs
        self.notices = notices
        self.version = version
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

/// Long work with its progress.
package struct Job: Hashable, Sendable {
    package var name: String
    package var done: Int
    /// Nil while nobody can know.
    package var total: Int?
    package var startedAt: Instant

    package init(name: String, done: Int = 0, total: Int? = nil, startedAt: Instant) {
        self.name = name
        self.done = done
        self.total = total
        self.startedAt = startedAt
    }
}
