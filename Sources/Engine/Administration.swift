import Domain

/// What a face (console, command line, portal) may ask of the engine: read immutable projections, send commands, read the record.
package protocol Administration: Sendable {
    /// The last published projection; never waits for disk, network or a lock.
    var projection: Projection { get }
    /// The projections from now on; a slow reader is given only the newest.
    func projections() -> AsyncStream<Projection>
    /// Decides, makes durable and takes in a command. A repeated `id` within a day is answered with the first result.
    func perform(_ command: Command, _ request: CommandRequest) async throws(CommandFailure) -> CommandResult
    /// Decides a command and changes nothing.
    func preview(_ command: Command, _ request: CommandRequest) async throws(CommandFailure) -> [Event]
    /// Records it (`linkShown`) and reveals the personal link of a recipient (R27).
    func showLink(_ key: RecipientKey, _ request: CommandRequest) async throws(CommandFailure) -> String
    /// The record, oldest first: at most `limit` entries after a sequence.
    func record(after sequence: UInt64, limit: Int) async throws(CommandFailure) -> [RecordEntry]
    /// The context in which a command would be decided now: for previews on screen.
    func context() -> Context
}

/// What comes with a command beside the command itself.
package struct CommandRequest: Hashable, Sendable {
    /// Made when the form was opened.
    package var id: UniqueID
    package var reason: String?

    package init(id: UniqueID, reason: String? = nil) {
        self.id = id
        self.reason = reason
    }
}

/// What a command made: empty events are success with nothing to do.
package struct CommandResult: Hashable, Sendable {
    package var events: [Event]
    /// The first sequence of the transaction; nil when there was nothing to do.
    package var transaction: UInt64?
    /// The command was known already: this is what it made the first time.
    package var isRepeat: Bool

    package init(events: [Event], transaction: UInt64?, isRepeat: Bool = false) {
        self.events = events
        self.transaction = transaction
        self.isRepeat = isRepeat
    }
}

/// Why a command did not become a fact.
package enum CommandFailure: Error, Hashable, Sendable {
    /// A rule says no.
    case refused(Rejection)
    /// This process may not write: `--readonly`, a read-only disk, a damaged store; in words.
    case readOnly(String)
    /// The store could not take it: what, where and what to do next. `isDamage` leads to exit code 4, the rest to 3.
    case store(String, isDamage: Bool)
}

/// One record of the journal as people read it.
package struct RecordEntry: Hashable, Sendable {
    package var sequence: UInt64
    package var transaction: UInt64
    package var at: Instant
    package var by: String
    /// From where and why: only on the first record of a transaction.
    package var from: String?
    package var why: String?
    /// The case name of the event, or a kind of the store's own (`store.…`).
    package var kind: String
    /// Nil for the store's own records and for kinds that this version does not know.
    package var event: Event?
    /// The record's facts as JSON, as they stand in the journal.
    package var facts: String

    package init(
        sequence: UInt64, transaction: UInt64, at: Instant, by: String, from: String? = nil, why: String? = nil, kind: String,
        event: Event? = nil, facts: String = "{}"
    ) {
        self.sequence = sequence
        self.transaction = transaction
        self.at = at
        self.by = by
        self.from = from
        self.why = why
        self.kind = kind
        self.event = event
        self.facts = facts
    }
}
