/// Why the portal could not start.
package enum PortalFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// Something else listens there already.
    case addressInUse(host: String, port: Int)
    /// The system allows this process no such port.
    case addressForbidden(host: String, port: Int)
    /// This host has no such address; `reason` is the system's own.
    case addressUnusable(host: String, port: Int, reason: String)

    /// The failure and its remedy, in words for a person.
    package var description: String {
        switch self {
        case .addressInUse(let host, let port):
            "something listens at \(Self.address(host, port)) already: stop it (`ss -ltnp 'sport = :\(port)'` names it), "
                + "or give the portal another address (portal.listen in rollcall.yaml)"
        case .addressForbidden(let host, let port):
            "this account may not listen at \(Self.address(host, port)): "
                + "choose a port above 1023 (portal.listen in rollcall.yaml) and let a reverse proxy answer at 443"
        case .addressUnusable(let host, let port, let reason):
            "the portal cannot listen at \(Self.address(host, port)) (\(reason)): "
                + "set portal.listen in rollcall.yaml to an address of this host"
        }
    }

    private static func address(_ host: String, _ port: Int) -> String {
        host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
}
