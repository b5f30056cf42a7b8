/// Everything that `rollcall.yaml` can say, checked, with the defaults of what it does not say.
package struct RollcallSettings: Hashable, Sendable {
    /// How mail leaves.
    package var mail = MailSettings()
    /// The pages for invited people; nil when mails carry Apple's own link.
    package var portal: PortalSettings?
    /// How often Apple is asked.
    package var volumePurchasing = VolumePurchasingSettings()
    /// The LDAP directory; nil when there are local accounts only. This version reads it and does not use it.
    package var directory: DirectorySettings?
    /// The MDM server; nil when no device can be prompted. This version reads it and does not use it.
    package var deviceManagement: DeviceManagementSettings?
    /// How careful sending is.
    package var sending = SendingSettings()
    /// Who is told of tokens that end. This version reads it and does not use it.
    package var alerts = AlertSettings()
    /// Who may do what, in the order of the file; nil when everybody who may write the store may do everything.
    /// This version reads it and does not use it.
    package var privileges: [GroupPrivileges]?
    /// What the file sets and this version does not use yet, so that a program can say so, in the order of the file.
    package var unusedSections: [UnusedSection] = []

    /// The settings of an installation without a file.
    package init() {}

    /// Reads a file.
    ///
    /// - Throws: `notFound`, `unreadable`, `problems` with every mistake of the file.
    package static func load(_ path: String) throws(SettingsError) -> RollcallSettings {
        try parse(SettingsFile.text(path: path), file: path)
    }

    /// Reads a text; `file` is the name that problems carry.
    ///
    /// - Throws: `problems` with every mistake of the text.
    package static func parse(_ text: String, file: String) throws(SettingsError) -> RollcallSettings {
        let text = try SettingsFile.text(bytes: Array(text.utf8), file: file)
        let reader = SettingsReader(file: file)
        let root = try reader.root(of: text, known: sections)
        let settings = RollcallSettings(root)
        try reader.finish()
        return settings
    }

    static let sections = [
        "mail", "portal", "volume-purchasing", "directory", "device-management", "sending", "alerts", "privileges",
    ]

    private init(_ root: SettingsSection) {
        root.section("mail", known: MailSettings.names).map { mail = MailSettings($0) }
        portal = root.section("portal", known: PortalSettings.names).map { PortalSettings($0) }
        root.section("volume-purchasing", known: VolumePurchasingSettings.names)
            .map { volumePurchasing = VolumePurchasingSettings($0) }
        directory = root.section("directory", known: DirectorySettings.names).flatMap { DirectorySettings($0) }
        deviceManagement = root.section("device-management", known: DeviceManagementSettings.names)
            .flatMap { DeviceManagementSettings($0) }
        root.section("sending", known: SendingSettings.names).map { sending = SendingSettings($0) }
        root.section("alerts", known: AlertSettings.names).map { alerts = AlertSettings($0) }
        privileges = root.entry("privileges").flatMap { root.openSection($0) }.map { GroupPrivileges.list($0) }
        unusedSections = UnusedSection.list(root)
    }
}
