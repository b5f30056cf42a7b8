/// Words about foreign text.
enum CSVText {
    /// A foreign text in quotation marks, cut at 40 characters, nothing in it that a terminal would obey.
    static func quoted(_ text: String) -> String {
        var shown = "\""
        for scalar in text.unicodeScalars.prefix(40) {
            switch scalar.properties.generalCategory {
            case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator:
                shown += "\\u{\(String(scalar.value, radix: 16))}"
            default:
                shown.unicodeScalars.append(scalar)
            }
        }
        return shown + (text.unicodeScalars.count > 40 ? "…\"" : "\"")
    }

    /// True for what can be an e-mail address: one `@`, something plain before it, a domain behind it.
    ///
    /// Whether mail arrives there only the mail server knows; this catches slips and keeps line ends out of mail headers.
    static func isMailAddress(_ text: String) -> Bool {
        var (at, dots, length, labelLength, last) = (-1, 0, 0, 0, UInt8(0))
        for byte in text.utf8 {
            if at < 0 {
                if byte == 64 { at = length } else if !isLocalByte(byte) { return false }
            } else if byte == 46 {
                guard labelLength > 0, last != 45 else { return false }
                (dots, labelLength) = (dots + 1, 0)
            } else {
                guard isDomainByte(byte), byte != 45 || labelLength > 0, labelLength < 63 else { return false }
                labelLength += 1
            }
            last = byte
            length += 1
        }
        guard (1...64).contains(at), length <= 254, labelLength > 0, last != 45 else { return false }
        return dots > 0 || text.hasSuffix("@localhost")
    }

    private static func isLocalByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 34, 40, 41, 44, 58, 59, 60, 62, 64, 91, 92, 93, 127: false
        default: byte > 32
        }
    }

    private static func isDomainByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 97...122, 65...90, 48...57, 45, 128...255: true
        default: false
        }
    }
}
