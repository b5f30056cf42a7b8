extension StoreCheck {
    private static let batch = 4096

    /// Goes through all lines; after a wrong one it goes on behind it, to find the others too.
    mutating func checkJournal(store: StoreID?) throws(JournalError) {
        let mark = try journal.readMark()
        if mark == nil { report.notices.append(.markUnreadable) }
        let length = try journal.segment.length()
        var walk = SegmentWalk(journal.segment, from: .start, to: length)
        var (agrees, confirmed) = (mark == nil, UInt64(0))
        while report.problems.count < Self.mostProblems {
            let stop = try walk.run(limit: Self.batch, keepingAfter: 0)
            for record in walk.takeRecords() {
                count(record, store)
                guard let mark, record.sequence == mark.sequence else { continue }
                agrees = record.endsTransaction && record.statedChecksum == mark.chain
                confirmed = report.records
            }
            if stop == .limit { continue }
            guard let next = try settle(stop, walk, mark, length) else { break }
            walk = next
        }
        let isShort = walk.scanner.position.sequence < mark?.sequence ?? 0
        if let mark, !agrees, report.problems.isEmpty { report.problems.append(disagreement(mark, isShort)) }
        if agrees, mark != nil, report.records > confirmed {
            report.notices.append(.unmarked(records: report.records - confirmed))
        }
    }

    private func disagreement(_ mark: DurableMark, _ isShort: Bool) -> JournalError {
        let path = journal.segment.file.path
        if !isShort { return .markDisagrees(path: path, sequence: mark.sequence, offset: mark.end) }
        return .confirmedMissing(
            path: path, after: report.lastSequence, count: mark.sequence - report.lastSequence, offset: report.bytes)
    }

    private mutating func count(_ record: Record, _ store: StoreID?) {
        report.records += 1
        report.bytes += UInt64(record.line.count + 1)
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
        _ stop: SegmentWalk.Stop, _ walk: SegmentWalk, _ mark: DurableMark?, _ length: UInt64
    ) throws(JournalError) -> SegmentWalk? {
        switch stop {
        case .limit, .end: return nil
        case .missingLineFeed where walk.scanner.open == nil:
            report.notices.append(.lineFeedMissing(offset: walk.settled.offset - 1))
            return nil
        case .missingLineFeed, .openTransaction, .unfinished:
            noteTail(from: walk.settled.offset, length, mark)
            return nil
        case .fault(let fault):
            let isUnconfirmed = walk.settled.offset >= mark?.end ?? 0
            if isUnconfirmed, report.problems.isEmpty, try journal.isUnwritten(from: walk) {
                noteTail(from: walk.settled.offset, length, mark)
                return nil
            }
            report.problems.append(.damaged(try journal.describe(fault, walk.scanner.position, walk.settled)))
            return try walkBehind(walk)
        }
    }

    /// A torn tail before MARK is no notice: what it held was confirmed, which the comparison with MARK says.
    private mutating func noteTail(from offset: UInt64, _ length: UInt64, _ mark: DurableMark?) {
        if offset >= mark?.end ?? 0 && report.problems.isEmpty {
            report.notices.append(.tornTail(offset: offset, bytes: length - offset))
        }
    }

    /// Takes the next line that can be read at its word and goes on behind it.
    private func walkBehind(_ walk: SegmentWalk) throws(JournalError) -> SegmentWalk? {
        var offset = walk.scanner.position.offset
        let reach = UInt64(2 * RecordFraming.maximumLineLength)
        while offset < walk.end {
            let bytes = try journal.segment.read(at: offset, count: min(reach, walk.end - offset))
            guard let end = RecordFraming.lineEnd(bytes, from: 0) else { return nil }
            offset += UInt64(end) + 1
            guard let checksum = RecordFraming.statedChecksum(bytes, 0..<end) else { continue }
            var parser = RecordParser(bytes, 0..<end)
            guard let record = try? parser.parse() else { continue }
            return SegmentWalk(journal.segment, with: scanner(behind: record, offset, checksum), to: walk.end)
        }
        return nil
    }

    private func scanner(behind record: Record, _ offset: UInt64, _ checksum: UInt32) -> LineScanner {
        let position = ChainPosition(sequence: record.sequence, offset: offset, checksum: checksum, at: record.at)
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
