import Gateway

/// Which mail server takes the messages, and how it is talked to.
package struct SMTPOptions: Sendable {
    /// How the connection is protected.
    package enum Security: String, Hashable, Sendable, CaseIterable {
        /// Encrypted after a STARTTLS; a server that offers none gets nothing.
        case starttls
        /// Encrypted from the first byte.
        case tls
        /// Clear text, to a loopback host only.
        case none
    }

    /// Name or address, without a port.
    package var host: String
    /// 1 to 65535.
    package var port: Int
    /// See `Security`.
    package var security: Security
    /// PEM file of trusted authorities; nil: the system's.
    package var caFile: String?
    /// Without a user name there is no log-in.
    package var username: String?
    /// Must be there when the user name is.
    package var password: Secret?
    /// How many connections are open at once, one message on each at a time.
    package var connections: Int
    /// 0: no limit.
    package var messagesPerSecond: Int
    /// What we call ourselves; nil: the name of this host.
    package var ehloName: String?
    /// For reaching the server, encryption included.
    package var connectTimeout: Duration = .seconds(10)
    /// For one message, from the first command to the server's last answer.
    package var timeout: Duration = .seconds(120)

    /// Keeps the values as they are; `SMTPTransport.init` says which cannot be used.
    package init(
        host: String, port: Int, security: Security, caFile: String? = nil, username: String? = nil, password: Secret? = nil,
        connections: Int = 4, messagesPerSecond: Int = 0, ehloName: String? = nil
    ) {
        self.host = host
        self.port = port
        self.security = security
        self.caFile = caFile
        self.username = username
        self.password = password
        self.connections = connections
        self.messagesPerSecond = messagesPerSecond
        self.ehloName = ehloName
    }

    /// `smtp://mail.example.org:587`, `smtps://` when encrypted from the first byte.
    var address: String { "\(security == .tls ? "smtps" : "smtp")://\(bracketedHost):\(port)" }

    var bracketedHost: String { host.contains(":") && !host.hasPrefix("[") ? "[\(host)]" : host }

    /// - Throws: `needsPerson` that names the setting which cannot be used.
    func check() throws(GatewayFailure) {
        guard !host.isEmpty, host.utf8.allSatisfy(Self.isHostByte) else {
            throw Self.wrong("mail.host is not the name or address of a host")
        }
        guard (1...65_535).contains(port) else { throw Self.wrong("mail.port \(port) is not between 1 and 65535") }
        if let ehloName, ehloName.isEmpty || !ehloName.utf8.allSatisfy(Self.isHostByte) {
            throw Self.wrong("the name that we greet the mail server with is not the name of a host")
        }
        if security == .none, !isLoopback {
            throw Self.wrong("mail.security none is for a loopback host only, and \(host) is not one; set starttls or tls")
        }
        if let caFile, caFile.utf8.contains(0) { throw Self.wrong("mail.ca-file is not a path") }
        if username != nil, password == nil { throw Self.wrong("mail.username is set and mail.password-file is not") }
    }

    private var isLoopback: Bool {
        if ["localhost", "::1", "[::1]"].contains(host.lowercased()) { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }

    private static func wrong(_ what: String) -> GatewayFailure { GatewayFailure(.needsPerson, "Mail cannot be sent: \(what).") }

    private static func isHostByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: ":"), UInt8(ascii: "["), UInt8(ascii: "]"):
            true
        default: false
        }
    }
}
