import Foundation
import Store
import Synchronization

/// A journal whose disk can be full, or hang, when a test says so.
final class FullDisk: EventLog {
    private let journal: any EventLog
    private let full = Mutex(false)
    private let gate = DispatchSemaphore(value: 1)
    private let refusals: AsyncStream<Void>
    private let refused: AsyncStream<Void>.Continuation

    init(_ journal: any EventLog) {
        self.journal = journal
        (refusals, refused) = AsyncStream.makeStream()
    }

    var isFull: Bool {
        get { full.withLock { $0 } }
        set { full.withLock { $0 = newValue } }
    }

    /// The next write waits until ``goOn()``.
    func hang() { gate.wait() }
    func goOn() { gate.signal() }

    /// Returns when a write was refused.
    func refusedOne() async { _ = await refusals.first { _ in true } }

    func transact<Failure: Error>(
        after position: UInt64, _ body: ([Record]) throws(Failure) -> [PendingTransaction]
    ) throws(TransactError<Failure>) -> [Record] {
        gate.wait()
        defer { gate.signal() }
        guard !isFull else {
            refused.yield()
            throw .journal(.outOfSpace(path: "/store", fileSystem: "/", errno: ENOSPC, neededBytes: 4_096, freeBytes: 0))
        }
        return try journal.transact(after: position, body)
    }

    func read(after position: UInt64, limit: Int) throws(JournalError) -> [Record] {
        try journal.read(after: position, limit: limit)
    }

    var changes: AsyncStream<Void> { journal.changes }
}
