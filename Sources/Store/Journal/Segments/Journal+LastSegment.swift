extension Journal {
    /// Settles what lies beyond the confirmed start in the segment that is written now; begins another if the disk refused a
    /// write there.
    func settleLast(
        _ start: ChainPosition, _ folder: JournalFolder, _ mark: DurableMark?, _ torn: inout [TornTail],
        _ state: inout WriterState
    ) throws(JournalError) -> ChainPosition {
        let segment = try table.writable(start.segment)
        guard folder.poisoned.contains(start.segment) else {
            let (end, isTrusted) = try settleTail(segment, start, mark, &torn)
            if DurableMark(end) != mark { confirm(end, &state) }
            return isTrusted ? end : try roll(after: end, &state)
        }
        guard let void = try poisonedEnd(start.segment) else {
            let (end, _) = try settleTail(segment, start, mark, &torn)
            return try roll(after: end, &state)
        }
        let end = try confirmedEnd(start, max(void, start.offset))
        if try segment.length() > end.offset {
            torn.append(try copyAside(segment, from: end.offset, reason: "void: the disk refused to save it"))
        }
        return try roll(after: end, &state)
    }

    /// The place at an offset up to which everything was confirmed.
    private func confirmedEnd(_ start: ChainPosition, _ offset: UInt64) throws(JournalError) -> ChainPosition {
        var walk = SegmentWalk(try table.segment(start.segment), from: start, to: offset)
        let stop = try walk.run()
        if stop == .end, walk.settled.offset == offset { return walk.settled }
        if case .fault(let fault) = stop { throw .damaged(try describe(fault, walk.scanner.position, walk.settled)) }
        throw .confirmedMissing(
            path: walk.segment.file.path, after: walk.settled.sequence, count: 1, offset: walk.settled.offset)
    }

    /// Keeps what is whole beyond a place, moves aside what is torn.
    /// - Returns: The end, and whether the disk has everything that the page cache shows.
    private func settleTail(
        _ segment: Segment, _ start: ChainPosition, _ mark: DurableMark?, _ torn: inout [TornTail]
    ) throws(JournalError) -> (ChainPosition, isTrusted: Bool) {
        let length = try segment.length()
        if mark == DurableMark(start) && length == start.offset { return (start, true) }
        // What a kill left in the page cache is written now; what an earlier failed sync lost there shows only in a direct read.
        try segment.sync()
        let isTrusted = try isOnDisk(segment, from: start.offset, to: length)
        var walk = SegmentWalk(segment, from: start, to: length, isDirect: true)
        if let reason = try tornReason(&walk) {
            torn.append(
                isTrusted
                    ? try cutAside(segment, from: walk.settled.offset, reason: reason)
                    : try copyAside(segment, from: walk.settled.offset, reason: "void: the disk does not have it"))
        }
        return (walk.settled, isTrusted)
    }

    /// Why what follows the last whole transaction has to go; nil if nothing follows.
    private func tornReason(_ walk: inout SegmentWalk) throws(JournalError) -> String? {
        let stop = try walk.run()
        switch stop {
        case .limit, .end: return nil
        case .missingLineFeed where walk.scanner.open == nil:
            try addLineFeed(walk.segment, walk.settled)
            return nil
        case .openTransaction, .unfinished, .missingLineFeed: return "an interrupted write"
        case .fault(let fault):
            guard try isUnwritten(from: walk) else {
                throw .damaged(try describe(fault, walk.scanner.position, walk.settled))
            }
            return "an interrupted write of which parts never reached the disk"
        }
    }

    /// A last line that is whole in all but its LF gets it; NULs behind it go.
    private func addLineFeed(_ segment: Segment, _ end: ChainPosition) throws(JournalError) {
        try onDisk { () throws(DiskError) in
            try disk.truncate(segment.file, to: end.offset - 1)
            try disk.writeAll(segment.file, [.lineFeed], at: end.offset - 1)
            // Else the next write's loss could take the LF along, and this line with it.
            try disk.sync(segment.file)
        }
    }

    /// Whether a direct read shows the same as the page cache.
    private func isOnDisk(_ segment: Segment, from start: UInt64, to end: UInt64) throws(JournalError) -> Bool {
        var offset = start
        while offset < end {
            let count = min(SegmentWalk.pieceLength, end - offset)
            let shown = try segment.read(at: offset, count: count)
            if try segment.readDirect(at: offset, count: count) != shown { return false }
            offset += count
        }
        return true
    }
}
