import Domain

/// Makes a new store from what is sound in a damaged one, which is only read.
package struct StoreRepair {
    /// What was made.
    package struct Report: Hashable, Sendable {
        /// What became of every line.
        package let account: RepairAccount
        /// How many confirmed records were not there at all.
        package let missing: UInt64
        /// The first old sequence that has another number now; nil when all kept theirs.
        package let renumberedFrom: UInt64?
        /// What a check of the new store found.
        package let check: StoreCheck.Report

        /// Whether every confirmed record is in the new store.
        package var isComplete: Bool { missing == 0 && account.lost == 0 }
    }

    static let kind = "store.rebuilt"
    /// The account, and the lines that were skipped, in the new store's lost+found.
    static let accountName = "repair-account.txt"
    static let skippedName = "repair-skipped.jsonl"

    private let source: StoreLayout
    private let options: StoreOptions
    private let folder: NewStoreFolder
    private let firsts: [UInt64]
    private var writer: RepairWriter
    private var account = RepairAccount()
    private var skipped: [UInt8] = []
    private var lastOld: UInt64 = 0
    private var epoch: UInt32 = 0

    private var disk: any Disk { options.disk }

    /// Reads the store in one folder and writes what is sound into another, new or empty one.
    /// - Throws: `notAStore` when there are no segments, `notEmpty`, `outOfSpace`, `system`, and `confirmedMissing` when the
    ///   beginning is gone and no snapshot stands for it.
    package static func run(
        at path: String, to newPath: String, options: StoreOptions
    ) throws(JournalError) -> Report {
        var repair = try StoreRepair(path, newPath, options)
        try repair.rewrite()
        let missing = try repair.finish()
        return Report(
            account: repair.account, missing: missing, renumberedFrom: repair.writer.renumberedFrom,
            check: try StoreCheck.run(at: newPath, options: options))
    }

    private init(_ path: String, _ newPath: String, _ options: StoreOptions) throws(JournalError) {
        (source, self.options) = (StoreLayout(root: path), options)
        let layout = source
        guard try onDisk({ () throws(DiskError) in try options.disk.status(at: layout.journal) }) != nil else {
            throw .notAStore(path: path)
        }
        firsts = try JournalFolder(source, options.disk).segments
        guard let first = firsts.first else { throw .notAStore(path: path) }
        let store = try Self.identity(source, firsts, options)
        let beginning = try Self.beginning(first, source, options)
        folder = try NewStoreFolder(StoreLayout(root: newPath), options)
        writer = RepairWriter(folder, store, options, from: beginning)
        self.store = store
    }

    private let store: StoreID

    /// FORMAT's word, else that of the first segment that says whose it is.
    private static func identity(
        _ source: StoreLayout, _ firsts: [UInt64], _ options: StoreOptions
    ) throws(JournalError) -> StoreID {
        if let format = try format(source, options) { return format.store }
        for first in firsts {
            if let header = try header(first, source, options), let store = StoreID(header.store) { return store }
        }
        throw .formatUnreadable(path: source.format, problem: "neither it nor any segment says which store this is")
    }

    /// - Throws: `newerVersion`: what a newer program wrote is not ours to judge.
    private static func format(_ source: StoreLayout, _ options: StoreOptions) throws(JournalError) -> Format? {
        let bytes = try onDisk { () throws(DiskError) in try options.disk.contents(of: source.format) } ?? []
        do throws(JournalError) { return try Format(bytes, path: source.format) } catch {
            if case .newerVersion = error { throw error }
            return nil
        }
    }

    private static func header(
        _ first: UInt64, _ source: StoreLayout, _ options: StoreOptions
    ) throws(JournalError) -> SegmentHeader? {
        let segment = try onDisk { () throws(DiskError) in
            try Segment(first: first, path: source.segment(first: first), .read, options.disk)
        }
        return SegmentHeader(try segment.read(at: 0, count: UInt64(RecordFraming.maximumLineLength)), first: first)
    }

    /// Where the new journal begins: at 1, or behind what is in the archive.
    private static func beginning(
        _ first: UInt64, _ source: StoreLayout, _ options: StoreOptions
    ) throws(JournalError) -> ChainPosition {
        if first == 1 { return .start }
        let bytes = try onDisk { () throws(DiskError) in try options.disk.contents(of: source.current) } ?? []
        if let snapshot = Current(bytes)?.snapshot, snapshot.sequence >= first - 1,
            let header = try header(first, source, options)
        {
            return header.beginning
        }
        throw .confirmedMissing(path: source.segment(first: 1), after: 0, count: first - 1, offset: 0)
    }
}

extension StoreRepair {
    private mutating func rewrite() throws(JournalError) {
        var seed: UInt32?
        for (place, first) in firsts.enumerated() {
            let next = place + 1 < firsts.count ? try Self.header(firsts[place + 1], source, options) : nil
            let bytes = try contents(first, next)
            let reader = RepairReader(bytes, first: first, seed: first == 1 ? 0 : seed)
            seed = reader.lastSeed
            try rewrite(reader.lines, "journal/\(StoreLayout.segmentName(first)).jsonl")
        }
        account.closeRun()
    }

    /// The segment up to where the next one's first line says that it is confirmed.
    private mutating func contents(_ first: UInt64, _ next: SegmentHeader?) throws(JournalError) -> [UInt8] {
        let (disk, path) = (disk, source.segment(first: first))
        let segment = try onDisk { () throws(DiskError) in try Segment(first: first, path: path, .read, disk) }
        var length = try segment.length()
        if let link = next?.previous, link.first == first, link.length < length {
            account.note("\(segment.file.path): \(length - link.length) bytes from byte \(link.length) on are void, left out")
            length = link.length
        }
        return try segment.read(at: 0, count: length)
    }

    private mutating func rewrite(_ lines: [RepairLine], _ path: String) throws(JournalError) {
        let hasHeader = lines.first?.record?.kind == SegmentHeader.kind
        try writer.begin(hasHeader ? lines.first : nil)
        if hasHeader, let record = lines.first?.record { keep(record, path, 1, new: writer.position.sequence) }
        for line in lines.dropFirst(hasHeader ? 1 : 0) { rewrite(line, path) }
        try writer.finishSegment()
    }

    private mutating func rewrite(_ line: RepairLine, _ path: String) {
        switch line.verdict {
        case .skipped(let reason): skip(line, path, reason)
        case .sound(let record):
            if record.sequence <= lastOld || record.kind == SegmentHeader.kind {
                return skip(line, path, "a record #\(record.sequence) stands before it already")
            }
            guard let new = writer.append(line, record) else { return account.dropSeal(path, line) }
            keep(record, path, line.number, new: new)
        }
    }

    private mutating func keep(_ record: Record, _ path: String, _ number: UInt64, new: UInt64) {
        lastOld = max(lastOld, record.sequence)
        account.keep(path, number, old: record.sequence, new: new)
        if record.kind == WorkerStart.kind, case .workerStarted(let epoch, _, _, _)? = try? EventCoding.decode(record) {
            self.epoch = max(self.epoch, epoch)
        }
    }

    private mutating func skip(_ line: RepairLine, _ path: String, _ reason: String) {
        account.skip(path, line, reason)
        skipped += line.bytes + [.lineFeed]
    }

    /// Adds the record of the repair and makes the folder a store.
    /// - Returns: How many confirmed records were not there.
    private mutating func finish() throws(JournalError) -> UInt64 {
        let missing = try missingRecords()
        let (disk, path) = (disk, source.current)
        let old = Current(try onDisk { () throws(DiskError) in try disk.contents(of: path) } ?? [])
        let end = try addRecord(missing)
        let keepsSnapshot = (old?.snapshot?.sequence ?? 0) < writer.renumberedFrom ?? .max
        let current = Current(
            generation: 1, snapshot: keepsSnapshot ? old?.snapshot : nil, segments: writer.segments,
            archive: keepsSnapshot ? old?.archive ?? [] : [])
        let format = try newFormat()
        do throws(DiskError) {
            try place(current, end, format.line, withSnapshot: keepsSnapshot)
        } catch {
            throw JournalError(error)
        }
        return missing
    }

    private func place(
        _ current: Current, _ end: ChainPosition, _ format: [UInt8], withSnapshot: Bool
    ) throws(DiskError) {
        let lost = folder.layout.lostAndFound
        try folder.copySecrets(from: source.secrets)
        if withSnapshot { try folder.copyBesides(source) } else { try folder.copyConfiguration(source) }
        let words = Array((account.entries.joined(separator: "\n") + "\n").utf8)
        try disk.makeFile("\(lost)/\(Self.accountName)", words, mode: 0o640)
        if !skipped.isEmpty { try disk.makeFile("\(lost)/\(Self.skippedName)", skipped, mode: 0o640) }
        try disk.syncDirectory(lost)
        try folder.finish(current, end, format)
    }

    private mutating func missingRecords() throws(JournalError) -> UInt64 {
        let (disk, path) = (disk, source.mark)
        let bytes = try onDisk { () throws(DiskError) in try disk.contents(of: path) } ?? []
        guard let mark = DurableMark(bytes), mark.sequence > lastOld else { return 0 }
        account.note(
            "\(mark.sequence - lastOld) confirmed records behind #\(lastOld) are not sound or not there "
                + "(MARK names #\(mark.sequence))")
        return mark.sequence - lastOld
    }

    /// Says in the new store's record what was done; a segment of its own, so that the others stay as they were.
    private mutating func addRecord(_ missing: UInt64) throws(JournalError) -> ChainPosition {
        let (account, source, renumbered) = (account, source, writer.renumberedFrom)
        let record = PendingRecord(kind: Self.kind) { writer in
            writer.field("from", source.root)
            writer.field("kept", account.kept)
            writer.field("skipped", account.skipped)
            writer.field("missing", missing)
            writer.field("renumberedFrom", ifPresent: renumbered)
        }
        try writer.begin(nil)
        try writer.append(
            PendingTransaction(
                at: options.now(), by: options.user,
                records: [record, StoreRestore.workerStart(epoch.advanced, role: "repair")]))
        // The hashes of redacted lines are not known here: then the next writer begins anew.
        if try Self.format(self.source, options)?.incompatible.contains(Format.redaction) != true { try writer.seal() }
        try writer.finishSegment()
        return writer.position
    }

    private func newFormat() throws(JournalError) -> Format {
        let old = try Self.format(source, options) ?? Format(store: store)
        return old.raised(with: Format.segments) ?? old
    }
}
