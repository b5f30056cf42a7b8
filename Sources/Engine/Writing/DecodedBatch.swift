import Domain
import Store

/// Records as the state takes them in.
struct DecodedBatch: Sendable {
    struct Entry: Sendable {
        /// Nil for the store's own records and for kinds that this version does not know.
        var event: Event?
        var isUnknown: Bool
        var stamp: Stamp
        /// On the first record of a command's transaction.
        var command: UniqueID?
    }

    private(set) var entries: [Entry] = []
    /// How long the records are in the journal, in bytes.
    private(set) var byteCount = 0

    /// - Throws: `.store` when a record of a known kind has not the members that it must have.
    init(_ records: [Record]) throws(CommandFailure) {
        entries.reserveCapacity(records.count)
        for record in records {
            let event = try Self.decode(record)
            entries.append(
                Entry(
                    event: event, isUnknown: event == nil && EventCoding.isUnknown(record),
                    stamp: Stamp(sequence: record.sequence, at: Instant(milliseconds: record.at), by: record.by),
                    command: record.element == 1 ? record.command.flatMap(UniqueID.init) : nil))
            byteCount += record.line.count + 1
        }
    }

    /// - Throws: `.store`.
    static func decode(_ record: Record) throws(CommandFailure) -> Event? {
        do {
            let event = try EventCoding.decode(record)
            guard case .usersChanged(var users)? = event else { return event }
            // Here, where it is done ahead of whoever takes the event in, and beside other threads.
            users.derive()
            return .usersChanged(users)
        } catch {
            throw .store("Record \(record.sequence) (\(record.kind)) cannot be read: \(error).", isDamage: true)
        }
    }
}

extension State {
    mutating func take(_ batch: DecodedBatch) {
        for entry in batch.entries {
            if let event = entry.event { evolve(event, entry.stamp) } else { pass(entry.stamp, isUnknown: entry.isUnknown) }
            if let command = entry.command {
                remember(command: command, sequence: entry.stamp.sequence, at: entry.stamp.at)
            }
        }
    }
}
