extension [UInt8] {
    /// Appends the bytes in the standard Base64 alphabet, with padding.
    package mutating func appendBase64(_ content: some Collection<UInt8>) {
        var group: UInt32 = 0
        var filled = 0
        for byte in content {
            group = group << 8 | UInt32(byte)
            filled += 1
            if filled == 3 {
                appendSextets(group, count: 4)
                (group, filled) = (0, 0)
            }
        }
        guard filled > 0 else { return }
        appendSextets(group << UInt32(8 * (3 - filled)), count: filled + 1)
        append(contentsOf: repeatElement(UInt8(ascii: "="), count: 3 - filled))
    }

    private mutating func appendSextets(_ group: UInt32, count: Int) {
        for place in 0..<count {
            append(UInt8.base64Alphabet[Int(group >> UInt32(18 - 6 * place)) & 63])
        }
    }

    /// The bytes that standard Base64 text stands for; nil unless it is exactly what `appendBase64` would have written.
    package init?(base64 text: some Collection<UInt8>) {
        guard text.count % 4 == 0 else { return nil }
        let body = text.prefix { $0 != UInt8(ascii: "=") }
        self = []
        var group: UInt32 = 0
        var bits: UInt32 = 0
        for letter in body {
            guard let sextet = UInt8.base64Value(letter) else { return nil }
            group = group << 6 | UInt32(sextet)
            bits += 6
            if bits >= 8 {
                bits -= 8
                append(UInt8(truncatingIfNeeded: group >> bits))
            }
        }
        var written: [UInt8] = []
        written.appendBase64(self)
        guard written.elementsEqual(text) else { return nil }
    }
}

extension UInt8 {
    fileprivate static let base64Alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    fileprivate static func base64Value(_ letter: UInt8) -> UInt8? {
        switch letter {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): letter - UInt8(ascii: "A")
        case UInt8(ascii: "a")...UInt8(ascii: "z"): letter - UInt8(ascii: "a") + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): letter - .zero + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
