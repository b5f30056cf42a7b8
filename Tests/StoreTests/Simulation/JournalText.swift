import CBytes

/// A second reading of the journal's bytes that shares no code with the store: lines, chain, numbers.
enum JournalText {
    private static let tail = 18

    /// Checks all lines of all segments, each up to where the next one's header says that it ends.
    static func check(segments: [[UInt8]]) throws(Violation) -> (number: UInt64, checksum: UInt32) {
        var last: (number: UInt64, checksum: UInt32) = (0, 0)
        for (place, bytes) in segments.enumerated() {
            let length = place + 1 < segments.count ? try statedLength(segments[place + 1]) : bytes.count
            guard length <= bytes.count else { throw Violation("segment \(place) is shorter than the next one says") }
            last = try check(Array(bytes[..<length]), after: last)
        }
        return last
    }

    /// What the header of a segment says about the length of the one before.
    private static func statedLength(_ bytes: [UInt8]) throws(Violation) -> Int {
        let header = bytes[..<crc32c_line_end(bytes, 0, bytes.count)]
        let key = Array("\"prev_len\":".utf8)
        for start in header.indices.dropLast(key.count) where header[start...].starts(with: key) {
            let digits = header[(start + key.count)...].prefix { $0 >= 0x30 && $0 <= 0x39 }
            return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        }
        throw Violation("a segment does not say where the one before it ends")
    }

    /// Checks all lines of one segment; returns the last number and checksum.
    static func check(_ bytes: [UInt8], after start: (number: UInt64, checksum: UInt32)) throws(Violation)
        -> (number: UInt64, checksum: UInt32)
    {
        var (place, last) = (0, start)
        while place < bytes.count {
            let end = crc32c_line_end(bytes, place, bytes.count)
            guard end < bytes.count, end - place > tail else { throw Violation("byte \(place) begins no whole line") }
            let checksum = crc32c_of(last.checksum, bytes, place, end - tail)
            guard checksum == self.checksum(of: bytes[place..<end]) else { throw Violation("byte \(place): the chain breaks") }
            let number = number(bytes[place..<end])
            guard number == last.number + 1 else { throw Violation("byte \(place): #\(number) follows #\(last.number)") }
            last = (number, checksum)
            place = end + 1
        }
        return last
    }

    /// What a line without its LF says about its checksum.
    static func checksum(of line: ArraySlice<UInt8>) -> UInt32 {
        line.suffix(10).prefix(8).reduce(0) { $0 << 4 | UInt32($1 <= 0x39 ? $1 - 0x30 : $1 - 0x57) }
    }

    /// The digits after `{"n":`.
    private static func number(_ line: ArraySlice<UInt8>) -> UInt64 {
        line.dropFirst(5).prefix { $0 >= 0x30 && $0 <= 0x39 }.reduce(0) { $0 * 10 + UInt64($1 - 0x30) }
    }
}
