/// A host and a port: `127.0.0.1:8080`, `[::1]:8080`, `portal.example.org:443`.
package struct NetworkAddress: Hashable, Sendable {
    /// A name or an address, without the brackets of IPv6.
    package let host: String
    /// 0 lets the system choose a free port.
    package let port: Int

    /// Reads an address; nil without a host, without a port, or with more than these.
    package init?(_ text: String) {
        guard let parts = HostText(text[...]), let port = parts.port else { return nil }
        self.host = parts.host
        self.port = port
    }

    /// An address of known parts.
    package init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// True when only this machine can be reached by the host, or reach it.
    package var isLoopback: Bool { HostText.isLoopback(host) }
}

extension NetworkAddress: CustomStringConvertible {
    /// The address as ``init(_:)`` reads it.
    package var description: String {
        host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
}
