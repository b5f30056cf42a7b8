/// How much a bulk writer should put into one turn, so that nobody waits long for the next.
///
/// Begins small and follows what the turns take: write and sync stay at about ten milliseconds, and a thousand records are
/// the most. A single transaction that is larger is written all the same.
package struct TurnPace: Hashable, Sendable {
    package static let mostRecords = 1000
    private static let goal = Duration.milliseconds(10)

    /// How many records the next turn should hold; at least 1.
    package private(set) var records: Int

    package init() {
        records = 64
    }

    /// Takes in how long the turn of so many records took, from the moment it held the lock, until it was confirmed.
    package mutating func took(_ duration: Duration, records written: Int) {
        if duration > Self.goal {
            records = max(1, min(records, written) / 2)
        } else if duration * 2 <= Self.goal && written >= records {
            records = min(Self.mostRecords, records * 2)
        }
    }

    /// Takes as many transactions off the front of a list as fit into the next turn; at least one if there is any.
    package func next(_ waiting: inout ArraySlice<PendingTransaction>) -> [PendingTransaction] {
        var (taken, count) = ([PendingTransaction](), 0)
        while let transaction = waiting.first, taken.isEmpty || count + transaction.records.count <= records {
            count += transaction.records.count
            taken.append(transaction)
            waiting.removeFirst()
        }
        return taken
    }
}
