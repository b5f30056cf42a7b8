/// The pages for invited people (section `portal`).
package struct PortalSettings: Hashable, Sendable {
    /// Where the portal listens when no verb says otherwise.
    package var listen: NetworkAddress
    /// What links begin with; nil when mails carry Apple's own link.
    package var baseURL: ServiceURL?
    /// A PEM file. This version reads the setting and does not use it.
    package var certificateFile: String?
    /// A PEM file. This version reads the setting and does not use it.
    package var keyFile: String?
    /// How long a link works after each sending.
    package var linkLifetime: SettingsDuration

    static let names = ["listen", "base-url", "certificate-file", "key-file", "link-lifetime"]

    /// Where the portal listens by default: on this machine only, behind whatever speaks TLS.
    package static let defaultListen = NetworkAddress(host: "127.0.0.1", port: 8080)

    init(_ section: SettingsSection) {
        listen = section.address("listen") ?? Self.defaultListen
        baseURL = section.webURL("base-url")
        certificateFile = section.path("certificate-file")
        keyFile = section.path("key-file")
        linkLifetime = section.duration("link-lifetime", in: .hours(1)...(.days(3_650))) ?? .days(30)
        section.requireBoth("certificate-file", "key-file")
    }
}
