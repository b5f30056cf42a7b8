import Glibc

/// Takes a user's personal fields out of the whole record.
///
/// The record of it comes first, then the files: after a crash in between the check says what is left, and doing it again
/// finishes it. Processes that have the old files open go on reading them until they end.
package struct StoreRedaction {
    /// What was done.
    package struct Report: Hashable, Sendable {
        /// How many records held fields of the user, and in how many segments.
        package let records: Int
        package let segments: Int
        /// Records in which the user is still named, in words that a person wrote.
        package let named: [UInt64]
        /// Records that have no room for it: nothing at all was changed then.
        package let noRoom: [UInt64]
        /// Where else the user's fields may lie.
        package let unreached: [String]
    }

    private let store: StoreDirectory
    private let user: UInt32
    private var redactor: LineRedactor
    private var last: UInt64 = 0
    private var lines: [UInt64: (was: SealDigest, line: [UInt8])] = [:]
    private var noRoom: [UInt64] = []
    private var named: [UInt64] = []

    /// - Parameters:
    ///   - isTrial: Only says what would be done.
    /// - Throws: `lockHeld` while the store is compacted; `archived` when the archive is elsewhere, and then nothing was changed;
    ///   what a turn throws.
    package static func run(
        _ store: StoreDirectory, user: UInt32, reason: String?, isTrial: Bool = false
    ) throws(JournalError) -> Report {
        var redaction = StoreRedaction(store: store, user: user, redactor: LineRedactor(user: user))
        try redaction.look()
        if isTrial || !redaction.noRoom.isEmpty || redaction.lines.isEmpty { return try redaction.report(0) }
        let held = try redaction.keepCompactionOut()
        defer { store.options.disk.unlockAndClose(held) }
        try store.journal.raiseFormat(with: Format.redaction)
        try store.journal.renewFormat()
        try redaction.announce(reason)
        guard redaction.noRoom.isEmpty else { return try redaction.report(0) }
        try store.journal.beginSegment()
        // First what can be made anew: as long as one line is left, everybody sees that this is not finished.
        try redaction.removeCaches()
        try redaction.removeSnapshots()
        try redaction.removeHalfArchived()
        let segments = try redaction.rewrite()
        // Who read the old lines until now may have kept them, and must not do so later.
        try store.journal.renewFormat()
        try redaction.removeCaches()
        return try redaction.report(segments)
    }

    private mutating func look() throws(JournalError) {
        while true {
            let records = try store.journal.read(after: last, limit: 4096)
            if records.isEmpty { return }
            take(records)
        }
    }

    private mutating func take(_ records: [Record]) {
        for record in records {
            last = record.sequence
            switch redactor.redact(record) {
            case .untouched: if redactor.isNamed(in: Array(record.line)) { named.append(record.sequence) }
            case .redacted(let line):
                lines[record.sequence] = (SealDigest(line: record.line), line)
                if redactor.isNamed(in: line) { named.append(record.sequence) }
            case .noRoom: noRoom.append(record.sequence)
            }
        }
    }

    /// Writes who takes what out, and the user without fields, in one transaction.
    private mutating func announce(_ reason: String?) throws(JournalError) {
        do {
            _ = try store.journal.transact(after: last) { missed in
                take(missed)
                guard noRoom.isEmpty else { return [] }
                let options = store.options
                return [PendingTransaction(at: options.now(), by: options.user, why: reason, records: records())]
            }
        } catch {
            switch error {
            case .journal(let error): throw error
            case .body: return
            }
        }
    }

    private func records() -> [PendingRecord] {
        let all = lines.sorted { $0.key < $1.key }.map { line in
            RedactedLine(sequence: line.key, was: line.value.was, now: SealDigest(line: line.value.line[...]))
        }
        var records = stride(from: 0, to: max(1, all.count), by: Redaction.linesInRecord).map { start in
            Redaction(user: user, lines: Array(all.dropFirst(start).prefix(Redaction.linesInRecord))).record
        }
        records.append(
            PendingRecord(kind: "usersChanged") { writer in
                writer.field("users", each: [user]) { writer, user in
                    writer.object {
                        $0.field("id", user)
                        $0.field("redacted", "")
                    }
                }
            })
        return records
    }

    /// - Returns: How many segments were rewritten.
    private func rewrite() throws(JournalError) -> Int {
        let (layout, disk) = (store.layout, store.options.disk)
        let archived = Set(try JournalFolder.archived(layout, disk))
        let live = Set(try JournalFolder(layout, disk).segments)
        let segments = archived.union(live).sorted()
        var left = Set(lines.keys)
        var count = 0
        for (place, first) in segments.enumerated() {
            let next = place + 1 < segments.count ? segments[place + 1] : .max
            let ours = left.filter { $0 >= first && $0 < next }
            guard !ours.isEmpty else { continue }
            if live.contains(first) { try rewrite(first, layout.segment(first: first), in: layout.journal) }
            if archived.contains(first) { try rewrite(first, layout.archived(first: first), in: layout.archive) }
            left.subtract(ours)
            count += 1
        }
        return count
    }

    /// Puts a new file in the place of a sealed segment: after a crash there is the old one or the new one.
    private func rewrite(_ first: UInt64, _ path: String, in folder: String) throws(JournalError) {
        let (disk, table) = (store.options.disk, store.journal.table)
        let segment = try onDisk { () throws(DiskError) in try Segment(first: first, path: path, .read, disk) }
        let bytes = redacted(try segment.read(at: 0, count: try segment.length()), first)
        try onDisk { () throws(DiskError) in try disk.replaceFile(path, in: folder, bytes, mode: 0o640) }
        table.forget(first)
    }

    private func redacted(_ old: [UInt8], _ first: UInt64) -> [UInt8] {
        var (bytes, start, sequence) = (old, 0, first)
        while start < bytes.count, let end = RecordFraming.lineEnd(bytes, from: start) {
            if let found = lines[sequence], found.line.count == end - start,
                SealDigest(line: bytes[start..<end]) == found.was
            {
                bytes.replaceSubrange(start..<end, with: found.line)
            }
            (start, sequence) = (end + 1, sequence + 1)
        }
        return bytes
    }

    private func keepCompactionOut() throws(JournalError) -> OpenFile {
        let (disk, path) = (store.options.disk, store.layout.locks + "/compact")
        let file = try onDisk { () throws(DiskError) in
            try disk.open(path, .readWrite, create: .ifMissing, mode: 0o640)
        }
        guard try onDisk({ () throws(DiskError) in try disk.lock(file, wait: false) }) else {
            let holder = LockHolder.read(file, disk)
            disk.close(file)
            throw .lockHeld(path: path, holder: holder, waitedMilliseconds: 0)
        }
        return file
    }

    /// Caches are made anew from the journal.
    private func removeCaches() throws(JournalError) {
        let (disk, folder) = (store.options.disk, store.layout.root + "/cache")
        try onDisk { () throws(DiskError) in
            guard try disk.status(at: folder)?.kind == .directory else { return }
            for name in try disk.names(in: folder) {
                // One that is being written gets another name meanwhile, and is taken back by who wrote it.
                do throws(DiskError) { try disk.remove("\(folder)/\(name)") } catch  where error.errno == ENOENT {}
            }
            try disk.syncDirectory(folder)
        }
    }

    /// What an interrupted move to the archive left there.
    private func removeHalfArchived() throws(JournalError) {
        let (disk, folder) = (store.options.disk, store.layout.archive)
        try onDisk { () throws(DiskError) in
            guard try disk.status(at: folder)?.kind == .directory else { return }
            for name in try disk.names(in: folder) where name.hasSuffix(".tmp") { try disk.remove("\(folder)/\(name)") }
            try disk.syncDirectory(folder)
        }
    }

    /// Snapshots hold the fields as well. The whole history is there to make others of: it was just read, in the archive too.
    private func removeSnapshots() throws(JournalError) {
        let (disk, layout) = (store.options.disk, store.layout)
        let folder = SnapshotFolder(layout: layout, disk: disk)
        let paths = try folder.sequences().map(layout.snapshot) + folder.leftovers()
        if paths.isEmpty { return }
        _ = try store.journal.swapCurrent { $0.snapshot = nil }
        try onDisk { () throws(DiskError) in
            for path in paths { try disk.remove(path) }
            try disk.syncDirectory(layout.snapshots)
        }
    }

    private func report(_ segments: Int) throws(JournalError) -> Report {
        let (disk, root) = (store.options.disk, store.layout.root)
        var unreached: [String] = []
        for name in ["mail", "lost+found"] {
            let sum = try onDisk { () throws(DiskError) in
                try disk.status(at: "\(root)/\(name)") == nil ? [] : try disk.names(in: "\(root)/\(name)")
            }
            if !sum.isEmpty { unreached.append("\(root)/\(name)") }
        }
        return Report(
            records: lines.count, segments: segments, named: named, noRoom: noRoom, unreached: unreached)
    }
}
