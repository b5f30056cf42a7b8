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
        let bytes = text.utf8
        guard bytes.count <= 254, let at = bytes.firstIndex(of: 64) else { return false }
        let local = bytes[..<at]
        let domain = bytes[bytes.index(after: at)...]
        guard (1...64).contains(local.count), local.allSatisfy(isLocalByte) else { return false }
        return isDomain(domain) && (domain.contains(46) || text[at...] == "@localhost")
    }

    private static func isLocalByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 34, 40, 41, 44, 58, 59, 60, 62, 64, 91, 92, 93, 127: false
        default: byte > 32
        }
    }

    private static func isDomain(_ domain: Substring.UTF8View) -> Bool {
        var (last, labelLength) = (UInt8(46), 0)
        for byte in domain {
            let isLetter = (97...122).contains(byte) || (65...90).contains(byte) || (48...57).contains(byte) || byte >= 128
            guard isLetter || byte == 45 || byte == 46 else { return false }
            if byte == 46 && (labelLength == 0 || last == 45) { return false }
            if byte == 45 && labelLength == 0 { return false }
            labelLength = byte == 46 ? 0 : labelLength + 1
            guard labelLength <= 63 else { return false }
            last = byte
        }
        return last != 46 && last != 45
    }
}
