/// The LDAP directory (section `directory`). This version reads it and does not use it.
package struct DirectorySettings: Hashable, Sendable {
    /// How the connection to the directory is protected.
    package enum Security: String, CaseIterable, Hashable, Sendable {
        /// TLS after the first exchange, on `ldap://`.
        case starttls
        /// TLS from the first byte, on `ldaps://`.
        case ldaps
        /// None, to loopback only.
        case none
    }

    /// `ldap://` or `ldaps://` with a host.
    package var url: ServiceURL
    /// Default `ldaps` for an `ldaps://` URL, else `starttls`.
    package var security: Security
    package var caFile: String?
    /// Who searches; nil for an anonymous search. Set together with `bindPasswordFile`.
    package var bindDN: String?
    package var bindPasswordFile: String?
    /// Where the search begins; empty for the top.
    package var base: String
    /// An LDAP filter that holds `{username}`.
    package var userFilter: String
    /// The attribute that must equal the username of the recipient (R2).
    package var matchAttribute: String

    static let names = [
        "url", "security", "ca-file", "bind-dn", "bind-password-file", "base", "user-filter", "match-attribute",
    ]

    init?(_ section: SettingsSection) {
        section.require("url")
        let url = section.entry("url").flatMap { section.url($0, schemes: ["ldap", "ldaps"]) }
        let chosen = section.choice("security", of: Security.self)
        caFile = section.path("ca-file")
        bindDN = section.text("bind-dn")
        bindPasswordFile = section.path("bind-password-file")
        base = section.text("base") ?? ""
        userFilter = section.text("user-filter") ?? "(uid={username})"
        matchAttribute = section.text("match-attribute") ?? "uid"
        section.requireBoth("bind-dn", "bind-password-file")
        if !userFilter.contains("{username}") {
            section.reader.report(section.place(of: "user-filter"), "\"user-filter\" must hold {username}")
        }
        guard let url else { return nil }
        self.url = url
        security = chosen ?? (url.scheme == "ldaps" ? .ldaps : .starttls)
        checkSecurity(section)
    }

    private func checkSecurity(_ section: SettingsSection) {
        let place = section.place(of: "security")
        switch security {
        case .none where !url.isLoopback:
            let reason = "\"security\" none is for loopback only, and \(quoted(url.host)) is another machine"
            section.reader.report(place, "\(reason); use starttls or ldaps")
        case .starttls where url.scheme == "ldaps":
            section.reader.report(place, "\"security\" starttls needs a URL that begins with ldap://")
        case .ldaps where url.scheme == "ldap":
            section.reader.report(place, "\"security\" ldaps needs a URL that begins with ldaps://")
        default:
            break
        }
    }
}
