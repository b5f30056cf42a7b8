extension Journal {
    private static let pieceLength: UInt64 = 1 << 20

    /// Saves everything from an offset in lost+found, then cuts it off.
    func cutAside(_ segment: Segment, from offset: UInt64, reason: String) throws(JournalError) -> TornTail {
        let tail = try copyAside(segment, from: offset, reason: reason)
        try onDisk { () throws(DiskError) in try cut(segment, to: offset) }
        return tail
    }

    /// Cuts a segment off, and leaves a note beside it as long as the cut is not on the disk.
    ///
    /// Who is killed in between leaves a segment that looks settled, while after a power loss what was cut off can stand behind
    /// what is written next. The note makes the next writer begin a new segment. It has to outlive a kill only: no sync.
    func cut(_ segment: Segment, to end: UInt64) throws(DiskError) {
        let note = layout.poison(first: segment.first)
        disk.close(try disk.open(note, .readWrite, create: .ifMissing, mode: 0o640))
        try disk.truncate(segment.file, to: end)
        try disk.sync(segment.file)
        // One that stays costs a new segment, nothing else.
        try? disk.remove(note)
    }

    /// Saves everything from an offset in lost+found and leaves the segment as it is: the next one's header makes the rest void.
    func copyAside(_ segment: Segment, from offset: UInt64, reason: String) throws(JournalError) -> TornTail {
        let length = try segment.length()
        let name = try onDisk { () throws(DiskError) in try save(segment, from: offset, to: length, reason) }
        return TornTail(bytes: length - offset, offset: offset, saved: name, reason: reason)
    }

    /// Moves a segment away that holds nothing but its header, or less, and does not follow.
    /// - Throws: `damaged` when it holds more.
    func setAside(_ first: UInt64) throws(JournalError) -> TornTail {
        let segment = try table.open(first)
        let length = try segment.length()
        let bytes = try segment.read(at: 0, count: UInt64(4 * RecordFraming.maximumLineLength))
        if Self.holdsRecords(bytes) || length > UInt64(bytes.count) {
            throw .damaged(try describe(.straySegment, in: first))
        }
        table.forget(first)
        let reason = "a segment that was begun when the writer was interrupted"
        let name = try onDisk { () throws(DiskError) in
            let name = try freeName(first, 0)
            try disk.rename(segment.file.path, to: "\(layout.lostAndFound)/\(name)")
            try? explain(name, length, 0, segment.file.path, reason)
            // A name in journal/ that returns does not follow then either, and is moved away again.
            try disk.syncDirectory(layout.lostAndFound)
            return name
        }
        return TornTail(bytes: length, offset: 0, saved: name, reason: reason)
    }

    /// Whether a whole line stands behind the first.
    private static func holdsRecords(_ bytes: [UInt8]) -> Bool {
        var start = RecordFraming.lineEnd(bytes, from: 0).map { $0 + 1 } ?? bytes.count
        while start < bytes.count, let end = RecordFraming.lineEnd(bytes, from: start) {
            if RecordFraming.statedChecksum(bytes, start..<end) != nil { return true }
            start = end + 1
        }
        return false
    }

    private func save(
        _ segment: Segment, from offset: UInt64, to length: UInt64, _ reason: String
    ) throws(DiskError) -> String {
        let name = try freeName(segment.first, offset)
        let file = try disk.open("\(layout.lostAndFound)/\(name)", .readWrite, create: .mustBeNew, mode: 0o640)
        defer { disk.close(file) }
        var done = offset
        while done < length {
            let piece = try disk.read(segment.file, at: done, count: Int(min(Self.pieceLength, length - done)))
            if piece.isEmpty { break }
            try disk.writeAll(file, piece, at: done - offset)
            done += UInt64(piece.count)
        }
        try disk.sync(file)
        try explain(name, done - offset, offset, segment.file.path, reason)
        try disk.syncDirectory(layout.lostAndFound)
        return name
    }

    private func explain(
        _ name: String, _ bytes: UInt64, _ offset: UInt64, _ path: String, _ reason: String
    ) throws(DiskError) {
        let why = "\(bytes) bytes from byte \(offset) of \(path): \(reason). Nobody was told that they were saved.\n"
        try disk.makeFile("\(layout.lostAndFound)/\(name).why", Array(why.utf8), mode: 0o640)
    }

    private func freeName(_ segment: UInt64, _ offset: UInt64) throws(DiskError) -> String {
        let base = "\(StoreLayout.segmentName(segment))-\(offset)"
        var attempt = 1
        while true {
            let name = attempt == 1 ? "\(base).torn" : "\(base)-\(attempt).torn"
            let path = "\(layout.lostAndFound)/\(name)"
            if try disk.status(at: path) == nil, try disk.status(at: path + ".why") == nil { return name }
            attempt += 1
        }
    }
}
