import Domain
import Store

extension Engine {
    /// The record as people read it; invite codes in it are sealed.
    package func record(after sequence: UInt64, limit: Int) async throws(CommandFailure) -> [RecordEntry] {
        try await handler.entries(after: sequence, limit: limit)
    }
}

extension CommandHandler {
    func entries(after sequence: UInt64, limit: Int) throws(CommandFailure) -> [RecordEntry] {
        do {
            return try log.read(after: sequence, limit: limit).map(Self.entry)
        } catch {
            throw .store("\(error)", isDamage: error.isDamage)
        }
    }

    private static func entry(_ record: Record) -> RecordEntry {
        // A record that cannot be read is shown as it stands; whether it may be used was judged when it was taken in.
        let event: Event? = try? EventCoding.decode(record)
        return RecordEntry(
            sequence: record.sequence, transaction: record.transaction, at: Instant(milliseconds: record.at), by: record.by,
            from: record.from, why: record.why, kind: record.kind, event: event,
            facts: String(decoding: record.body, as: UTF8.self))
    }
}
