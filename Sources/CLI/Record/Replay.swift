import Domain
import Engine

/// Walks over the record from its beginning.
struct Replay {
    let store: any OpenStore
    private static let batch = 4_096

    init(store: any OpenStore) { self.store = store }

    /// All entries after a sequence; what lies before a damage, if there is one.
    func entries(after sequence: UInt64) async throws(CommandLineFailure) -> [RecordEntry] {
        var all: [RecordEntry] = []
        try await forEach(after: sequence) { all.append($0) }
        return all
    }

    /// Calls the body with every entry after a sequence.
    func forEach(after sequence: UInt64, _ body: (RecordEntry) -> Void) async throws(CommandLineFailure) {
        var last = sequence
        while true {
            let entries: [RecordEntry]
            do {
                entries = try await store.administration.record(after: last, limit: Self.batch)
            } catch {
                // The part before the damage was handed over; the verb says so at its end.
                if store.damage != nil { return }
                throw CommandLineFailure(error)
            }
            guard let end = entries.last else { return }
            for entry in entries { body(entry) }
            last = end.sequence
        }
    }

    /// The state as it was at a moment.
    func state(asOf moment: Instant) async throws(CommandLineFailure) -> State {
        var state = State()
        try await forEach(after: 0) { if $0.at <= moment { state.take($0) } }
        return state
    }
}

extension State {
    /// Takes in an entry of the record.
    mutating func take(_ entry: RecordEntry) {
        let stamp = Stamp(sequence: entry.sequence, at: entry.at, by: entry.by)
        if let event = entry.event { evolve(event, stamp) } else { pass(stamp, isUnknown: false) }
    }
}
