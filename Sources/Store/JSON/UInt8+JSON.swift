extension UInt8 {
    static let quote = UInt8(ascii: "\"")
    static let backslash = UInt8(ascii: "\\")
    static let comma = UInt8(ascii: ",")
    static let colon = UInt8(ascii: ":")
    static let minus = UInt8(ascii: "-")
    static let zero = UInt8(ascii: "0")
    static let openBrace = UInt8(ascii: "{")
    static let closeBrace = UInt8(ascii: "}")
    static let openBracket = UInt8(ascii: "[")
    static let closeBracket = UInt8(ascii: "]")
    static let lineFeed = UInt8(ascii: "\n")

    /// Whether this is one of `0` to `9`.
    var isDecimalDigit: Bool { self &- .zero < 10 }

    /// The lower-case hexadecimal digit of a value below 16.
    static func hexDigit(_ nibble: UInt8) -> UInt8 {
        nibble < 10 ? nibble + .zero : nibble - 10 + UInt8(ascii: "a")
    }

    /// The value of a lower-case hexadecimal digit, nil for anything else: a lenient reader would miss a flipped bit.
    var lowerHexValue: UInt8? {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): self - .zero
        case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
        default: nil
        }
    }

    /// The value of a hexadecimal digit of either case.
    var anyHexValue: UInt8? {
        (UInt8(ascii: "A")...UInt8(ascii: "F")).contains(self) ? self - UInt8(ascii: "A") + 10 : lowerHexValue
    }
}
