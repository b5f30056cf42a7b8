extension Journal {
    /// The parts of the segments between a known place and a confirmed one, found from the headers, last to first.
    /// - Throws: `damaged` when a header on the way is not sound; `markDisagrees` when the place is not on that chain.
    func spans(from start: ChainPosition, to mark: DurableMark) throws(JournalError) -> [JournalSpan] {
        var spans = [JournalSpan(segment: mark.segment, end: mark.end, last: mark.sequence)]
        while spans[0].segment > start.segment {
            let header = try soundHeader(spans[0].segment)
            guard let link = header.previous else { break }
            spans.insert(JournalSpan(segment: link.first, end: link.length, last: header.beginning.sequence), at: 0)
        }
        guard spans[0].segment == start.segment else {
            throw .markDisagrees(
                path: layout.segment(first: start.segment), sequence: start.sequence, offset: start.offset)
        }
        return spans
    }

    private func soundHeader(_ first: UInt64) throws(JournalError) -> SegmentHeader {
        if let header = try table.header(first) { return header }
        throw .damaged(try describe(.notAHeader, in: first))
    }

    /// A walk from the last known place that is not behind a sequence to a confirmed place.
    /// - Throws: `archived` when the records behind the sequence are not in the journal any more.
    func walk(after position: UInt64, to mark: DurableMark) throws(JournalError) -> JournalWalk {
        let start = try known(before: position, mark.segment)
        return try JournalWalk(table, from: start, over: try spans(from: start, to: mark))
    }

    /// The last known place that is not behind a sequence.
    func known(before position: UInt64, _ last: UInt64) throws(JournalError) -> ChainPosition {
        if let known = index.withLock({ $0.nearest(to: position) }) { return known }
        let beginning = try beginning(last)
        guard beginning.sequence <= position else {
            throw .archived(path: layout.journal, position: position, first: beginning.segment)
        }
        return beginning
    }

    /// Where the journal begins that a segment belongs to.
    /// - Throws: `confirmedMissing` when a segment before it is gone that no snapshot stands for.
    func beginning(_ last: UInt64) throws(JournalError) -> ChainPosition {
        if let beginning = knownBeginning.withLock({ $0 }) { return beginning }
        var first = last
        while first > 1 {
            let header = try soundHeader(first)
            guard let link = header.previous else { break }
            if try !exists(link.first) {
                try refuseIfLost(link.first, before: first)
                break
            }
            first = link.first
        }
        let beginning = first == 1 ? .start : try soundHeader(first).beginning
        knownBeginning.withLock { $0 = beginning }
        return beginning
    }

    private func exists(_ first: UInt64) throws(JournalError) -> Bool {
        try onDisk { () throws(DiskError) in
            if try disk.status(at: layout.segment(first: first)) != nil { return true }
            return try disk.status(at: layout.archived(first: first)) != nil
        }
    }

    /// A segment that is not there was archived, or it was lost.
    private func refuseIfLost(_ lost: UInt64, before first: UInt64) throws(JournalError) {
        if let snapshot = try current()?.snapshot, snapshot.sequence >= first - 1 { return }
        throw .confirmedMissing(
            path: layout.segment(first: lost), after: lost - 1, count: first - lost, offset: 0)
    }

    /// Reads again when a segment was archived between finding and opening it.
    func retryingMoved<Result>(_ body: () throws(JournalError) -> Result) throws(JournalError) -> Result {
        for _ in 0..<3 {
            do throws(JournalError) { return try body() } catch  where error.isMissingFile {
                knownBeginning.withLock { $0 = nil }
                guard let last = try readMark()?.segment else { break }
                let beginning = try beginning(last)
                index.withLock { $0.drop(before: beginning.segment) }
            }
        }
        return try body()
    }
}
