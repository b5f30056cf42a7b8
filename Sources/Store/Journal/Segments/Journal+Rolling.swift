extension Journal {
    /// Begins a new segment behind a confirmed place. For the holder of the lock.
    ///
    /// File, folder, CURRENT, MARK, in this order. A crash in between leaves a segment that holds its header, or less: the next
    /// writer adopts it if the header is whole and follows, else moves it to lost+found. What was begun is never taken back:
    /// a removed name can return after a power loss.
    func roll(after end: ChainPosition, _ state: inout WriterState) throws(JournalError) -> ChainPosition {
        try raiseFormat(&state)
        let start = end.atNextSegment
        var lines = TransactionWriter(after: start)
        let header = SegmentHeader.record(store: format.store, after: end)
        try lines.append(PendingTransaction(at: options.now(), by: options.user, records: [header]))
        let path = layout.segment(first: start.segment)
        do throws(DiskError) {
            try disk.makeFile(path, lines.bytes, mode: 0o640)
            try disk.syncDirectory(layout.journal)
        } catch {
            throw error.isOutOfSpace ? outOfSpace(error, path, lines.bytes.count) : JournalError(error)
        }
        try showCurrent(lines.position, &state)
        confirm(lines.position, &state)
        return lines.position
    }

    /// Seals the segment that has reached its length. For the holder of the lock, after the tail was settled.
    func rollIfFull(_ state: inout WriterState) throws(JournalError) {
        guard let end = state.end, end.offset >= options.segmentLimit, end.sequence > end.segment else { return }
        _ = try roll(after: end, &state)
    }

    /// A program that knows one segment only must not write beside the second: FORMAT says so before there is one.
    private func raiseFormat(_ state: inout WriterState) throws(JournalError) {
        guard let raised = state.format.raised(with: Format.segments) else { return }
        try onDisk { () throws(DiskError) in
            try disk.replaceFile(layout.format, in: layout.root, raised.line, mode: 0o640)
        }
        state.format = raised
    }
}
