/// Bytes that were cut off the journal, because they are the rest of an interrupted write.
struct TornTail: Hashable, Sendable {
    let bytes: UInt64
    let offset: UInt64
    /// The file in lost+found that holds them now.
    let saved: String
    let reason: String

    /// The store's own record of it.
    var record: PendingRecord {
        PendingRecord(kind: "store.repaired") { writer in
            writer.field("bytes", bytes)
            writer.field("offset", offset)
            writer.field("saved", saved)
            writer.field("reason", reason)
        }
    }
}

extension Journal {
    private static let pieceLength: UInt64 = 1 << 20
    private static let sectorLength = 512
    /// A longer rest is not looked through for lost sectors: no single write is that long.
    private static let longestWrite: UInt64 = 64 << 20

    /// Saves everything from an offset in lost+found, then cuts it off.
    func cutAside(from offset: UInt64, reason: String) throws(JournalError) -> TornTail {
        let length = try segment.length()
        return try onDisk { () throws(DiskError) in
            let name = try save(from: offset, to: length, reason)
            try disk.truncate(segment.file, to: offset)
            try disk.sync(segment.file)
            return TornTail(bytes: length - offset, offset: offset, saved: name, reason: reason)
        }
    }

    private func save(from offset: UInt64, to length: UInt64, _ reason: String) throws(DiskError) -> String {
        let (name, file) = try newLostFile(offset)
        defer { disk.close(file) }
        var done = offset
        while done < length {
            let piece = try disk.read(segment.file, at: done, count: Int(min(Self.pieceLength, length - done)))
            if piece.isEmpty { break }
            try disk.writeAll(file, piece, at: done - offset)
            done += UInt64(piece.count)
        }
        try disk.sync(file)
        let why =
            "\(done - offset) bytes from byte \(offset) of \(segment.file.path): \(reason). "
            + "Nobody was told that they were saved.\n"
        try disk.makeFile(file.path + ".why", Array(why.utf8), mode: 0o640)
        try disk.syncDirectory(layout.lostAndFound)
        return name
    }

    private func newLostFile(_ offset: UInt64) throws(DiskError) -> (String, OpenFile) {
        let base = "\(StoreLayout.segmentName(segment.first))-\(offset)"
        var attempt = 1
        while true {
            let name = attempt == 1 ? "\(base).torn" : "\(base)-\(attempt).torn"
            do throws(DiskError) {
                return (name, try disk.open("\(layout.lostAndFound)/\(name)", .readWrite, create: .mustBeNew, mode: 0o640))
            } catch  where error.isExisting {
                attempt += 1
            }
        }
    }

    /// Whether the wrong line is one whose sectors never reached the disk, and nothing of another transaction follows it.
    ///
    /// After a power loss any sector of an unsynced write may be missing; it reads as NULs. Only that explains NULs from one
    /// sector's edge to another's.
    func isUnwritten(from walk: SegmentWalk) throws(JournalError) -> Bool {
        let start = walk.scanner.position.offset
        guard walk.end - start <= Self.longestWrite else { return false }
        let bytes = try segment.read(at: start, count: walk.end - start)
        let lineEnd = RecordFraming.lineEnd(bytes, from: 0) ?? bytes.count
        return Self.hasLostSector(bytes, start, lineEnd)
            && !Self.holdsOther(bytes, from: lineEnd + 1, than: walk.settled.sequence + 1)
    }

    private static func hasLostSector(_ bytes: [UInt8], _ offset: UInt64, _ lineEnd: Int) -> Bool {
        var index = 0
        while index < lineEnd {
            let end = bytes[index...].firstIndex { $0 != 0 } ?? bytes.count
            let isEdge = { (place: Int) in (offset + UInt64(place)) % UInt64(sectorLength) == 0 }
            if end > index, index == 0 || isEdge(index), end == bytes.count || isEdge(end) { return true }
            index = end + 1
        }
        return false
    }

    /// Whether a line that fits the line before it belongs to a transaction other than the one with this first sequence.
    private static func holdsOther(_ bytes: [UInt8], from start: Int, than transaction: UInt64) -> Bool {
        var (start, seed) = (start, UInt32?.none)
        while start < bytes.count, let end = RecordFraming.lineEnd(bytes, from: start) {
            let stated = RecordFraming.statedChecksum(bytes, start..<end)
            if let seed, let stated, RecordFraming.expectedChecksum(bytes, start..<end, seed: seed) == stated {
                var parser = RecordParser(bytes, start..<end)
                if (try? parser.parse())?.transaction != transaction { return true }
            }
            (start, seed) = (end + 1, stated)
        }
        return false
    }
}
