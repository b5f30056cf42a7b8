/// How mail leaves (section `mail`).
package struct MailSettings: Hashable, Sendable {
    /// Where a mail is handed over.
    package enum Transport: String, CaseIterable, Hashable, Sendable {
        /// To a mail server.
        case smtp
        /// Into `<store>/mail`, where nobody but the operator sees it.
        case maildir
    }

    /// How the connection to the mail server is protected.
    package enum Security: String, CaseIterable, Hashable, Sendable {
        /// TLS after a greeting in clear text; never falls back.
        case starttls
        /// TLS from the first byte.
        case tls
        /// None, to loopback only.
        case none

        /// The port by which servers offer it.
        package var usualPort: Int {
            switch self {
            case .starttls: 587
            case .tls: 465
            case .none: 25
            }
        }
    }

    /// Default `smtp` when a host is set, else `maildir`.
    package var transport = Transport.maildir
    /// The mail server; never nil with `smtp`.
    package var host: String?
    /// Default the usual port of `security`.
    package var port = Security.starttls.usualPort
    package var security = Security.starttls
    /// A PEM file with the authorities that may sign the server's certificate; nil for the system's own.
    package var caFile: String?
    /// Set together with `passwordFile`, or neither.
    package var username: String?
    /// A file that holds the password alone.
    package var passwordFile: String?
    /// The sender's name where an invitation names none.
    package var senderName: String?
    /// The sender's address where an invitation names none.
    package var senderAddress: String?
    /// Connections to the mail server at one time, 1 to 64.
    package var connections = 4
    /// 0 for no limit.
    package var messagesPerSecond = 0

    static let names = [
        "transport", "host", "port", "security", "ca-file", "username", "password-file", "sender-name", "sender-address",
        "connections", "messages-per-second",
    ]

    init() {}

    init(_ section: SettingsSection) {
        host = section.host("host")
        transport = section.choice("transport", of: Transport.self) ?? (section.has("host") ? .smtp : .maildir)
        security = section.choice("security", of: Security.self) ?? security
        port = section.integer("port", in: 1...65_535) ?? security.usualPort
        caFile = section.path("ca-file")
        username = section.text("username")
        passwordFile = section.path("password-file")
        senderName = section.text("sender-name")
        senderAddress = section.mailAddress("sender-address")
        connections = section.integer("connections", in: 1...64) ?? connections
        messagesPerSecond = section.integer("messages-per-second", in: 0...100_000) ?? messagesPerSecond
        check(section)
    }

    private func check(_ section: SettingsSection) {
        if transport == .smtp && !section.has("host") {
            section.reader.report(section.place(of: "transport"), "\"transport\" smtp needs \"host\"")
        }
        if let host, security == .none && !HostText.isLoopback(host) {
            let sentence = "\"security\" none is for loopback only, and \(quoted(host)) is another machine; use starttls or tls"
            section.reader.report(section.place(of: "security"), sentence)
        }
        section.requireBoth("username", "password-file")
    }
}
