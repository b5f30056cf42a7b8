import Store
import Synchronization

/// A promise of the store that was found broken.
struct Violation: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

/// What the callers know about their commands, which is all that a checker may go by.
struct Ledger: Sendable {
    enum Outcome: Sendable {
        /// No answer yet: after a crash it may be found or not.
        case underWay
        /// Confirmed, or seen by anybody: it must be found for ever.
        case confirmed
        /// Answered with "outcome unknown".
        case unknown
        /// Answered with an error that says that nothing was saved: it must never be found.
        case refused
    }

    struct Entry: Sendable {
        let command: String
        let records: Int
        var outcome = Outcome.underWay
        /// Where it stood and how its last line ended when it was confirmed.
        var first: UInt64 = 0
        var checksum: UInt32 = 0
    }

    /// In the order in which they were tried.
    private(set) var entries: [Entry] = []
    private(set) var places: [String: Int] = [:]

    /// How many of each outcome, to tell states apart that look alike on the disk.
    var fingerprint: Int {
        entries.reduce(into: 0) { $0 = $0 &* 5 &+ ($1.outcome == .confirmed ? 1 : $1.outcome == .refused ? 2 : 3) }
    }

    mutating func begin(_ command: String, records: Int) {
        // A command that is tried again was not found by the one who tries: it is a new one now.
        if let place = places[command] { entries[place] = Entry(command: "", records: 0) }
        places[command] = entries.count
        entries.append(Entry(command: command, records: records))
    }

    mutating func end(_ command: String, _ outcome: Outcome) {
        guard let place = places[command], entries[place].outcome != .confirmed else { return }
        entries[place].outcome = outcome
    }

    /// Somebody was shown these transactions.
    mutating func confirm(_ transactions: [SeenTransaction]) throws(Violation) {
        for seen in transactions where !seen.isStoreOwn {
            let place = try check(seen)
            entries[place].outcome = .confirmed
            (entries[place].first, entries[place].checksum) = (seen.first, seen.checksum)
        }
    }

    /// Compares a whole journal with what is known.
    func check(_ transactions: [SeenTransaction]) throws(Violation) {
        var found: [Int] = []
        for seen in transactions where !seen.isStoreOwn { found.append(try check(seen)) }
        for (earlier, later) in zip(found, found.dropFirst()) where earlier >= later {
            throw Violation("\(entries[later].command) stands after \(entries[earlier].command), or twice")
        }
        let present = Set(found)
        for (place, entry) in entries.enumerated() where entry.outcome == .confirmed && !present.contains(place) {
            throw Violation("\(entry.command) was confirmed as #\(entry.first) and is lost")
        }
    }

    private func check(_ seen: SeenTransaction) throws(Violation) -> Int {
        guard let command = seen.command, let place = places[command] else {
            throw Violation("#\(seen.first) holds \(seen.command ?? "no command"), which nobody asked for")
        }
        let entry = entries[place]
        if entry.outcome == .refused { throw Violation("\(command) was refused and stands as #\(seen.first)") }
        if entry.records != seen.count { throw Violation("\(command) has \(seen.count) records of \(entry.records)") }
        if entry.outcome == .confirmed, entry.first != seen.first || entry.checksum != seen.checksum {
            throw Violation("\(command) was confirmed as #\(entry.first) and now is another line, #\(seen.first)")
        }
        return place
    }
}

/// The ledger of a run that goes on.
final class LedgerBook: Sendable {
    private let ledger: Mutex<Ledger>

    init(_ ledger: Ledger = Ledger()) { self.ledger = Mutex(ledger) }

    var now: Ledger { ledger.withLock { $0 } }

    func change(_ body: (inout Ledger) throws(Violation) -> Void) throws(Violation) {
        try ledger.withLock { (ledger) throws(Violation) in try body(&ledger) }
    }
}
