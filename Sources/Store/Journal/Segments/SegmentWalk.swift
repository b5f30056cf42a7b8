/// Reads and checks the lines of a segment from a known place up to an end, in pieces.
struct SegmentWalk {
    /// Why a walk stopped.
    enum Stop: Hashable {
        /// Enough records.
        case limit
        /// Nothing is left, and the last transaction is whole.
        case end
        /// Nothing is left, but lines of the last transaction are missing.
        case openTransaction
        /// As `end` or `openTransaction`, but the last line lacks its LF.
        case missingLineFeed
        /// Bytes after the last LF that are no whole line.
        case unfinished
        /// A line is wrong; the walk stands before it.
        case fault(LineFault)
    }

    static let pieceLength: UInt64 = 1 << 20

    let segment: Segment
    let end: UInt64
    /// Whether the page cache is passed by.
    let isDirect: Bool
    private(set) var scanner: LineScanner
    private(set) var records: [Record]

    init(_ segment: Segment, from start: ChainPosition, to end: UInt64, isDirect: Bool = false) {
        self.init(segment, with: LineScanner(after: start), to: end, isDirect: isDirect)
    }

    init(
        _ segment: Segment, with scanner: LineScanner, to end: UInt64, isDirect: Bool = false, records: [Record] = []
    ) {
        self.segment = segment
        self.end = end
        self.scanner = scanner
        self.isDirect = isDirect
        self.records = records
    }

    /// After the last whole transaction.
    var settled: ChainPosition { scanner.settled }

    /// Walks on until the end, a fault, or the transaction in which `limit` records after `position` are reached; keeps those in
    /// `records`.
    mutating func run(limit: Int = .max, keepingAfter position: UInt64 = .max) throws(JournalError) -> Stop {
        defer { dropUnsettled() }
        while scanner.position.offset < end {
            let piece = try read(at: scanner.position.offset, count: min(Self.pieceLength, end - scanner.position.offset))
            let isLast = UInt64(piece.count) < Self.pieceLength
            if piece.isEmpty { break }
            if let stop = runLines(piece, isLast: isLast, limit, position) { return stop }
        }
        return scanner.open == nil ? .end : .openTransaction
    }

    func read(at offset: UInt64, count: UInt64) throws(JournalError) -> [UInt8] {
        isDirect ? try segment.readDirect(at: offset, count: count) : try segment.read(at: offset, count: count)
    }

    /// Hands the kept records over, so that the walk can go on without them.
    mutating func takeRecords() -> [Record] {
        defer { records = [] }
        return records
    }

    private mutating func runLines(_ piece: [UInt8], isLast: Bool, _ limit: Int, _ position: UInt64) -> Stop? {
        var start = 0
        do throws(LineFault) {
            while let end = RecordFraming.lineEnd(piece, from: start) {
                let record = try scanner.check(piece, start..<end)
                if record.sequence > position { records.append(record) }
                start = end + 1
                if record.endsTransaction && records.count >= limit { return .limit }
            }
            if start == piece.count { return nil }
            if isLast { return try runUnfinished(piece, from: start, position) }
            return start == 0 ? .fault(.tooLong) : nil
        } catch {
            return .fault(error)
        }
    }

    private mutating func runUnfinished(_ piece: [UInt8], from start: Int, _ position: UInt64) throws(LineFault) -> Stop {
        guard let record = try scanner.checkUnfinished(piece, from: start) else { return .unfinished }
        if record.sequence > position { records.append(record) }
        return .missingLineFeed
    }

    /// Lines of a transaction that is not whole are nothing at all.
    private mutating func dropUnsettled() {
        while let last = records.last, last.sequence > settled.sequence { records.removeLast() }
    }
}
