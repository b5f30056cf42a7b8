extension Journal {
    package func read(after position: UInt64, limit: Int) throws(JournalError) -> [Record] {
        try retryingMoved { () throws(JournalError) in
            guard let mark = try readMark() else { return try readUnmarked(after: position, limit) }
            return mark.sequence <= position ? [] : try read(after: position, upTo: mark, limit)
        }
    }

    private func read(after position: UInt64, upTo mark: DurableMark, _ limit: Int) throws(JournalError) -> [Record] {
        var walk: JournalWalk
        do throws(JournalError) {
            walk = try self.walk(after: position, to: mark)
        } catch .damaged(let damage) {
            return try read(after: position, before: damage, limit)
        }
        let stop = try walk.run(limit: max(1, limit), keepingAfter: position)
        remember(walk.settled)
        if stop == .limit || walk.agrees(mark) || !walk.records.isEmpty { return walk.records }
        throw try diagnosis(walk, stop, mark)
    }

    /// What can be read before a segment that does not say where the one before it ends.
    private func read(
        after position: UInt64, before damage: JournalDamage, _ limit: Int
    ) throws(JournalError) -> [Record] {
        let records = try readUnmarked(after: position, limit)
        if records.isEmpty { throw .damaged(damage) }
        return records
    }

    /// Without a MARK the journal's own word counts: whole transactions that fit the chain.
    private func readUnmarked(after position: UInt64, _ limit: Int) throws(JournalError) -> [Record] {
        let chain = try chain()
        guard let first = chain.first, let last = chain.last else { return [] }
        let start = index.withLock { $0.nearest(to: position) } ?? first.beginning
        guard start.sequence <= position else {
            throw .archived(path: layout.journal, position: position, first: start.segment)
        }
        let spans = chain.map(\.span).filter { $0.segment >= start.segment }
        guard spans.first?.segment == start.segment else { return [] }
        var walk = try JournalWalk(table, from: start, over: spans)
        let stop = try walk.run(limit: max(1, limit), keepingAfter: position)
        // Behind a segment that was begun later there can only be void bytes, whether or not its header is whole.
        let next = try JournalFolder(layout, disk).segments.first { $0 > last.span.segment } ?? .max
        if walk.settled.sequence < next { remember(walk.settled) }
        if case .fault(let fault) = stop, walk.records.isEmpty {
            throw .damaged(try describe(fault, walk.scanner.position, walk.settled))
        }
        return walk.records.filter { $0.sequence < next }
    }

    /// All records between a sequence and a confirmed place. For the holder of the write lock.
    func records(after position: UInt64, upTo end: ChainPosition) throws(JournalError) -> [Record] {
        if position == end.sequence { return [] }
        let mark = DurableMark(end)
        var walk = try walk(after: position, to: mark)
        let stop = try walk.run(keepingAfter: position)
        guard walk.agrees(mark) else { throw try diagnosis(walk, stop, mark) }
        remember(walk.settled)
        return walk.records
    }

    func remember(_ position: ChainPosition) {
        index.withLock { $0.add(position) }
    }
}
