/// What an import, or a person at the keyboard, says about one user.
///
/// `nil` means "not said" and leaves what is known; an empty string or list means "said to be empty".
package struct UserDraft: Hashable, Sendable {
    package var username: String
    package var fullName: String?
    package var email: String?
    package var phone: String?
    package var position: String?
    package var managedAppleAccount: String?
    /// Names; unknown ones are created.
    package var sites: [String]?
    /// Names of static groups; unknown ones are created.
    package var groups: [String]?
    package var devices: [Device]?
    /// Extension attributes by name; only those named are changed.
    package var attributes: [Attribute]

    package init(
        username: String, fullName: String? = nil, email: String? = nil, phone: String? = nil, position: String? = nil,
        managedAppleAccount: String? = nil, sites: [String]? = nil, groups: [String]? = nil, devices: [Device]? = nil,
        attributes: [Attribute] = []
    ) {
        self.username = username
        self.fullName = fullName
        self.email = email
        self.phone = phone
        self.position = position
        self.managedAppleAccount = managedAppleAccount
        self.sites = sites
        self.groups = groups
        self.devices = devices
        self.attributes = attributes
    }
}
