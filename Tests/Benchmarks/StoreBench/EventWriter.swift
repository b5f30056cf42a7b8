import Domain
import Store

/// Puts events into the journal without asking the rules, some thousand a turn.
struct EventWriter {
    private let journal: Journal
    private var waiting: [PendingRecord] = []
    private var last: UInt64

    init(_ journal: Journal, after sequence: UInt64) { (self.journal, last) = (journal, sequence) }

    mutating func add(_ event: Event) { waiting.append(EventCoding.encode(event)) }

    mutating func writeIfFull() throws {
        if waiting.count >= 4000 { try write() }
    }

    mutating func write() throws {
        let transaction = PendingTransaction(at: WallClock.milliseconds(), by: "bench", records: waiting)
        waiting = []
        let written = try journal.transact(after: last) { _ throws(Never) in [transaction] }
        last = written.last?.sequence ?? last
    }

    static func parts<Element>(of list: [Element], count: Int) -> [ArraySlice<Element>] {
        stride(from: 0, to: list.count, by: count).map { list[$0..<min(list.count, $0 + count)] }
    }
}
