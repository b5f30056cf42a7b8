/// The URL of a service: scheme, host, perhaps a port and a path; no log-in, no query, no fragment.
package struct ServiceURL: Hashable, Sendable {
    /// In lower case.
    package let scheme: String
    /// Without the brackets of IPv6.
    package let host: String
    /// As written; nil leaves it to the scheme.
    package let port: Int?
    /// Empty, or begins with `/` and does not end with one.
    package let path: String

    /// Reads a URL; nil unless its scheme is one of those given and every part can be one.
    package init?(_ text: String, schemes: [String]) {
        guard let mark = text.firstRange(of: "://"), text.utf8.count <= 2_048 else { return nil }
        let scheme = text[..<mark.lowerBound].lowercased()
        let rest = text[mark.upperBound...]
        let slash = rest.firstIndex(of: "/") ?? rest.endIndex
        guard schemes.contains(scheme), let parts = HostText(rest[..<slash]), parts.port != 0 else { return nil }
        var path = rest[slash...]
        while path.last == "/" { path.removeLast() }
        guard path.utf8.allSatisfy(Self.isPathByte) else { return nil }
        self.scheme = scheme
        self.host = parts.host
        self.port = parts.port
        self.path = String(path)
    }

    /// True when the host is this machine.
    package var isLoopback: Bool { HostText.isLoopback(host) }

    private static func isPathByte(_ byte: UInt8) -> Bool {
        byte > 32 && byte < 127 && !"?#\\\"<>^`{|}".utf8.contains(byte)
    }
}

extension ServiceURL: CustomStringConvertible {
    /// The URL without a slash at its end.
    package var description: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return "\(scheme)://\(name)\(port.map { ":\($0)" } ?? "")\(path)"
    }
}
