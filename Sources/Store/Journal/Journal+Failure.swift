import Glibc

extension Journal {
    /// After a write or a sync failed: removes what was written if that is possible, and says what it means.
    func takeBack(
        _ error: DiskError, _ segment: Segment, _ end: ChainPosition, _ count: Int, _ state: inout WriterState
    ) -> JournalError {
        state.end = nil
        if error.isNotWritable, (try? segment.length()) == end.offset || cutBack(segment, to: end) {
            return note(JournalError(error), &state)
        }
        if error.isOutOfSpace && cutBack(segment, to: end) { return outOfSpace(error, segment.file.path, count) }
        return refused(error, segment, end, &state)
    }

    /// The disk refused: what it has is not known, and asking it again proves nothing. The next turn begins a new segment.
    private func refused(
        _ error: DiskError, _ segment: Segment, _ end: ChainPosition, _ state: inout WriterState
    ) -> JournalError {
        leavePoison(end)
        state.refusals += 1
        let failure = JournalError.outcomeUnknown(path: segment.file.path, call: error.call, errno: error.errno)
        if error.isNotWritable {
            (state.failure, state.retryableSince) = (failure, options.now())
            table.forget(segment.first)
        } else if state.refusals > 1 {
            state.failure = failure
        }
        return failure
    }

    /// Whether nothing of the failed write is left, for certain.
    private func cutBack(_ segment: Segment, to end: ChainPosition) -> Bool {
        do throws(DiskError) {
            // Not a second try at what failed: this sync is for the new length.
            try cut(segment, to: end.offset)
            return true
        } catch {
            return false
        }
    }

    /// Says to the next writer that what lies beyond is void, whatever the page cache shows. Best effort: the disk is failing.
    private func leavePoison(_ end: ChainPosition) {
        var note = Array("{\"end\":\(end.offset)".utf8)
        _ = RecordFraming.close(&note, from: 0, seed: 0)
        try? disk.replaceFile(layout.poison(first: end.segment), in: layout.journal, note, mode: 0o640)
    }

    func outOfSpace(_ error: DiskError, _ path: String, _ count: Int) -> JournalError {
        let place = try? disk.fileSystem(at: layout.root)
        return .outOfSpace(
            path: path, fileSystem: place?.mountPoint ?? layout.root, errno: error.errno, neededBytes: count,
            freeBytes: place?.freeBytes ?? 0)
    }

    /// Up to where a segment is confirmed according to the note beside it; nil if the note cannot be read.
    func poisonedEnd(_ segment: UInt64) throws(JournalError) -> UInt64? {
        let path = layout.poison(first: segment)
        let bytes = try onDisk { () throws(DiskError) in try disk.contents(of: path) } ?? []
        guard bytes.last == .lineFeed, RecordFraming.isSound(bytes, 0..<bytes.count - 1),
            let fields = try? JSONFields(bytes[...])
        else { return nil }
        return try? fields.integer("end", as: UInt64.self)
    }

    /// Removes the notes at segments that another one follows: its header says now where they end, and a note that returns means
    /// nothing.
    func removeNotes(_ folder: JournalFolder, before segment: UInt64) throws(JournalError) {
        try onDisk { () throws(DiskError) in
            for first in folder.poisoned where first < segment {
                do throws(DiskError) { try disk.remove(layout.poison(first: first)) } catch  where error.errno == ENOENT {}
            }
        }
    }
}
