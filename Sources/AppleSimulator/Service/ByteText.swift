extension ArraySlice<UInt8> {
    /// The bytes as one unsigned number, most significant first; at most eight.
    var bigEndianValue: UInt64 {
        precondition(count <= 8, "more than eight bytes do not fit a 64-bit number")
        return reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// Lower-case hexadecimal digits.
    var hexText: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// Sixteen bytes as `8-4-4-4-12` lower-case hexadecimal digits.
    var uuidText: String {
        precondition(count == 16, "an identifier has sixteen bytes")
        let groups = [(0, 4), (4, 6), (6, 8), (8, 10), (10, 16)]
        return groups.map { self[(startIndex + $0.0)..<(startIndex + $0.1)].hexText }.joined(separator: "-")
    }
}

extension UInt64 {
    /// Eight bytes, most significant first.
    var bigEndianBytes: [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: self >> UInt64(56 - 8 * $0)) }
    }
}

extension [UInt8] {
    /// Reads lower-case hexadecimal digits; nil for anything else.
    init?(hexText: String) {
        let digits = Array<UInt8>(hexText.utf8)
        guard digits.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            let pair = (Self.value(ofDigit: digits[index]), Self.value(ofDigit: digits[index + 1]))
            guard case (let high?, let low?) = pair else { return nil }
            bytes.append(high << 4 | low)
        }
        self = bytes
    }

    /// Reads the form that `uuidText` writes; nil for anything else.
    init?(uuidText: String) {
        let groups = uuidText.split(separator: "-", omittingEmptySubsequences: false)
        guard groups.map(\.utf8.count) == [8, 4, 4, 4, 12] else { return nil }
        self.init(hexText: groups.joined())
    }

    private static func value(ofDigit digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}
