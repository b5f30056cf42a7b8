import Domain
import Testing

@testable import Store

/// A process that keeps a state by a store, as an engine does: from the newest snapshot, or from the beginning.
struct StateKeeper {
    let store: StoreDirectory
    private(set) var state = State()
    private(set) var notices: [SnapshotNotice] = []
    /// From where the journal was read.
    private(set) var start: UInt64 = 0

    init(_ store: StoreDirectory, fromSnapshot: Bool = true) throws {
        self.store = store
        if fromSnapshot {
            var notices: [SnapshotNotice] = []
            if let loaded = try store.loadImage(notices: { notices.append($0) }) {
                state = State(loaded.image)
                start = loaded.position.sequence
            }
            self.notices = notices
        }
        try catchUp()
    }

    mutating func catchUp() throws {
        while true {
            let records = try store.journal.read(after: state.sequence, limit: 1000)
            if records.isEmpty { return }
            try take(records)
        }
    }

    /// Writes so many events that chance makes, in transactions of one to three.
    mutating func write(_ events: Int, _ chance: inout Chance) throws {
        var left = events
        while left > 0 {
            let count = min(left, 1 + chance.below(3))
            let transaction = PendingTransaction(
                at: state.lastEventAt.milliseconds + Int64(chance.below(90_000)), by: chance.pick(["ada", "björn"]),
                command: chance.one(in: 3) ? UniqueID(high: chance.next(), low: chance.next()).description : nil,
                records: (0..<count).map { _ in EventCoding.encode(chance.event()) })
            let written = try store.journal.transact(after: state.sequence) { (missed) throws(JSONError) in
                try Self.take(missed, &state)
                return [transaction]
            }
            try take(written)
            left -= count
        }
    }

    /// Writes these events in one transaction.
    mutating func write(_ events: [Event]) throws {
        let transaction = PendingTransaction(
            at: state.lastEventAt.milliseconds, by: "ada", records: events.map(EventCoding.encode))
        try take(try store.journal.transact(after: state.sequence) { (_) throws(JSONError) in [transaction] })
    }

    @discardableResult
    func compact() throws -> Compaction.Report { try Compaction.run(on: store) { state.image } }

    private mutating func take(_ records: [Record]) throws { try Self.take(records, &state) }

    private static func take(_ records: [Record], _ state: inout State) throws(JSONError) {
        for record in records {
            let at = Instant(milliseconds: record.at)
            let stamp = Stamp(sequence: record.sequence, at: at, by: record.by)
            if let event = try EventCoding.decode(record) {
                state.evolve(event, stamp)
            } else {
                state.pass(stamp, isUnknown: EventCoding.isUnknown(record))
            }
            if record.element == 1, let command = record.command.flatMap(UniqueID.init) {
                state.remember(command: command, sequence: record.sequence, at: at)
            }
        }
    }
}
