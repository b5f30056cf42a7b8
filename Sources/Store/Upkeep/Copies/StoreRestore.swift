import Domain

/// Makes a store from a copy of one.
package struct StoreRestore {
    static let kind = "store.restored"

    /// What was made.
    package struct Report: Hashable, Sendable {
        package let check: StoreCheck.Report
        /// From this start of a worker on claims count; those of every earlier one are void.
        package let epoch: UInt32
        /// The hash over everything that was restored, and its last record.
        package let head: SealDigest?
        package let sequence: UInt64
        /// Whether both keys are there: without them nobody opens the store.
        package let hasKeys: Bool
    }

    /// Copies a sound store into a new or an empty folder and says so in the record.
    ///
    /// The record's worker start is one higher than the last: what the worker of the original claimed meanwhile is not known
    /// here, and nothing that it says counts in this store.
    /// - Parameter secrets: A folder with keys and tokens, when the copy was made without.
    /// - Returns: What a check of the source found, when that is not sound: then nothing was made.
    /// - Throws: `notEmpty`, `outOfSpace`, `system`, and what makes the source unreadable.
    package static func run(
        from path: String, to newPath: String, secrets: String?, reason: String?, options: StoreOptions
    ) throws(JournalError) -> Result<Report, Unsound> {
        let source = try StoreCheck.run(at: path, options: options)
        guard source.isSound else { return .failure(Unsound(check: source)) }
        let copy = try StoreCopy(from: path, options: options)
        let epoch = try copy.journal.lastWorkerEpoch().advanced
        let end = try copy.run(
            to: newPath, secrets: secrets ?? copy.source.secrets,
            adding: [transaction(path, source, epoch, reason, options)])
        let check = try StoreCheck.run(at: newPath, options: options)
        let layout = StoreLayout(root: newPath)
        let names = try onDisk { () throws(DiskError) in try options.disk.names(in: layout.secrets) }
        let keys: Set = [Secrets.sealKeyName, Secrets.linkKeyName]
        return .success(
            Report(
                check: check, epoch: epoch, head: source.seals.head, sequence: end.sequence,
                hasKeys: keys.isSubset(of: names)))
    }

    /// The copy is damaged: it cannot be restored as it is.
    package struct Unsound: Error, Hashable, Sendable {
        package let check: StoreCheck.Report
    }

    private static func transaction(
        _ path: String, _ source: StoreCheck.Report, _ epoch: UInt32, _ reason: String?, _ options: StoreOptions
    ) -> PendingTransaction {
        let record = PendingRecord(kind: kind) { writer in
            writer.field("from", path)
            writer.field("last", source.lastSequence)
            writer.field("sha256", ifPresent: source.seals.head?.description)
        }
        return PendingTransaction(
            at: options.now(), by: options.user, why: reason, records: [record, workerStart(epoch, role: "restore")])
    }

    /// A start of which no process delivers: the next worker settles what earlier ones had in flight.
    static func workerStart(_ epoch: UInt32, role: String) -> PendingRecord {
        let current = WorkerStart.current(epoch: UInt64(epoch))
        return EventCoding.encode(
            .workerStarted(epoch: epoch, role: role, processID: current.processID, bootID: current.bootID))
    }
}

extension Journal {
    /// The epoch of the last start of a worker; 0 when there was none.
    func lastWorkerEpoch() throws(JournalError) -> UInt32 {
        var last: UInt32 = 0
        let walked: Result<UInt64, TransactError<Never>> = Result { () throws(TransactError<Never>) in
            try forEachBatch(after: 0) { records in
                for record in records where record.kind == WorkerStart.kind {
                    // A start that cannot be read is one that no claim names.
                    if case .workerStarted(let epoch, _, _, _)? = try? EventCoding.decode(record) { last = max(last, epoch) }
                }
            }
        }
        if case .failure(.journal(let error)) = walked { throw error }
        return last
    }
}

extension UInt32 {
    /// The next epoch; the record is hostile, so the last there is stays.
    var advanced: UInt32 { self == .max ? self : self + 1 }
}
