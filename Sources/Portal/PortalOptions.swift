import Logging

/// Where the portal listens, and what it calls the organisation.
package struct PortalOptions: Sendable {
    /// A name or an address of this host, without the brackets of IPv6.
    package var host: String
    /// 0 lets the system choose a free port.
    package var port: Int
    /// Named where a location has no organisation name, and on the pages that belong to no location; nil: "your organisation".
    package var organisation: String?
    package var logger: Logger
    /// How long a connection may bring nothing that is a part of a request.
    package var idleTimeoutSeconds: Int64 = 15
    /// Connections at one time; further ones wait their turn.
    package var mostConnections = 512

    package init(
        host: String = "127.0.0.1", port: Int = 0, organisation: String? = nil, logger: Logger = Logger(label: "rollcall.portal")
    ) {
        self.host = host
        self.port = port
        self.organisation = organisation
        self.logger = logger
    }
}
