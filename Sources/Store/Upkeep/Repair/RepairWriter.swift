/// Writes the lines that are kept: byte for byte as long as nothing before them was left out, with new numbers behind that.
struct RepairWriter {
    private let folder: NewStoreFolder
    private let store: StoreID
    private let options: StoreOptions
    /// The end of what was written.
    private(set) var position: ChainPosition
    private(set) var segments: [UInt64] = []
    /// The first old sequence that got another number.
    private(set) var renumberedFrom: UInt64?
    private var bytes: [UInt8] = []
    private var transaction: UInt64 = 0
    /// What a seal at the end would state.
    private var chain: SealChain

    init(_ folder: NewStoreFolder, _ store: StoreID, _ options: StoreOptions, from beginning: ChainPosition) {
        (self.folder, self.store, self.options) = (folder, store, options)
        position = beginning
        chain = SealChain(from: beginning.sequence + 1, previous: nil)
    }

    /// Begins a segment with its old first line, or with one that follows what was written.
    mutating func begin(_ old: RepairLine?) throws(JournalError) {
        let isFirst = segments.isEmpty
        if !isFirst { position = position.atNextSegment }
        segments.append(position.sequence + 1)
        position.segment = position.sequence + 1
        if let old, let record = old.record, record.kind == SegmentHeader.kind, append(unchanged: old, record) { return }
        let after = isFirst ? nil : lastEnd
        let header = SegmentHeader.record(store: store, after: after)
        try append(
            PendingTransaction(at: old?.record?.at ?? position.at, by: old?.record?.by ?? options.user, records: [header]))
    }

    private var lastEnd: ChainPosition?

    /// Writes a kept line; what became of it.
    /// - Returns: Its new sequence; nil when it is a seal that does not fit the new numbers.
    mutating func append(_ line: RepairLine, _ record: Record) -> UInt64? {
        if append(unchanged: line, record) { return record.sequence }
        if renumberedFrom == nil { renumberedFrom = record.sequence }
        if record.kind == Seal.kind { return nil }
        if record.element == 1 { transaction = position.sequence + 1 }
        let start = bytes.count
        bytes += Self.renumbered(line.bytes, record, position.sequence + 1, transaction)
        let checksum = RecordFraming.close(&bytes, from: start, seed: position.checksum)
        chain.add(SealDigest(line: bytes[start..<bytes.count - 1]))
        advance(bytes.count - start, checksum, max(record.at, position.at))
        return position.sequence
    }

    /// Writes a line as it is, if it follows.
    private mutating func append(unchanged line: RepairLine, _ record: Record) -> Bool {
        guard record.sequence == position.sequence + 1, renumberedFrom == nil,
            let stated = RecordFraming.statedChecksum(line.bytes, 0..<line.bytes.count),
            RecordFraming.expectedChecksum(line.bytes, 0..<line.bytes.count, seed: position.checksum) == stated
        else { return false }
        if record.kind == SegmentHeader.kind {
            guard let header = SegmentHeader(line.bytes + [.lineFeed], first: record.sequence),
                header.previous == nil || header.previous?.length == lastEnd?.offset || lastEnd == nil
            else { return false }
        }
        bytes += line.bytes + [.lineFeed]
        if record.kind == Seal.kind, let seal = try? Seal(body: record.body) {
            chain = SealChain(from: record.sequence, previous: seal.digest)
        }
        chain.add(SealDigest(line: line.bytes[...]))
        advance(line.bytes.count + 1, stated, record.at)
        return true
    }

    /// Adds records of this program.
    mutating func append(_ added: PendingTransaction) throws(JournalError) {
        var lines = TransactionWriter(after: position)
        try lines.append(added)
        bytes += lines.bytes
        _ = chain.add(lines: lines.bytes)
        position = lines.position
    }

    /// Seals everything that was written.
    mutating func seal() throws(JournalError) {
        let seal = Seal(chain, to: position.sequence)
        try append(PendingTransaction(at: position.at, by: options.user, records: [seal.record]))
    }

    /// Writes the segment's file.
    mutating func finishSegment() throws(JournalError) {
        guard let first = segments.last else { return }
        try onDisk { () throws(DiskError) in
            try options.disk.makeFile(folder.layout.segment(first: first), bytes, mode: 0o640)
        }
        (bytes, lastEnd) = ([], position)
    }

    private mutating func advance(_ count: Int, _ checksum: UInt32, _ at: Int64) {
        position = ChainPosition(
            sequence: position.sequence + 1, segment: position.segment, offset: position.offset + UInt64(count),
            checksum: checksum, at: at)
    }

    /// The line up to its checksum, with other numbers. What was written together is not known of the new lines.
    private static func renumbered(_ line: [UInt8], _ record: Record, _ sequence: UInt64, _ transaction: UInt64) -> [UInt8] {
        let old = Array("{\"n\":\(record.sequence),\"tx\":\(record.transaction)".utf8)
        var head = line[old.count..<record.bodyRange.lowerBound - record.line.startIndex]
        let together = Array(",\"w\":\(record.write)".utf8)
        if record.write != record.transaction, let place = head.firstRange(of: together) { head.removeSubrange(place) }
        let body = line[(record.bodyRange.lowerBound - record.line.startIndex)..<line.count - RecordFraming.tailLength]
        return Array("{\"n\":\(sequence),\"tx\":\(transaction)".utf8) + head + body
    }
}
