import Domain

/// Makes a snapshot, so that a start need not read the whole history, and moves old history to the archive. Nothing is ever
/// deleted of the record.
///
/// Nobody waits for it: writers only for the swap of one line. It may be killed at any moment.
package struct Compaction {
    /// What was done.
    package struct Report: Hashable, Sendable {
        /// The last record whose facts the snapshot holds.
        package var sequence: UInt64
        package var snapshotBytes: UInt64 = 0
        /// How many bytes of the journal a start would have read before, and has to read now.
        package var journalBytesBefore: UInt64 = 0
        package var journalBytesAfter: UInt64 = 0
        /// The first sequences of the segments that went to the archive.
        package var archived: [UInt64] = []
        /// False when the newest snapshot already was of this sequence.
        package var isNew = true

        init(sequence: UInt64) { self.sequence = sequence }
    }

    /// How far a run is.
    package enum Step: Hashable, Sendable {
        case writing, verifying(bytes: UInt64), swapping, archiving
    }

    /// A segment stays in the journal for so long after it was written last.
    package static let grace: Int64 = 7 * 86_400_000
    static let leastNews: UInt64 = 64 << 20

    let store: StoreDirectory
    let progress: (Step) -> Void
    var layout: StoreLayout { store.layout }
    var disk: any Disk { store.options.disk }
    var folder: SnapshotFolder { SnapshotFolder(layout: layout, disk: disk) }

    /// Makes a snapshot of the image that the closure hands over, unless there is one of the same sequence; then looks after the
    /// archive.
    ///
    /// The closure runs while this process alone may make snapshots. The image must be of records that are confirmed.
    package static func run(
        on store: StoreDirectory, progress: @escaping (Step) -> Void = { _ in }, _ image: () throws(JournalError) -> StateImage
    ) throws(CompactionError) -> Report {
        let run = Compaction(store: store, progress: progress)
        let lock = try run.acquire()
        defer { store.options.disk.unlockAndClose(lock) }
        return try run.compact(try run.journal(image))
    }

    /// Whether the journal since the last snapshot is longer than 64 MiB and half the snapshot.
    /// - Throws: `system`.
    package static func isDue(on store: StoreDirectory) throws(JournalError) -> Bool {
        let disk = store.options.disk
        guard let last = try SnapshotFolder(layout: store.layout, disk: disk).sequences().first else {
            return try news(on: store, since: nil) > leastNews
        }
        let size = try onDisk { () throws(DiskError) in try disk.status(at: store.layout.snapshot(last))?.size ?? 0 }
        return try news(on: store, since: last) > max(leastNews, size / 2)
    }

    /// How many bytes of the journal come behind a snapshot; all, where there is none.
    static func news(on store: StoreDirectory, since snapshot: UInt64?) throws(JournalError) -> UInt64 {
        let folder = SnapshotFolder(layout: store.layout, disk: store.options.disk)
        var start: ChainPosition?
        if let snapshot { start = try folder.header(snapshot)?.position }
        var bytes: UInt64 = 0
        for first in try JournalFolder(store.layout, store.options.disk).segments where first >= start?.segment ?? 0 {
            let path = store.layout.segment(first: first)
            bytes += try onDisk { () throws(DiskError) in try store.options.disk.status(at: path)?.size ?? 0 }
        }
        return bytes - min(bytes, start?.offset ?? 0)
    }

    private func compact(_ image: StateImage) throws(CompactionError) -> Report {
        if image.unknownEvents > 0 { throw .unknownRecords(count: image.unknownEvents) }
        var report = Report(sequence: image.sequence)
        try journal { () throws(JournalError) in
            report.journalBytesBefore = try Self.news(on: store, since: try folder.sequences().first)
            for path in try folder.leftovers() { try onDisk { () throws(DiskError) in try disk.remove(path) } }
            report.isNew = try store.journal.current()?.snapshot?.sequence ?? 0 < image.sequence
        }
        if report.isNew { try makeSnapshot(image) }
        try journal { () throws(JournalError) in
            try removeOld()
            progress(.archiving)
            report.archived = try archive()
            let newest = try folder.sequences().first
            report.snapshotBytes = try newest.map { (newest) throws(JournalError) in try size(layout.snapshot(newest)) } ?? 0
            report.journalBytesAfter = try Self.news(on: store, since: newest)
        }
        return report
    }

    /// Writes, reads back, gives it its name, and tells everybody: a crash leaves nothing, a leftover, or a good snapshot.
    private func makeSnapshot(_ image: StateImage) throws(CompactionError) {
        let position = try journal { () throws(JournalError) in try store.journal.position(after: image.sequence) }
        guard let position else { throw .notConfirmed(sequence: image.sequence) }
        let isOutdated = try journal { () throws(JournalError) in try store.journal.mayPredateRedaction() }
        if isOutdated { throw .redactedSince }
        let path = layout.snapshot(image.sequence)
        let header = SnapshotHeader(store: store.identity.description, position: position)
        progress(.writing)
        let written = try journal { () throws(JournalError) in try write(image, header, path + ".tmp") }
        progress(.verifying(bytes: written.bytes))
        try verify(image, header, written, path + ".tmp")
        progress(.swapping)
        try journal { () throws(JournalError) in
            try onDisk { () throws(DiskError) in
                try disk.rename(path + ".tmp", to: path)
                try disk.syncDirectory(layout.snapshots)
            }
            let name = StoreLayout.segmentName(image.sequence) + ".jsonl"
            let snapshot = Current.Snapshot(name: name, sequence: image.sequence, sha256: written.sha256)
            _ = try store.journal.swapCurrent { $0.snapshot = snapshot }
        }
    }

    private func write(
        _ image: StateImage, _ header: SnapshotHeader, _ path: String
    ) throws(JournalError) -> SnapshotWriter.Written {
        try makeFolder(layout.snapshots)
        do throws(DiskError) { return try SnapshotWriter.write(image, header, to: path, disk) } catch {
            // Best effort: the next run removes what is left.
            try? disk.remove(path)
            throw JournalError(error)
        }
    }

    /// Reads from the disk what was written, past the page cache, and holds it against the image.
    private func verify(
        _ image: StateImage, _ header: SnapshotHeader, _ written: SnapshotWriter.Written, _ path: String
    ) throws(CompactionError) {
        var comparison = SnapshotComparison(image)
        var problem: String?
        do throws(SnapshotError) {
            let read = try folder.read(path, isDirect: true) { _ throws(SnapshotError) in
            } _: {
                (line) throws(JSONError) in
                try comparison.take(line)
            }
            if read.header != header || read.sha256 != written.sha256 { problem = "it begins or ends otherwise" }
        } catch {
            problem = "\(error)"
        }
        if problem == nil, !comparison.isComplete { problem = "it says something else" }
        guard let problem else { return }
        try? disk.remove(path)
        throw .notVerified(path: path, problem: problem)
    }

    /// Keeps the newest two snapshots: should the newest turn out bad, the one before it and the journal are enough.
    private func removeOld() throws(JournalError) {
        for sequence in try folder.sequences().dropFirst(2) {
            try onDisk { () throws(DiskError) in try disk.remove(layout.snapshot(sequence)) }
        }
    }

    func makeFolder(_ path: String) throws(JournalError) {
        try onDisk { () throws(DiskError) in
            do throws(DiskError) { try disk.makeDirectory(path, mode: 0o750) } catch  where error.isExisting { return }
            try disk.syncDirectory(layout.root)
        }
    }

    func size(_ path: String) throws(JournalError) -> UInt64 {
        try onDisk { () throws(DiskError) in try disk.status(at: path)?.size ?? 0 }
    }

    private func journal<Result>(_ body: () throws(JournalError) -> Result) throws(CompactionError) -> Result {
        do { return try body() } catch { throw .journal(error) }
    }

    private func acquire() throws(CompactionError) -> OpenFile {
        let file = try journal { () throws(JournalError) in try onDisk { () throws(DiskError) in try lockedFile() } }
        guard let file else { throw .busy(path: layout.compactLock) }
        return file
    }

    private func lockedFile() throws(DiskError) -> OpenFile? {
        let file = try disk.open(layout.compactLock, .readWrite, create: .ifMissing, mode: 0o640)
        do throws(DiskError) {
            let isOurs = try disk.lock(file, wait: false)
            // A lock on a file that was replaced meanwhile protects nothing.
            if isOurs, try disk.status(file).inode == disk.status(at: layout.compactLock)?.inode { return file }
        } catch {
            disk.unlockAndClose(file)
            throw error
        }
        disk.unlockAndClose(file)
        return nil
    }
}
