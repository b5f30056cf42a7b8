/// The part of one segment that a walk goes through.
struct JournalSpan: Hashable, Sendable {
    /// The segment's first sequence.
    let segment: UInt64
    /// Where the walk leaves it.
    let end: UInt64
    /// The sequence of the record that ends there.
    let last: UInt64
}

/// Reads and checks lines from a known place across segments.
struct JournalWalk {
    private var walk: SegmentWalk
    private let table: SegmentTable
    private(set) var span: JournalSpan
    private var rest: ArraySlice<JournalSpan>

    /// `spans` begin with the segment that `start` is in.
    init(_ table: SegmentTable, from start: ChainPosition, over spans: [JournalSpan]) throws(JournalError) {
        precondition(spans.first?.segment == start.segment, "A walk begins in the segment that its start is in.")
        self.table = table
        span = spans[0]
        rest = spans.dropFirst()
        walk = SegmentWalk(try table.segment(span.segment), from: start, to: span.end)
    }

    var scanner: LineScanner { walk.scanner }
    var records: [Record] { walk.records }
    /// After the last whole transaction.
    var settled: ChainPosition { walk.settled }

    /// Walks on until the end, a fault, or the transaction in which `limit` records after `position` are reached; keeps those in
    /// `records`.
    mutating func run(
        limit: Int = .max, keepingAfter position: UInt64 = .max
    ) throws(JournalError) -> SegmentWalk.Stop {
        while true {
            let stop = try walk.run(limit: limit, keepingAfter: position)
            guard stop == .end || stop == .missingLineFeed, isAtEnd, let next = rest.popFirst() else { return stop }
            span = next
            walk = SegmentWalk(
                try table.segment(next.segment), with: LineScanner(after: settled.atNextSegment), to: next.end,
                records: walk.takeRecords())
        }
    }

    /// Whether the walk left the segment exactly where it should.
    private var isAtEnd: Bool {
        settled.offset == span.end && settled.sequence == span.last
    }

    /// Whether the walk ended cleanly at the place that it was to end at: then nothing is left that it could have stopped at.
    func agrees(_ mark: DurableMark) -> Bool {
        DurableMark(settled) == mark
    }

    /// Hands the kept records over, so that the walk can go on without them.
    mutating func takeRecords() -> [Record] {
        walk.takeRecords()
    }
}
