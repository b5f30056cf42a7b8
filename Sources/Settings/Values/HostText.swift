/// The `host`, `host:port` or `[address]:port` of addresses and URLs.
struct HostText {
    let host: String
    let port: Int?

    /// Splits a text; nil when the host or the port cannot be one.
    init?(_ text: Substring) {
        let portText: Substring?
        if text.first == "[" {
            guard let end = text.firstIndex(of: "]") else { return nil }
            let inside = text[text.index(after: text.startIndex)..<end]
            let rest = text[text.index(after: end)...]
            guard Self.isIPv6(inside), rest.isEmpty || rest.first == ":" else { return nil }
            host = String(inside)
            portText = rest.isEmpty ? nil : rest.dropFirst()
        } else {
            let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = parts.first, Self.isHostName(name) else { return nil }
            host = String(name)
            portText = parts.count == 2 ? parts[1] : nil
        }
        guard let portText else {
            port = nil
            return
        }
        guard (1...5).contains(portText.utf8.count), portText.utf8.allSatisfy({ (48...57).contains($0) }),
            let number = Int(portText), number <= 65_535
        else { return nil }
        port = number
    }

    /// True for `localhost`, 127.0.0.0/8 and ::1.
    static func isLoopback(_ host: String) -> Bool {
        if host.lowercased() == "localhost" || host == "::1" { return true }
        let octets = host.split(separator: ".", omittingEmptySubsequences: false)
        // Four numbers: a name such as 127.example.org is somebody else's machine.
        return octets.count == 4 && octets.first == "127" && octets.allSatisfy { UInt8($0) != nil && $0.first != "+" }
    }

    /// True for letters, digits, dots and hyphens as names and IPv4 addresses have them.
    static func isHostName(_ text: Substring) -> Bool {
        guard (1...253).contains(text.utf8.count) else { return false }
        return text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
            (1...63).contains(label.utf8.count) && label.utf8.first != 45 && label.utf8.last != 45
                && label.utf8.allSatisfy { isLetterOrDigit($0) || $0 == 45 || $0 == 95 }
        }
    }

    private static func isIPv6(_ text: Substring) -> Bool {
        let groups = text.split(separator: ":", omittingEmptySubsequences: false)
        guard (3...9).contains(groups.count), text.utf8.count <= 45 else { return false }
        return groups.allSatisfy { group in
            group.utf8.count <= 4 && group.utf8.allSatisfy { isLetterOrDigit($0) && UInt8($0) <= 102 }
                || group.split(separator: ".").allSatisfy { UInt8($0) != nil } && group.contains(".")
        }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
    }
}
