extension Journal {
    private static let sectorLength = 512
    /// A longer rest is not looked through for lost sectors: no single write is that long.
    private static let longestWrite: UInt64 = 64 << 20

    /// Whether the wrong line is one whose sectors never reached the disk, and nothing behind it was written later.
    ///
    /// After a power loss any sector of an unsynced write may be missing; it reads as NULs. Only that explains NULs from one
    /// sector's edge to another's. Nothing is written before the write before it was synced, so a line of a later write proves
    /// that this one was confirmed, and then its sectors were lost by the disk: damage.
    func isUnwritten(from walk: SegmentWalk) throws(JournalError) -> Bool {
        let start = walk.scanner.position.offset
        guard walk.end - start <= Self.longestWrite else { return false }
        let bytes = try walk.read(at: start, count: walk.end - start)
        let lineEnd = RecordFraming.lineEnd(bytes, from: 0) ?? bytes.count
        let losses = Self.lostSectors(bytes, start, lineEnd)
        guard !losses.isEmpty else { return false }
        // The line feed before a line that begins at a sector's edge may be among the lost.
        return !Self.holdsLaterWrite(bytes, from: losses + [lineEnd + 1], than: walk.settled.sequence + 1)
    }

    /// Where runs of NULs end, inside a line, that reach from a sector's edge, or the line's beginning, to a sector's edge.
    private static func lostSectors(_ bytes: [UInt8], _ offset: UInt64, _ lineEnd: Int) -> [Int] {
        var (index, ends) = (0, [Int]())
        let isEdge = { (place: Int) in (offset + UInt64(place)) % UInt64(sectorLength) == 0 }
        while index < lineEnd {
            let end = bytes[index...].firstIndex { $0 != 0 } ?? bytes.count
            if end > index, index == 0 || isEdge(index), end == bytes.count || isEdge(end) { ends.append(end) }
            index = end + 1
        }
        return ends
    }

    /// Whether a record behind one of these places was written later than the transaction that begins with a sequence.
    ///
    /// A record that can be read says itself what it was written with; whether the line before it is whole does not matter.
    private static func holdsLaterWrite(_ bytes: [UInt8], from starts: [Int], than transaction: UInt64) -> Bool {
        for place in starts {
            var start = place
            while start < bytes.count, let end = RecordFraming.lineEnd(bytes, from: start) {
                var parser = RecordParser(bytes, start..<end)
                if RecordFraming.statedChecksum(bytes, start..<end) != nil, let record = try? parser.parse(),
                    record.write > transaction
                {
                    return true
                }
                start = end + 1
            }
        }
        return false
    }
}
