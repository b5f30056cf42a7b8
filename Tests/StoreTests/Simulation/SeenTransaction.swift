import Store

/// One whole transaction as somebody read it.
struct SeenTransaction: Sendable {
    let command: String?
    let isStoreOwn: Bool
    let first: UInt64
    let count: Int
    /// The checksum of its last line, which vouches for everything before.
    let checksum: UInt32
    /// Of a repair: the file in lost+found, and how many bytes were moved there.
    let saved: (name: String, bytes: Int)?

    /// The transactions of records that follow a sequence without a gap.
    static func all(in records: [Record], after position: UInt64) throws(Violation) -> [SeenTransaction] {
        var transactions: [SeenTransaction] = []
        var (next, head) = (position + 1, Record?.none)
        for record in records {
            guard record.sequence == next else { throw Violation("#\(record.sequence) follows #\(next - 1)") }
            next += 1
            if record.element == 1 { head = record }
            guard let head, head.sequence == record.transaction, record.sequence == head.sequence + UInt64(record.element - 1)
            else { throw Violation("#\(record.sequence) is no part of a transaction") }
            guard record.endsTransaction else { continue }
            transactions.append(SeenTransaction(head, last: record))
        }
        if let last = records.last, !last.endsTransaction { throw Violation("#\(last.transaction) is there in part") }
        return transactions
    }

    private init(_ head: Record, last: Record) {
        command = head.command
        isStoreOwn = head.isStoreOwn
        first = head.sequence
        count = last.elementCount
        checksum = JournalText.checksum(of: last.line)
        saved = head.kind == "store.repaired" ? Self.saved(String(decoding: head.body, as: UTF8.self)) : nil
    }

    /// `{"bytes":143,"offset":880,"saved":"…","reason":"…"}`
    private static func saved(_ body: String) -> (name: String, bytes: Int)? {
        let parts = body.split(separator: "\"", omittingEmptySubsequences: false).map(String.init)
        guard let name = parts.firstIndex(of: "saved"), let bytes = parts.firstIndex(of: "bytes") else { return nil }
        return (parts[name + 2], Int(parts[bytes + 1].filter(\.isNumber)) ?? -1)
    }
}
