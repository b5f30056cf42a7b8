/// An address that can stand in an envelope and in a header without meaning anything else.
struct MailAddress: Hashable, Sendable {
    let text: String

    /// Strict on purpose: quoted local parts, comments and lists are nil, and so is every byte that could end a line.
    /// Letters outside ASCII are let through: whether they can be delivered is the server's to say.
    init?(_ text: String) {
        guard text.utf8.count <= 254, text.unicodeScalars.allSatisfy(Self.isPlain) else { return nil }
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, parts[0].utf8.count <= 64, Self.isDotted(parts[0]), Self.isDotted(parts[1])
        else { return nil }
        self.text = text
    }

    private static func isDotted(_ text: Substring) -> Bool {
        text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { !$0.isEmpty }
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII {
            return scalar.value > 0x20 && scalar.value < 0x7F && !"()<>[]:;\\,\"".unicodeScalars.contains(scalar)
        }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .spaceSeparator, .surrogate, .privateUse, .unassigned:
            return false
        default: return true
        }
    }
}
