import HashTreeCollections

/// The commands of the last 24 hours, and never fewer than 10,000, so that the same one again is answered with the first result.
package struct CommandHistory: Sendable {
    package static let leastRemembered = 10_000
    package static let remembered = Span.hours(24)

    private var sequences = TreeDictionary<UniqueID, UInt64>()
    private var order: ArraySlice<Entry> = []

    private struct Entry: Sendable {
        var id: UniqueID
        var at: Instant
    }

    package init() {}

    package var count: Int { sequences.count }

    /// The first sequence of the transaction that a command made; nil when it is not remembered.
    package func transaction(of command: UniqueID) -> UInt64? { sequences[command] }

    mutating func remember(_ command: UniqueID, sequence: UInt64, at now: Instant) {
        guard sequences[command] == nil else { return }
        sequences[command] = sequence
        order.append(Entry(id: command, at: now))
        while order.count > Self.leastRemembered, let oldest = order.first, oldest.at + Self.remembered < now {
            sequences[oldest.id] = nil
            order.removeFirst()
        }
    }
}
