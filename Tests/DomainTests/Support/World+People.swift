import Testing

@testable import Domain

/// Making people, places and invitations in few words.
extension World {
    /// Users with an address each, and what else the draft says.
    mutating func people(_ names: String..., change: (inout UserDraft) -> Void = { _ in }) throws {
        let drafts = names.map { name in
            var draft = UserDraft(username: name, email: "\(name)@example.org")
            change(&draft)
            return draft
        }
        try perform(.importUsers(drafts))
    }

    @discardableResult
    mutating func location(
        _ name: String = "Paris", site: String? = nil, autoRegister: Bool = false, days: Int64 = 365
    ) throws -> LocationID {
        let settings = LocationSettings(
            name: name, uniqueLocationID: "pool-\(name)", organisation: "Northwind", country: "FR",
            serviceURL: "https://vpp.example.org", tokenExpires: now + .days(days), autoRegister: autoRegister)
        try perform(.addLocation(settings, siteName: site))
        return try located(name)
    }

    @discardableResult
    mutating func invite(
        _ method: DistributionMethod = .email, name: String = "Staff", at location: String = "Paris",
        scope: Scope = .allUsers, autoRegister: Bool = false, window: Span = .zero,
        change: (inout InvitationSettings) -> Void = { _ in }
    ) throws -> InvitationID {
        let settings = try settings(
            method, name: name, at: location, scope: scope, autoRegister: autoRegister, change: change)
        try perform(.createInvitation(settings, takeBackWindow: window))
        return try #require(state.invitations.lastID)
    }

    func settings(
        _ method: DistributionMethod = .email, name: String = "Staff", at location: String = "Paris",
        scope: Scope = .allUsers, autoRegister: Bool = false, change: (inout InvitationSettings) -> Void = { _ in }
    ) throws -> InvitationSettings {
        var settings = InvitationSettings(
            name: name, location: try located(location), method: method, autoRegister: autoRegister, scope: scope)
        change(&settings)
        return settings
    }

    @discardableResult
    mutating func resend(
        _ id: InvitationID, users: [String]? = nil, statuses: [RecipientStatus] = [], olderThan: Span? = nil,
        force: Bool = false, window: Span = .zero, ifVersion: UInt64? = nil
    ) throws -> [Event] {
        let selection = ResendSelection(
            users: try users.map { try $0.map(user) }, statuses: statuses, olderThan: olderThan, force: force)
        return try perform(
            .resendInvitation(id, selection, takeBackWindow: window, ifVersion: ifVersion), reason: force ? "asked to" : nil)
    }

    @discardableResult
    mutating func redo(
        _ names: String..., at location: String = "Paris", method: DistributionMethod? = nil, force: Bool = false,
        reason: String? = "wrong account"
    ) throws -> RedoID {
        let wish = RedoWish(users: try names.map(user), location: try located(location), method: method, force: force)
        try perform(.redoRegistration(wish, ifVersions: [:]), reason: reason)
        return try #require(state.redos.values.map(\.id).max())
    }

    func user(_ name: String) throws -> UserID { try #require(state.users.find(name)?.id, "no user \(name)") }
    func located(_ name: String) throws -> LocationID {
        try #require(state.location(named: name)?.id, "no location \(name)")
    }

    func key(_ id: InvitationID, _ name: String) throws -> RecipientKey { RecipientKey(id, try user(name)) }

    func recipient(_ id: InvitationID, _ name: String) throws -> Recipient {
        try #require(state.recipient(try key(id, name)), "\(name) is no recipient of \(id)")
    }

    func status(_ id: InvitationID, _ name: String) throws -> RecipientStatus { try recipient(id, name).status }

    func registration(_ name: String, at location: String = "Paris") throws -> Registration {
        try #require(state.registration(of: try user(name), at: try located(location)), "\(name) has no registration")
    }
}
