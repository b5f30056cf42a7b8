/// An address on this machine: the simulator's doors open nowhere else.
package struct LoopbackAddress: Equatable, Sendable {
    /// Numeric host: an address in 127.0.0.0/8, or `::1`.
    package let host: String
    /// TCP port; 0 lets the system choose.
    package let port: Int

    /// Any free port on 127.0.0.1.
    package static let anyPort = LoopbackAddress(host: "127.0.0.1", port: 0)

    /// Reads `host`, `host:port` or `[::1]:port`; without a port, 0.
    ///
    /// `localhost` means 127.0.0.1: no resolver is asked, so that no resolver can lead elsewhere.
    /// - Throws: `addressUnreadable`, `notLoopback`.
    package init(_ text: String) throws(AppleSimulatorFailure) {
        let (host, portText) = try Self.split(text)
        guard let port = Int(portText), (0...65535).contains(port), portText.allSatisfy(\.isNumber) else {
            throw .addressUnreadable(text)
        }
        let numeric = host.lowercased() == "localhost" ? "127.0.0.1" : host
        guard Self.isLoopback(numeric) else { throw .notLoopback(text) }
        self.init(host: numeric, port: port)
    }

    private init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// `http://host:port` for the port that was really bound.
    package func baseURL(boundPort: Int) -> String {
        host.contains(":") ? "http://[\(host)]:\(boundPort)" : "http://\(host):\(boundPort)"
    }

    private static func split(_ text: String) throws(AppleSimulatorFailure) -> (host: String, port: String) {
        if text.hasPrefix("[") {
            guard let end = text.firstIndex(of: "]") else { throw .addressUnreadable(text) }
            let rest = text[text.index(after: end)...]
            guard rest.isEmpty || rest.hasPrefix(":") else { throw .addressUnreadable(text) }
            return (String(text[text.index(after: text.startIndex)..<end]), rest.isEmpty ? "0" : String(rest.dropFirst()))
        }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        switch parts.count {
        case 1 where !parts[0].isEmpty: return (parts[0], "0")
        case 2 where !parts[0].isEmpty: return (parts[0], parts[1])
        default: throw .addressUnreadable(text)
        }
    }

    private static func isLoopback(_ host: String) -> Bool {
        if host == "::1" { return true }
        let octets = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        return octets.count == 4 && octets.allSatisfy { $0 != nil } && octets[0] == 127
    }
}
