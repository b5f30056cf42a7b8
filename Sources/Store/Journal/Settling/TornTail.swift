/// Bytes that were cut off the journal, because they are the rest of an interrupted write.
struct TornTail: Hashable, Sendable {
    let bytes: UInt64
    let offset: UInt64
    /// The file in lost+found that holds them now.
    let saved: String
    let reason: String

    /// The store's own record of it.
    var record: PendingRecord {
        PendingRecord(kind: "store.repaired") { writer in
            writer.field("bytes", bytes)
            writer.field("offset", offset)
            writer.field("saved", saved)
            writer.field("reason", reason)
        }
    }
}
