import Foundation

/// Texts in headers: plain when they can be, else encoded words. Source: RFC 5322 section 3.2, RFC 2047.
enum MailText {
    private static let longestPlain = 60
    /// 45 bytes are 60 Base64 digits, and 72 characters with the marks: RFC 2047 allows 75.
    private static let bytesInWord = 45

    /// `Ada Lovelace <ada@example.org>`, the address on a line of its own when the name is long.
    static func mailbox(_ name: String, _ address: MailAddress) -> String {
        let name = withoutControls(name)
        if name.isEmpty { return address.text }
        return "\(phrase(name))\(name.utf8.count > 30 ? "\r\n " : " ")<\(address.text)>"
    }

    /// The value of a header such as the subject.
    static func unstructured(_ text: String) -> String {
        let text = withoutControls(text)
        return isPlain(text) ? text : encodedWords(text)
    }

    /// One line: what could end a line or hide text becomes a space, and spaces at the ends go.
    static func withoutControls(_ text: String) -> String {
        var line = String.UnicodeScalarView()
        for scalar in text.unicodeScalars.prefix(500) {
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator, .surrogate: line.append(" ")
            default: line.append(scalar)
            }
        }
        return String(line).trimmingCharacters(in: .whitespaces)
    }

    private static func phrase(_ name: String) -> String {
        guard isPlain(name) else { return encodedWords(name) }
        if name.unicodeScalars.allSatisfy(isAtomOrSpace) { return name }
        let escaped = name.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : "\($0)" }.joined()
        return "\"\(escaped)\""
    }

    /// Short ASCII that no reader takes for an encoded word.
    private static func isPlain(_ text: String) -> Bool {
        text.utf8.count <= longestPlain && text.utf8.allSatisfy { $0 < 0x80 } && !text.contains("=?")
    }

    private static func isAtomOrSpace(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", " ", "-", "_", "'", "!", "#", "$", "%", "&", "*", "+", "/", "=", "?", "^", "`", "{",
            "|", "}", "~":
            true
        default: false
        }
    }

    private static func encodedWords(_ text: String) -> String {
        var words: [[UInt8]] = [[]]
        for scalar in text.unicodeScalars {
            let bytes = Array(String(scalar).utf8)
            if words[words.count - 1].count + bytes.count > bytesInWord { words.append([]) }
            words[words.count - 1] += bytes
        }
        return words.map { "=?UTF-8?B?\(Data($0).base64EncodedString())?=" }.joined(separator: "\r\n ")
    }
}
