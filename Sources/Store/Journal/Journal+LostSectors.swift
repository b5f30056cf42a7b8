extension Journal {
    private static let sectorLength = 512
    /// A longer rest is not looked through for lost sectors: no single write is that long.
    private static let longestWrite: UInt64 = 64 << 20

    /// Whether the wrong line is one whose sectors never reached the disk, and nothing of another transaction follows it.
    ///
    /// After a power loss any sector of an unsynced write may be missing; it reads as NULs. Only that explains NULs from one
    /// sector's edge to another's.
    func isUnwritten(from walk: SegmentWalk) throws(JournalError) -> Bool {
        let start = walk.scanner.position.offset
        guard walk.end - start <= Self.longestWrite else { return false }
        let bytes = try walk.read(at: start, count: walk.end - start)
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
