/// A person of the organisation.
package struct User: Hashable, Sendable {
    package let id: UserID
    /// Unique without regard to case.
    package var username: String
    package var fullName: String
    /// Empty when unknown.
    package var email: String
    package var phone: String
    package var position: String
    /// The account that the organisation owns; empty when there is none.
    package var managedAppleAccount: String
    /// In ascending order.
    package var sites: [SiteID]
    /// Static groups in ascending order.
    package var groups: [GroupID]
    package var devices: [Device]
    /// Extension attributes in order of name.
    package var attributes: [Attribute]

    package init(
        id: UserID, username: String, fullName: String = "", email: String = "", phone: String = "", position: String = "",
        managedAppleAccount: String = "", sites: [SiteID] = [], groups: [GroupID] = [], devices: [Device] = [],
        attributes: [Attribute] = []
    ) {
        self.id = id
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

    package var hasEmail: Bool { !email.isEmpty }
    package var hasManagedAppleAccount: Bool { !managedAppleAccount.isEmpty }

    /// What a list shows: the full name, or the username when there is none.
    package var displayName: String { fullName.isEmpty ? username : fullName }
}

/// A computer or mobile device that is assigned to a user.
package struct Device: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable { case computer, mobile }
    package var serial: String
    /// Absent when the source did not say.
    package var kind: Kind?

    package init(serial: String, kind: Kind? = nil) {
        self.serial = serial
        self.kind = kind
    }
}

/// An extension attribute: a named text that the organisation adds to its users.
package struct Attribute: Hashable, Sendable {
    package var name: String
    package var value: String

    package init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}

/// A static group: its members are listed on the users.
package struct Group: Hashable, Sendable {
    package let id: GroupID
    package var name: String
    package var memberCount = 0

    package init(id: GroupID, name: String) {
        self.id = id
        self.name = name
    }
}

/// A part of the organisation.
package struct Site: Hashable, Sendable {
    package let id: SiteID
    package var name: String
    package var memberCount = 0

    package init(id: SiteID, name: String) {
        self.id = id
        self.name = name
    }
}
