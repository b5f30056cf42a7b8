/// What a record `store.redacted` says: whose fields were taken out of which lines.
struct Redaction: Hashable, Sendable {
    static let kind = "store.redacted"
    /// So many lines fit into one record.
    static let linesInRecord = 350

    let user: UInt32
    let lines: [RedactedLine]

    init(user: UInt32, lines: [RedactedLine]) {
        (self.user, self.lines) = (user, lines)
    }

    /// Reads the content of a record of this kind.
    /// - Throws: `JSONError`.
    init(body: ArraySlice<UInt8>) throws(JSONError) {
        let fields = try JSONFields(body)
        user = try fields.integer("user")
        lines = try fields.objects("lines") { (line) throws(JSONError) in
            guard let was = SealDigest(try line.string("was")), let now = SealDigest(try line.string("now")) else {
                throw line.unexpected("was or now")
            }
            return RedactedLine(sequence: try line.integer("n"), was: was, now: now)
        }
    }

    /// The store's own record of it.
    var record: PendingRecord {
        PendingRecord(kind: Self.kind) { writer in
            writer.field("user", user)
            writer.field("lines", each: lines) { writer, line in
                writer.object {
                    $0.field("n", line.sequence)
                    $0.field("was", line.was.description)
                    $0.field("now", line.now.description)
                }
            }
        }
    }
}
