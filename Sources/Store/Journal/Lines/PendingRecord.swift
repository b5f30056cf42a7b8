/// One record to be written; the journal gives it sequence, time and checksum.
package struct PendingRecord: Sendable, Hashable {
    /// The event's name: letters, digits and dots.
    package let kind: String
    /// One JSON object; checked when it is written.
    package let body: [UInt8]
    /// Whether its line gets random letters beside the content: when a person's fields are taken out one day, and the letters
    /// with them, no hash that is left confirms a guess of what stood there.
    package let isSalted: Bool

    package init(kind: String, isSalted: Bool = false, body: [UInt8]) {
        self.kind = kind
        self.isSalted = isSalted
        self.body = body
    }

    /// Makes a record whose content is the object with the members that the closure writes.
    package init<Failure: Error>(
        kind: String, isSalted: Bool = false, _ members: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        self.init(kind: kind, isSalted: isSalted, body: try JSONWriter.object(members))
    }
}

/// Records that are written together or not at all.
package struct PendingTransaction: Sendable, Hashable {
    /// The clock's milliseconds since 1970 UTC; what is written is never earlier than the record before.
    package let at: Int64
    package let by: String
    package let command: String?
    package let from: String?
    package let why: String?
    /// At least one.
    package let records: [PendingRecord]

    package init(
        at: Int64, by: String, command: String? = nil, from: String? = nil, why: String? = nil, records: [PendingRecord]
    ) {
        self.at = at
        self.by = by
        self.command = command
        self.from = from
        self.why = why
        self.records = records
    }
}
