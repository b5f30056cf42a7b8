import Store

/// One process that uses the store, and the books that its callers keep.
final class SimulatedUser {
    static let folder = "/store"

    let disk: SimulatedDisk
    private let access: FileAccess
    private let book: LedgerBook
    private var store: StoreDirectory?
    private var position: UInt64 = 0
    private var known: Set<String> = []
    /// What the last attempt handed to the journal.
    private var tried: [Order] = []

    init(_ machine: SimulatedMachine, _ access: FileAccess = .readWrite, _ book: LedgerBook) {
        (self.disk, self.access, self.book) = (machine.newProcess(), access, book)
    }

    /// One transaction to write: its command and the lengths of its records' texts.
    struct Order: Sendable {
        let command: String
        let lengths: [Int]

        func transaction(at now: Int64) -> PendingTransaction {
            PendingTransaction(
                at: now, by: "ada", command: command,
                records: lengths.enumerated().map { place, length in
                    PendingRecord(kind: "sampleHappened") {
                        $0.field("element", place)
                        $0.field("text", String(repeating: "x", count: length))
                    }
                })
        }
    }

    /// The opened store; nil if it could not be opened.
    func open() throws(JournalError) -> StoreDirectory {
        if let store { return store }
        let opened = try StoreDirectory.open(at: Self.folder, access: access, options: disk.machine.options(disk))
        store = opened
        return opened
    }

    func close() {
        store = nil
    }

    /// Commits what is not known yet, as an engine does: several orders make one group.
    func commit(_ orders: [Order]) throws(Violation) -> JournalError? {
        tried = []
        do throws(JournalError) { _ = try open() } catch { return error }
        do {
            let start = position
            let (missed, written) = try transact(orders)
            try see(missed + written, after: start)
            return nil
        } catch let error as Violation {
            throw error
        } catch TransactError<Violation>.body(let violation) {
            throw violation
        } catch TransactError<Violation>.journal(let error) {
            try book.change { (ledger) throws(Violation) in
                if !isDead { for order in tried { ledger.end(order.command, error.isOpen ? .unknown : .refused) } }
            }
            return error
        } catch {
            throw Violation("\(error)")
        }
    }

    private var isDead: Bool { disk.machine.look { $0.processes[self.disk.process].isDead } }

    private func transact(_ orders: [Order]) throws -> (missed: [Record], written: [Record]) {
        var missed: [Record] = []
        let now = disk.machine.look { $0.clock }
        let written = try open().journal.transact(after: position) { (records) throws(Violation) in
            missed = records
            let found = known.union(records.compactMap(\.command))
            tried = orders.filter { !found.contains($0.command) }
            try book.change { (ledger) throws(Violation) in
                for order in tried { ledger.begin(order.command, records: order.lengths.count) }
            }
            return tried.map { $0.transaction(at: now) }
        }
        return (missed, written)
    }

    /// Reads all news as a follower does.
    func follow() throws(Violation) -> JournalError? {
        let records: [Record]
        do throws(JournalError) { records = try open().journal.read(after: position, limit: .max) } catch { return error }
        try see(records, after: position)
        return nil
    }

    /// Whatever was shown to anybody must stay.
    private func see(_ records: [Record], after start: UInt64) throws(Violation) {
        let transactions = try SeenTransaction.all(in: records, after: start)
        try book.change { (ledger) throws(Violation) in try ledger.confirm(transactions) }
        position = records.last?.sequence ?? start
        known.formUnion(transactions.compactMap(\.command))
    }
}

extension JournalError {
    /// Whether the error leaves open that the change is found later.
    fileprivate var isOpen: Bool {
        if case .outcomeUnknown = self { true } else { false }
    }
}
