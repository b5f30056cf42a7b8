import CBytes

/// Checks lines one after the other against the chain, in bytes that begin at a line's beginning.
struct LineScanner {
    /// After the last line that was checked.
    private(set) var position: ChainPosition
    /// After the last whole transaction.
    private(set) var settled: ChainPosition
    private(set) var open: OpenTransaction?

    init(after position: ChainPosition, within open: OpenTransaction? = nil) {
        self.position = position
        self.open = open
        settled = position
    }

    /// Checks the line bytes[range] (no LF). On success the scanner stands behind it; on a fault it stays before it.
    mutating func check(_ bytes: [UInt8], _ range: Range<Int>) throws(LineFault) -> Record {
        let checksum = try soundChecksum(bytes, range)
        var parser = RecordParser(bytes, range)
        let record = try parser.parse()
        try accept(record)
        position = ChainPosition(
            sequence: record.sequence, segment: position.segment, offset: position.offset + UInt64(range.count) + 1,
            checksum: checksum, at: record.at)
        if record.endsTransaction {
            settled = position
            open = nil
        } else {
            open = OpenTransaction(first: record.transaction, done: record.element, count: record.elementCount)
        }
        return record
    }

    private func soundChecksum(_ bytes: [UInt8], _ range: Range<Int>) throws(LineFault) -> UInt32 {
        if range.count >= RecordFraming.maximumLineLength { throw .tooLong }
        guard let found = RecordFraming.statedChecksum(bytes, range) else { throw .notARecord }
        let expected = RecordFraming.expectedChecksum(bytes, range, seed: position.checksum)
        if found != expected { throw .wrongChecksum(expected: expected, found: found) }
        return found
    }

    private func accept(_ record: Record) throws(LineFault) {
        let expected = position.sequence + 1
        if record.sequence != expected { throw .wrongSequence(expected: expected, found: record.sequence) }
        let (first, done, count) = open.map { ($0.first, $0.done, $0.count) } ?? (expected, 0, record.elementCount)
        guard record.transaction == first, record.element == done + 1, record.elementCount == count, record.element <= count
        else { throw .wrongTransaction }
    }

    /// A line that begins at `start` and has no LF before the end of the bytes: is it whole in all but its LF?
    ///
    /// NULs after it count as nothing: after a power loss a file may have its size and not its bytes. Any other byte there is a
    /// fault.
    mutating func checkUnfinished(_ bytes: [UInt8], from start: Int) throws(LineFault) -> Record? {
        let end = bytes[start...].lastIndex { $0 != 0 }.map { $0 + 1 } ?? start
        if let record = try? check(bytes, start..<end) { return record }
        for stop in start..<end where (try? soundChecksum(bytes, start..<stop)) != nil { throw .wrongLineEnd(bytes[stop]) }
        return nil
    }
}
