/// The MDM server (section `device-management`). This version reads it and does not use it.
package struct DeviceManagementSettings: Hashable, Sendable {
    /// The server's base URL, https or loopback.
    package var url: ServiceURL
    /// A file that holds the key of the server's interface alone.
    package var apiKeyFile: String?
    /// The topic of the push certificate, `com.apple.mgmt.External.` and more.
    package var pushTopic: String?
    /// A file that holds the key with which the server signs what it reports.
    package var webhookHMACKeyFile: String?

    static let names = ["url", "api-key-file", "push-topic", "webhook-hmac-key-file"]

    init?(_ section: SettingsSection) {
        section.require("url")
        let url = section.webURL("url")
        apiKeyFile = section.path("api-key-file")
        pushTopic = section.text("push-topic")
        webhookHMACKeyFile = section.path("webhook-hmac-key-file")
        guard let url else { return nil }
        self.url = url
    }
}
