/// Makes text from outside harmless before it reaches a terminal.
enum SafeText {
    /// Controls, direction marks and separators that a terminal would obey or that would reorder a line.
    static func isHostile(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0...0x1F, 0x7F...0x9F: true
        case 0x061C, 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB: true
        case 0xE0000...0xE007F: true
        default: false
        }
    }

    /// One line: every hostile character becomes a replacement character.
    static func line(_ text: String) -> String { cleaned(text) { _ in false } }

    /// Words of several lines: line feeds and the tabs of help texts stay.
    static func words(_ text: String) -> String { cleaned(text) { $0 == "\n" || $0 == "\t" } }

    /// Replaces what is not ASCII: letters lose nothing that a reader needs less than a readable terminal.
    static func ascii(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { !$0.isASCII }) else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.map { $0.isASCII ? $0 : $0 == "\u{2026}" ? "~" : "?" }))
    }

    private static func cleaned(_ text: String, except isKept: (Unicode.Scalar) -> Bool) -> String {
        guard text.unicodeScalars.contains(where: { isHostile($0) && !isKept($0) }) else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.map { isHostile($0) && !isKept($0) ? "\u{FFFD}" : $0 }))
    }
}
