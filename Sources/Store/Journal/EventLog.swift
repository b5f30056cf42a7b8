/// Durable records in one order for every process of a store.
///
/// All calls block and may wait for the disk or for another process: call them from a thread of your own, never from Swift's
/// cooperative pool.
package protocol EventLog: Sendable {
    /// Runs one turn: waits for the write lock, hands the body every record after `position`, writes and syncs what it returns.
    ///
    /// One write and one sync for all transactions; they are confirmed together when this returns. An empty list writes nothing.
    /// The body
    /// runs while every other writer waits: no network, no question to a person in it. `position` is the sequence of the last
    /// record that the
    /// caller has seen; the records handed over end with a whole transaction.
    /// - Returns: The records written, in order. Together with those handed over they follow `position` without a gap.
    /// - Throws: `.body` with what the body threw, after which nothing was written; `.journal` when the store refused or failed:
    ///   nothing is confirmed, and only `JournalError.outcomeUnknown` leaves open whether it will be found later.
    func transact<Failure: Error>(
        after position: UInt64, _ body: ([Record]) throws(Failure) -> [PendingTransaction]
    ) throws(TransactError<Failure>) -> [Record]

    /// The next confirmed records after a sequence, without a lock.
    ///
    /// Ends with the transaction in which the number of records reaches `limit`, or with the last one. Empty when there is no
    /// news.
    /// Records before a damage are handed over first; only the read that begins at the damage throws.
    /// - Throws: `JournalError`.
    func read(after position: UInt64, limit: Int) throws(JournalError) -> [Record]

    /// Hints that there may be news; read with `read(after:limit:)`. Each access is a subscription of its own; hints coalesce.
    var changes: AsyncStream<Void> { get }
}

/// Why a turn, or a walk over the log, ended early.
package enum TransactError<Failure: Error>: Error {
    /// The caller's own error.
    case body(Failure)
    /// The store's error.
    case journal(JournalError)
}

extension EventLog {
    /// Walks over all confirmed records after a sequence in batches of whole transactions, never holding more than a batch.
    /// - Returns: The sequence of the last record, `position` if there was none.
    /// - Throws: `.body` with what the body threw; `.journal`, after all records before the damage were handed over.
    package func forEachBatch<Failure: Error>(
        after position: UInt64, limit: Int = 4096, _ body: ([Record]) throws(Failure) -> Void
    ) throws(TransactError<Failure>) -> UInt64 {
        var last = position
        while let batch = try nextBatch(after: last, limit: limit, failure: Failure.self), let end = batch.last {
            do throws(Failure) { try body(batch) } catch { throw .body(error) }
            last = end.sequence
        }
        return last
    }

    private func nextBatch<Failure: Error>(
        after position: UInt64, limit: Int, failure: Failure.Type
    ) throws(TransactError<Failure>) -> [Record]? {
        do { return try read(after: position, limit: limit) } catch { throw .journal(error) }
    }
}
