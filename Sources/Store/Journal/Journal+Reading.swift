extension Journal {
    package func read(after position: UInt64, limit: Int) throws(JournalError) -> [Record] {
        guard let mark = try readMark() else { return try readUnmarked(after: position, limit) }
        return mark.sequence <= position ? [] : try read(after: position, upTo: mark, limit)
    }

    private func read(after position: UInt64, upTo mark: DurableMark, _ limit: Int) throws(JournalError) -> [Record] {
        var walk = walk(after: position, to: mark.end)
        let stop = try walk.run(limit: max(1, limit), keepingAfter: position)
        remember(walk.settled)
        if stop == .limit || agrees(walk, stop, mark) || !walk.records.isEmpty { return walk.records }
        throw try diagnosis(walk, stop, mark)
    }

    /// Without a MARK the journal's own word counts: whole transactions that fit the chain.
    private func readUnmarked(after position: UInt64, _ limit: Int) throws(JournalError) -> [Record] {
        var walk = walk(after: position, to: try segment.length())
        let stop = try walk.run(limit: max(1, limit), keepingAfter: position)
        remember(walk.settled)
        if case .fault(let fault) = stop, walk.records.isEmpty {
            throw .damaged(try describe(fault, walk.scanner.position, walk.settled))
        }
        return walk.records
    }

    /// All records between a sequence and a confirmed place. For the holder of the write lock.
    func records(after position: UInt64, upTo end: ChainPosition) throws(JournalError) -> [Record] {
        if position == end.sequence { return [] }
        var walk = walk(after: position, to: end.offset)
        let stop = try walk.run(keepingAfter: position)
        let mark = DurableMark(end, segment: segment.first)
        guard agrees(walk, stop, mark) else { throw try diagnosis(walk, stop, mark) }
        remember(walk.settled)
        return walk.records
    }

    func walk(after position: UInt64, to end: UInt64) -> SegmentWalk {
        SegmentWalk(segment, from: index.withLock { $0.nearest(to: position) }, to: end)
    }

    func remember(_ position: ChainPosition) {
        index.withLock { $0.add(position) }
    }
}
