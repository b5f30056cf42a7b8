extension Journal {
    /// After a write or a sync failed: removes what was written, and says what that means.
    func takeBack(
        _ error: DiskError, _ end: ChainPosition, _ count: Int, _ state: inout WriterState
    ) -> JournalError {
        state.end = nil
        if error.isNotWritable {
            cutBack(to: end)
            return note(JournalError(error), &state)
        }
        if error.isOutOfSpace && cutBack(to: end) { return outOfSpace(error, count) }
        leavePoison(end)
        cutBack(to: end)
        let failure = JournalError.outcomeUnknown(path: segment.file.path, call: error.call, errno: error.errno)
        state.failure = failure
        return failure
    }

    /// Whether nothing of the failed write is left, for certain.
    @discardableResult
    private func cutBack(to end: ChainPosition) -> Bool {
        do throws(DiskError) {
            try disk.truncate(segment.file, to: end.offset)
            // Not a second try at what failed: this sync is for the new length.
            try disk.sync(segment.file)
            return true
        } catch {
            return false
        }
    }

    /// Says to the next writer that what lies beyond is void, whatever the page cache shows. Best effort: the disk is failing.
    private func leavePoison(_ end: ChainPosition) {
        var note = Array("{\"end\":\(end.offset)".utf8)
        _ = RecordFraming.close(&note, from: 0, seed: 0)
        try? disk.replaceFile(layout.poison(first: segment.first), in: layout.journal, note, mode: 0o640)
    }

    private func outOfSpace(_ error: DiskError, _ count: Int) -> JournalError {
        let place = try? disk.fileSystem(at: layout.root)
        return .outOfSpace(
            path: segment.file.path, fileSystem: place?.mountPoint ?? layout.root, errno: error.errno, neededBytes: count,
            freeBytes: place?.freeBytes ?? 0)
    }

    /// Before anything else, removes what an earlier writer declared void, and then its note.
    func settlePoison(_ mark: DurableMark?, _ state: inout WriterState) throws(JournalError) -> TornTail? {
        let path = layout.poison(first: segment.first)
        guard try onDisk({ () throws(DiskError) in try disk.status(at: path) }) != nil else { return nil }
        let bytes = try onDisk { () throws(DiskError) in try disk.contents(of: path) } ?? []
        var tail: TornTail?
        if let end = Self.poisonedEnd(bytes) ?? mark?.end, try segment.length() > end {
            tail = try cutAside(from: end, reason: "void: the disk refused to save it")
        }
        try onDisk { () throws(DiskError) in
            try disk.remove(path)
            try disk.syncDirectory(layout.journal)
        }
        return tail
    }

    private static func poisonedEnd(_ bytes: [UInt8]) -> UInt64? {
        guard bytes.last == .lineFeed, RecordFraming.isSound(bytes, 0..<bytes.count - 1),
            let fields = try? JSONFields(bytes[...])
        else { return nil }
        return try? fields.integer("end", as: UInt64.self)
    }
}
