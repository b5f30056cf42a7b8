extension Journal {
    /// The confirmed end, after what lies beyond MARK was kept, mended or moved aside. Only under the write lock.
    func settledEnd(_ state: inout WriterState) throws(JournalError) -> ChainPosition {
        let mark = try readMark()
        let folder = try JournalFolder(layout, disk)
        if let end = state.end, state.hasSeenCurrent, let mark, try isQuiet(end, mark, folder) { return end }
        if mark == nil { state.notices.append(.markRebuilt) }
        var torn: [TornTail] = []
        let known = try confirmedStart(mark, folder, state)
        let followed = try follow(known, folder, &torn)
        let end = try settleLast(followed, folder, mark, &torn, &state)
        try showCurrent(end, &state)
        try removeNotes(folder, before: end.segment)
        state.end = end
        try record(torn, &state)
        return state.end ?? end
    }

    /// Whether nothing has happened since this process looked last.
    private func isQuiet(
        _ end: ChainPosition, _ mark: DurableMark, _ folder: JournalFolder
    ) throws(JournalError) -> Bool {
        guard DurableMark(end) == mark, folder.isQuiet(at: end.segment) else { return false }
        return try table.writable(end.segment).length() == end.offset
    }

    private func confirmedStart(
        _ mark: DurableMark?, _ folder: JournalFolder, _ state: WriterState
    ) throws(JournalError) -> ChainPosition {
        guard let mark else { return try unmarkedStart(folder) }
        if let end = state.end, DurableMark(end) == mark { return end }
        let position = try position(of: mark)
        try mendLineFeed(position)
        return position
    }

    /// Without a MARK everything is gone through that this process has not.
    private func unmarkedStart(_ folder: JournalFolder) throws(JournalError) -> ChainPosition {
        if let known = index.withLock({ $0.nearest(to: .max) }) { return known }
        guard let first = folder.segments.first else {
            throw .confirmedMissing(path: layout.journal, after: 0, count: 1, offset: 0)
        }
        return first == 1 ? .start : try beginning(first)
    }

    /// A confirmed last line may have lost its LF and nothing else.
    private func mendLineFeed(_ end: ChainPosition) throws(JournalError) {
        let segment = try table.segment(end.segment)
        if try segment.read(at: end.offset - 1, count: 1) == [.lineFeed] { return }
        let file = try table.writable(end.segment).file
        try onDisk { () throws(DiskError) in
            try disk.writeAll(file, [.lineFeed], at: end.offset - 1)
            try disk.sync(file)
        }
    }

    /// Goes on into the segments that were begun after a place, as far as their headers say that they follow.
    ///
    /// A header is written after everything before it was synced: what it names was confirmed, even if MARK is too low.
    private func follow(
        _ start: ChainPosition, _ folder: JournalFolder, _ torn: inout [TornTail]
    ) throws(JournalError) -> ChainPosition {
        var position = start
        for first in folder.segments where first > position.segment {
            guard let header = try durableHeader(first), header.store == format.store.description,
                let link = header.previous, link.first == position.segment, link.length >= position.offset
            else {
                torn.append(try setAside(first))
                continue
            }
            let spans = [
                JournalSpan(segment: link.first, end: link.length, last: header.beginning.sequence),
                JournalSpan(segment: first, end: header.end.offset, last: first),
            ]
            var walk = try JournalWalk(table, from: position, over: spans)
            let stop = try walk.run()
            let mark = DurableMark(header.end)
            guard walk.agrees(mark) else { throw try diagnosis(walk, stop, mark) }
            position = walk.settled
        }
        return position
    }

    /// The header as the disk has it. The sync comes first: a direct read need not show what the page cache has not written yet.
    private func durableHeader(_ first: UInt64) throws(JournalError) -> SegmentHeader? {
        let segment = try table.open(first, .readWrite)
        try segment.sync()
        try onDisk { () throws(DiskError) in try disk.syncDirectory(layout.journal) }
        let bytes = try segment.readDirect(at: 0, count: UInt64(RecordFraming.maximumLineLength))
        return SegmentHeader(bytes, first: first)
    }

    private func record(_ torn: [TornTail], _ state: inout WriterState) throws(JournalError) {
        for tail in torn { state.notices.append(.tailRemoved(bytes: tail.bytes, savedAs: tail.saved)) }
        let transactions = torn.map { PendingTransaction(at: options.now(), by: options.user, records: [$0.record]) }
        _ = try append(transactions, &state)
    }
}
