/// Scheme, host and port of a service: what decides whether the content token may go to an address.
struct ServiceOrigin: Hashable, Sendable, CustomStringConvertible {
    let isSecure: Bool
    /// Lower case; an IPv6 address keeps its brackets.
    let host: String
    let port: Int

    /// Parses `https://host[:port]`, or `http://` with a loopback host; nil for anything else, a path included.
    init?(_ text: String) {
        guard let (origin, rest) = Self.split(text), rest.isEmpty || rest == "/" else { return nil }
        self = origin
    }

    private init?(scheme: String, authority: String) {
        guard scheme == "https" || scheme == "http" else { return nil }
        isSecure = scheme == "https"
        guard let (host, port) = Self.hostAndPort(authority) else { return nil }
        self.host = host
        self.port = port ?? (isSecure ? 443 : 80)
        guard isSecure || Self.isLoopback(host) else { return nil }
    }

    var description: String {
        let usual = isSecure ? 443 : 80
        return "\(isSecure ? "https" : "http")://\(host)\(port == usual ? "" : ":\(port)")"
    }

    var isLoopback: Bool { Self.isLoopback(host) }

    /// Parts an address into its origin and the rest, which is empty or begins with `/`, `?` or `#`.
    ///
    /// Strict on purpose: user names, white space, backslashes and anything else that two parsers read differently is nil.
    static func split(_ address: String) -> (origin: ServiceOrigin, rest: String)? {
        guard address.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") }),
            let separator = address.firstIndex(of: ":"), address[separator...].hasPrefix("://")
        else { return nil }
        let afterScheme = address[address.index(separator, offsetBy: 3)...]
        let end = afterScheme.firstIndex { "/?#".contains($0) } ?? afterScheme.endIndex
        let origin = ServiceOrigin(
            scheme: address[..<separator].lowercased(), authority: afterScheme[..<end].lowercased())
        return origin.map { ($0, String(afterScheme[end...])) }
    }

    private static func hostAndPort(_ authority: String) -> (host: String, port: Int?)? {
        var host = Substring(authority)
        var portText: Substring?
        if authority.hasPrefix("[") {
            guard let end = authority.firstIndex(of: "]") else { return nil }
            host = authority[...end]
            let rest = authority[authority.index(after: end)...]
            guard rest.isEmpty || rest.hasPrefix(":") else { return nil }
            portText = rest.isEmpty ? nil : rest.dropFirst()
            guard host.utf8.dropFirst().dropLast().allSatisfy({ isHexDigit($0) || $0 == UInt8(ascii: ":") }) else { return nil }
        } else {
            if let colon = authority.firstIndex(of: ":") {
                host = authority[..<colon]
                portText = authority[authority.index(after: colon)...]
            }
            guard !host.isEmpty, host.utf8.allSatisfy(isHostCharacter) else { return nil }
        }
        guard let portText else { return (String(host), nil) }
        guard portText.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let port = Int(portText), (1...65_535).contains(port)
        else { return nil }
        return (String(host), port)
    }

    private static func isHostCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }

    private static func isLoopback(_ host: String) -> Bool {
        if host == "localhost" || host == "[::1]" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }
}
