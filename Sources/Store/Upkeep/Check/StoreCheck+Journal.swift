extension StoreCheck {
    /// The pieces of the journal that so many records are in fit into memory that is used again and again.
    private static let batch = 512

    /// Goes through all lines of all segments; after a wrong one it goes on behind it, to find the others too.
    mutating func checkJournal(store: StoreID?) throws(JournalError) {
        mark = try journal.readMark()
        agrees = mark == nil
        if mark == nil { report.notices.append(.markUnreadable) }
        let chain = try journal.chain()
        try noteStrays(chain)
        checkBeginning(chain)
        var position = chain.first?.beginning
        for (place, link) in chain.enumerated() where report.problems.count < Self.mostProblems {
            let isLast = place == chain.count - 1
            position = try checkSegment(link, from: position, isLast: isLast, store)?.atNextSegment
        }
        compareWithMark(chain)
    }

    /// Segments that the next writer moves away, or refuses.
    private mutating func noteStrays(_ chain: [ChainLink]) throws(JournalError) {
        let members = Set(chain.map(\.span.segment))
        for first in try JournalFolder(layout, journal.disk).segments where !members.contains(first) {
            report.notices.append(.straySegment(path: layout.segment(first: first)))
        }
    }

    private mutating func checkBeginning(_ chain: [ChainLink]) {
        guard let first = chain.first, first.span.segment > 1 else { return }
        do throws(JournalError) { _ = try journal.beginning(first.span.segment) } catch { report.problems.append(error) }
    }

    /// - Returns: The end, from which the next segment's first line follows; nil when that has to be taken at its word.
    private mutating func checkSegment(
        _ link: ChainLink, from position: ChainPosition?, isLast: Bool, _ store: StoreID?
    ) throws(JournalError) -> ChainPosition? {
        let segment = try journal.table.segment(link.span.segment)
        let before = report.records
        defer { summarize(link, before) }
        var walk = SegmentWalk(segment, from: position ?? link.beginning, to: link.span.end)
        while report.problems.count < Self.mostProblems {
            let stop = try walk.run(limit: Self.batch, keepingAfter: 0)
            takeIn(walk.takeRecords(), store)
            if stop == .limit { continue }
            guard let next = try settle(stop, walk, isLast: isLast) else { break }
            walk = next
        }
        if isLast { return nil }
        if link.length > link.span.end {
            report.notices.append(
                .void(segment: segment.file.path, offset: link.span.end, bytes: link.length - link.span.end))
        }
        if walk.settled.offset == link.span.end && walk.settled.sequence == link.span.last { return walk.settled }
        if report.problems.isEmpty { report.problems.append(missing(segment, walk.settled, link.span)) }
        return nil
    }

    private mutating func summarize(_ link: ChainLink, _ before: UInt64) {
        report.segments.append(
            StoreCheck.SegmentSummary(first: link.span.segment, records: report.records - before, bytes: link.length))
    }

    private func missing(_ segment: Segment, _ settled: ChainPosition, _ span: JournalSpan) -> JournalError {
        if settled.sequence < span.last {
            return .confirmedMissing(
                path: segment.file.path, after: settled.sequence, count: span.last - settled.sequence,
                offset: settled.offset)
        }
        return .markDisagrees(path: segment.file.path, sequence: span.last, offset: span.end)
    }

    private mutating func takeIn(_ records: [Record], _ store: StoreID?) {
        for record in records {
            count(record, store)
            guard let mark, record.sequence == mark.sequence else { continue }
            agrees = record.endsTransaction && record.statedChecksum == mark.chain
            confirmed = report.records
        }
    }

    private mutating func compareWithMark(_ chain: [ChainLink]) {
        guard let mark else { return }
        if !agrees, report.problems.isEmpty { report.problems.append(disagreement(mark, chain)) }
        if agrees, report.records > confirmed {
            report.notices.append(.unmarked(records: report.records - confirmed))
        }
    }

    private func disagreement(_ mark: DurableMark, _ chain: [ChainLink]) -> JournalError {
        let path = layout.segment(first: mark.segment)
        guard report.lastSequence < mark.sequence, chain.last?.span.segment ?? 0 <= mark.segment else {
            return .markDisagrees(path: path, sequence: mark.sequence, offset: mark.end)
        }
        return .confirmedMissing(
            path: path, after: report.lastSequence, count: mark.sequence - report.lastSequence, offset: report.bytes)
    }

    private mutating func count(_ record: Record, _ store: StoreID?) {
        report.records += 1
        report.bytes += UInt64(record.line.count + 1)
        report.kinds[record.kind, default: 0] += 1
        seals.take(record)
        if record.kind == Redaction.kind, let redaction = try? Redaction(body: record.body) {
            report.redactions.append(
                StoreCheck.RedactionSummary(
                    sequence: record.sequence, user: redaction.user, by: record.by, at: record.at, why: record.why,
                    records: redaction.lines.count))
        }
        if record.endsTransaction { report.transactions += 1 }
        if report.problems.isEmpty { report.lastSequence = record.sequence }
        do throws(JSONError) {
            let fields = try JSONFields(record.body)
            guard record.kind == "store.segment", let store else { return }
            if try fields.string("store") != store.description { throw fields.unexpected("store of another") }
        } catch {
            report.notices.append(.oddContent(sequence: record.sequence, problem: error.description))
        }
    }

    /// Notes why the walk stopped; returns the walk behind a wrong line, nil at the end.
    private mutating func settle(
        _ stop: SegmentWalk.Stop, _ walk: SegmentWalk, isLast: Bool
    ) throws(JournalError) -> SegmentWalk? {
        switch stop {
        case .limit, .end: return nil
        case .missingLineFeed where walk.scanner.open == nil:
            report.notices.append(.lineFeedMissing(offset: walk.settled.offset - 1))
            return nil
        case .missingLineFeed, .openTransaction, .unfinished:
            if isLast { noteTail(walk) }
            return nil
        case .fault(let fault):
            if isLast, isUnconfirmed(walk), report.problems.isEmpty, try journal.isUnwritten(from: walk) {
                noteTail(walk)
                return nil
            }
            report.problems.append(.damaged(try journal.describe(fault, walk.scanner.position, walk.settled)))
            return try walkBehind(walk)
        }
    }

    private func isUnconfirmed(_ walk: SegmentWalk) -> Bool {
        guard let mark, mark.segment == walk.segment.first else { return true }
        return walk.settled.offset >= mark.end
    }

    /// A torn tail before MARK is no notice: what it held was confirmed, which the comparison with MARK says.
    private mutating func noteTail(_ walk: SegmentWalk) {
        if isUnconfirmed(walk) && report.problems.isEmpty {
            report.notices.append(.tornTail(offset: walk.settled.offset, bytes: walk.end - walk.settled.offset))
        }
    }

    /// Takes the next line that can be read at its word and goes on behind it.
    private func walkBehind(_ walk: SegmentWalk) throws(JournalError) -> SegmentWalk? {
        var offset = walk.scanner.position.offset
        let reach = UInt64(2 * RecordFraming.maximumLineLength)
        while offset < walk.end {
            let bytes = try walk.segment.read(at: offset, count: min(reach, walk.end - offset))
            guard let end = RecordFraming.lineEnd(bytes, from: 0) else { return nil }
            offset += UInt64(end) + 1
            guard let checksum = RecordFraming.statedChecksum(bytes, 0..<end) else { continue }
            var parser = RecordParser(bytes, 0..<end)
            guard let record = try? parser.parse() else { continue }
            let scanner = scanner(behind: record, walk.segment.first, offset, checksum)
            return SegmentWalk(walk.segment, with: scanner, to: walk.end)
        }
        return nil
    }

    private func scanner(
        behind record: Record, _ segment: UInt64, _ offset: UInt64, _ checksum: UInt32
    ) -> LineScanner {
        let position = ChainPosition(
            sequence: record.sequence, segment: segment, offset: offset, checksum: checksum, at: record.at)
        let open = OpenTransaction(first: record.transaction, done: record.element, count: record.elementCount)
        return LineScanner(after: position, within: record.endsTransaction ? nil : open)
    }
}

extension Record {
    /// The checksum in the line.
    var statedChecksum: UInt32? {
        RecordFraming.statedChecksum(Array(line), 0..<line.count)
    }
}
