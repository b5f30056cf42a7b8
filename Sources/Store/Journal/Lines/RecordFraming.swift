import CBytes

/// How a line ends, and how its checksum is made: `…,"crc":"` + eight lower-case hexadecimal digits + `"}` + LF.
///
/// FORMAT and MARK are framed the same way, with seed 0.
enum RecordFraming {
    /// The longest line, LF included.
    static let maximumLineLength = 65_536
    /// From the comma to the brace.
    static let tailLength = 18
    private static let opening: StaticString = ",\"crc\":\""

    /// Closes a line that was written up to its last value: appends checksum, brace and LF.
    /// - Returns: The checksum, which seeds the next line.
    static func close(_ bytes: inout [UInt8], from start: Int, seed: UInt32) -> UInt32 {
        let checksum = crc32c_of(seed, bytes, start, bytes.count)
        for place in 0..<opening.utf8CodeUnitCount { bytes.append(opening.utf8Start[place]) }
        bytes.appendHex(checksum)
        bytes.append(.quote)
        bytes.append(.closeBrace)
        bytes.append(.lineFeed)
        return checksum
    }

    /// Looks whether bytes[range] (no LF) is framed, and what checksum stands there.
    static func statedChecksum(_ bytes: [UInt8], _ range: Range<Int>) -> UInt32? {
        guard range.count > tailLength else { return nil }
        let tail = range.upperBound - tailLength
        for place in 0..<opening.utf8CodeUnitCount where bytes[tail + place] != opening.utf8Start[place] { return nil }
        guard bytes[range.upperBound - 2] == .quote, bytes[range.upperBound - 1] == .closeBrace else { return nil }
        return [UInt8].checksum(hex: bytes, at: tail + opening.utf8CodeUnitCount)
    }

    /// The checksum that bytes[range] (no LF) should have after a line with the checksum `seed`.
    static func expectedChecksum(_ bytes: [UInt8], _ range: Range<Int>, seed: UInt32) -> UInt32 {
        crc32c_of(seed, bytes, range.lowerBound, range.upperBound - tailLength)
    }

    /// Whether a text that stands by itself, such as MARK, is framed and sound (no LF).
    static func isSound(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        guard let stated = statedChecksum(bytes, range) else { return false }
        return stated == expectedChecksum(bytes, range, seed: 0)
    }

    /// The place of the first LF from `start`, or nil.
    static func lineEnd(_ bytes: [UInt8], from start: Int) -> Int? {
        let end = crc32c_line_end(bytes, start, bytes.count)
        return end < bytes.count ? end : nil
    }
}

extension [UInt8] {
    /// Eight lower-case hexadecimal digits.
    init(hex checksum: UInt32) {
        self = []
        appendHex(checksum)
    }

    /// Appends eight lower-case hexadecimal digits.
    mutating func appendHex(_ checksum: UInt32) {
        for shift in stride(from: UInt32(24), through: 0, by: -8) { appendHex(UInt8(truncatingIfNeeded: checksum >> shift)) }
    }

    /// The number that exactly eight lower-case hexadecimal digits stand for.
    static func checksum(hex bytes: [UInt8], at start: Int) -> UInt32? {
        var checksum: UInt32 = 0
        for index in start..<start + 8 {
            guard let digit = bytes[index].lowerHexValue else { return nil }
            checksum = checksum << 4 | UInt32(digit)
        }
        return checksum
    }
}
