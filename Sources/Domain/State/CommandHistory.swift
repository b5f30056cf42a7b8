import HashTreeCollections

/// The commands of the last 24 hours, and never fewer than 10,000, so that the same one again is answered with the first result.
package struct CommandHistory: Sendable {
    package static let leastRemembered = 10_000
    package static let remembered = Span.hours(24)

    private var sequences = TreeDictionary<UniqueID, UInt64>()
    private var order: ArraySlice<Entry> = []

    private struct Entry: Hashable, Sendable {
        var id: UniqueID
        var at: Instant
    }

    /// One command that is remembered.
    package struct Remembered: Hashable, Sendable {
        package var id: UniqueID
        /// The first sequence of the transaction that it made.
        package var sequence: UInt64
        package var at: Instant

        package init(id: UniqueID, sequence: UInt64, at: Instant) {
            self.id = id
            self.sequence = sequence
            self.at = at
        }
    }

    package init() {}

    /// Remembers exactly these, oldest first; one that occurs again is left out.
    package init(_ commands: some Sequence<Remembered>) {
        for command in commands { append(command) }
    }

    /// What is remembered, oldest first.
    package var remembered: [Remembered] {
        order.compactMap { entry in
            sequences[entry.id].map { Remembered(id: entry.id, sequence: $0, at: entry.at) }
        }
    }

    /// Remembers a command behind all others, and forgets none for it.
    package mutating func append(_ command: Remembered) {
        guard sequences[command.id] == nil else { return }
        sequences[command.id] = command.sequence
        order.append(Entry(id: command.id, at: command.at))
    }

    package var count: Int { sequences.count }

    /// The first sequence of the transaction that a command made; nil when it is not remembered.
    package func transaction(of command: UniqueID) -> UInt64? { sequences[command] }

    mutating func remember(_ command: UniqueID, sequence: UInt64, at now: Instant) {
        guard sequences[command] == nil else { return }
        append(Remembered(id: command, sequence: sequence, at: now))
        while order.count > Self.leastRemembered, let oldest = order.first, oldest.at + Self.remembered < now {
            sequences[oldest.id] = nil
            order.removeFirst()
        }
    }
}

extension CommandHistory: Equatable {
    package static func == (left: CommandHistory, right: CommandHistory) -> Bool {
        left.order == right.order && left.sequences == right.sequences
    }
}
