/// Bytes for the terminal that draw nothing.
package enum TerminalSequence {
    /// The most that terminals are known to take into a clipboard, in bytes of text.
    package static let longestCopy = 74_994 / 4 * 3

    /// Copies text into the clipboard of the person's own terminal, over SSH too (OSC 52); nil when it is too long to be taken.
    package static func copy(_ text: String) -> [UInt8]? {
        let bytes = Array(text.utf8)
        guard bytes.count <= longestCopy else { return nil }
        return Array("\u{1B}]52;c;".utf8) + base64(bytes) + [0x07]
    }

    /// Names the terminal's window; controls in the text become visible placeholders.
    package static func title(_ text: String) -> [UInt8] {
        Array("\u{1B}]2;\(CellText.visible(text))\u{07}".utf8)
    }

    private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    private static func base64(_ bytes: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = (0..<3).reduce(UInt32(0)) { $0 << 8 | UInt32(start + $1 < bytes.count ? bytes[start + $1] : 0) }
            for place in 0..<4 {
                let isPadding = start + place > bytes.count
                out.append(isPadding ? UInt8(ascii: "=") : digits[Int(group >> (18 - 6 * UInt32(place)) & 63)])
            }
        }
        return out
    }
}
