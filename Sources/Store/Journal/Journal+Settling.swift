extension Journal {
    /// The confirmed end, after what lies beyond MARK was kept, mended or cut aside. Only under the write lock.
    func settledEnd(_ state: inout WriterState) throws(JournalError) -> ChainPosition {
        let mark = try readMark()
        let void = try settlePoison(mark, &state)
        let known = try confirmedStart(mark, state)
        let length = try segment.length()
        if void == nil, let mark, mark.end == length { return known }
        if mark == nil { state.notices.append(.markRebuilt) }
        return try settle(from: known, to: length, void, &state)
    }

    private func confirmedStart(_ mark: DurableMark?, _ state: WriterState) throws(JournalError) -> ChainPosition {
        guard let mark else { return index.withLock { $0.nearest(to: .max) } }
        if let end = state.end, DurableMark(end, segment: segment.first) == mark { return end }
        let position = try position(of: mark)
        try mendLineFeed(position)
        return position
    }

    /// A confirmed last line may have lost its LF and nothing else.
    private func mendLineFeed(_ end: ChainPosition) throws(JournalError) {
        if try segment.read(at: end.offset - 1, count: 1) == [.lineFeed] { return }
        try onDisk { () throws(DiskError) in
            try disk.writeAll(segment.file, [.lineFeed], at: end.offset - 1)
            try disk.sync(segment.file)
        }
    }

    private func settle(
        from known: ChainPosition, to length: UInt64, _ void: TornTail?, _ state: inout WriterState
    ) throws(JournalError) -> ChainPosition {
        var walk = SegmentWalk(segment, from: known, to: length)
        let stop = try walk.run()
        var torn = void
        switch stop {
        case .limit, .end: break
        case .missingLineFeed where walk.scanner.open == nil: try addLineFeed(walk.settled)
        case .openTransaction, .unfinished, .missingLineFeed:
            torn = try cutAside(from: walk.settled.offset, reason: "an interrupted write")
        case .fault(let fault):
            guard try isUnwritten(from: walk) else {
                throw .damaged(try describe(fault, walk.scanner.position, walk.settled))
            }
            torn = try cutAside(from: walk.settled.offset, reason: "an interrupted write of which parts never reached the disk")
        }
        try onDisk { () throws(DiskError) in try disk.sync(segment.file) }
        confirm(walk.settled, &state)
        if let torn { try record(torn, &state) }
        return state.end ?? walk.settled
    }

    /// A last line that is whole in all but its LF gets it; NULs behind it go.
    private func addLineFeed(_ end: ChainPosition) throws(JournalError) {
        try onDisk { () throws(DiskError) in
            try disk.truncate(segment.file, to: end.offset - 1)
            try disk.writeAll(segment.file, [.lineFeed], at: end.offset - 1)
        }
    }

    private func record(_ torn: TornTail, _ state: inout WriterState) throws(JournalError) {
        state.notices.append(.tailRemoved(bytes: torn.bytes, savedAs: torn.saved))
        let pending = PendingTransaction(at: options.now(), by: options.user, records: [torn.record])
        _ = try append([pending], &state)
    }

    /// When a store is opened: a journal that lost something must not be written, even if nobody has read it yet.
    func inspect() {
        writer.withLock { state in
            do throws(JournalError) {
                guard let mark = try readMark() else { return }
                _ = try position(of: mark)
            } catch {
                _ = note(error, &state)
            }
        }
        settleIfLeft()
    }

    /// Takes care of bytes beyond MARK that nobody seems to be writing, if the lock is free.
    func settleIfLeft() {
        guard access == .readWrite, isBeyondMark(), waitsInVain() else { return }
        writer.withLock { state in
            guard state.failure == nil else { return }
            // What goes wrong here comes up again in the next turn, which has somebody to tell it to.
            guard let held = try? lock.acquireIfFree() else { return }
            defer { lock.release(held) }
            do throws(JournalError) {
                try beginTurn(&state, held)
            } catch {
                _ = note(error, &state)
            }
        }
    }

    private func waitsInVain() -> Bool {
        let step = 10
        for _ in 0..<options.settlingDelay.wholeMilliseconds / step {
            WallClock.sleep(milliseconds: step)
            if !isBeyondMark() { return false }
        }
        return true
    }

    private func isBeyondMark() -> Bool {
        guard let length = try? segment.length() else { return false }
        let mark = try? readMark()
        return length > mark?.end ?? 0
    }
}
