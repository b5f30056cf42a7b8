/// A colour as a theme names it: the terminal's own default, one of its palette, or red, green and blue.
package enum Color: Hashable, Sendable {
    /// The terminal's own foreground or background.
    case `default`
    /// A palette entry: 0 to 7 the plain colours, 8 to 15 the bright ones, 16 to 231 the cube, 232 to 255 the greys.
    case indexed(UInt8)
    /// Red, green and blue, 0 to 255 each.
    case rgb(UInt8, UInt8, UInt8)

    /// The names of the sixteen colours every terminal knows, in palette order.
    package static let names = [
        "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white",
        "bright-black", "bright-red", "bright-green", "bright-yellow",
        "bright-blue", "bright-magenta", "bright-cyan", "bright-white",
    ]

    /// Reads a colour as people write it: `default`, one of ``names`` (or `gray`), a palette index `0` to `255`, or `#RRGGBB`.
    ///
    /// Letter case does not matter. Anything else gives nil, so that the reader of a theme can say where it stands.
    package init?(name: String) {
        let word = name.lowercased()
        if word == "default" {
            self = .default
        } else if let index = Color.names.firstIndex(of: word) {
            self = .indexed(UInt8(index))
        } else if word == "gray" || word == "grey" {
            self = .indexed(8)
        } else if word.utf8.first == UInt8(ascii: "#") {
            guard let color = Color(hexadecimal: word.utf8.dropFirst()) else { return nil }
            self = color
        } else if let index = Color.paletteIndex(word) {
            self = .indexed(index)
        } else {
            return nil
        }
    }

    private init?(hexadecimal digits: Substring.UTF8View) {
        guard digits.count == 6 else { return nil }
        var value: UInt32 = 0
        for digit in digits {
            guard let nibble = Color.nibble(digit) else { return nil }
            value = value << 4 | nibble
        }
        self = .rgb(UInt8(value >> 16), UInt8(value >> 8 & 0xFF), UInt8(value & 0xFF))
    }

    private static func nibble(_ digit: UInt8) -> UInt32? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(digit - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(digit - UInt8(ascii: "a") + 10)
        default: nil
        }
    }

    private static func paletteIndex(_ word: String) -> UInt8? {
        let isDigits = word.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        return isDigits && word.utf8.count <= 3 ? UInt8(word) : nil
    }
}

extension Color: CustomStringConvertible {
    /// The colour as ``init(name:)`` reads it back.
    package var description: String {
        switch self {
        case .default: "default"
        case .indexed(let index): index < 16 ? Color.names[Int(index)] : String(index)
        case .rgb(let red, let green, let blue): "#" + Color.hexadecimal(red) + Color.hexadecimal(green) + Color.hexadecimal(blue)
        }
    }

    private static func hexadecimal(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
}
