import Domain
import TestSupport

/// A small organisation to look at: one location, people in every state, an invitation that was sent.
enum School {
    static let paris = LocationID(1)
    static let staff = InvitationID(1)
    static let names = [
        "anna.almond", "anna.berg", "anna.cole", "ben.okri", "carla.diaz", "dmitri.ivanov", "élodie.petit", "finn.holm",
    ]

    /// Users without an invitation.
    static func people(_ count: Int = 0) throws -> InMemoryAdministration {
        let engine = InMemoryAdministration()
        try engine.perform(.addLocation(location(engine.now), siteName: nil), by: "ada")
        try engine.perform(.importUsers(names.map(draft)), by: "ada")
        if count > 0 {
            let more = (1...count).map { number in
                UserDraft(username: "user\(number)", fullName: "User Number \(number)", email: "user\(number)@example.org")
            }
            try engine.perform(.importUsers(more), by: "ada")
        }
        return engine
    }

    /// The same, invited by mail three days ago, each in another state.
    static func invited() throws -> InMemoryAdministration {
        let engine = try people()
        try engine.perform(.createInvitation(settings(), takeBackWindow: .zero), by: "ada")
        confirm(engine, names.count)
        deliver(engine, [1, 2, 4, 5, 6])
        claim(engine, [7, 8])
        let reason = StatusReason(.mailboxRefused, detail: "550 no such user")
        engine.record([.recipientFailed(RecipientKey(staff, UserID(8)), epoch: 1, reason)])
        engine.record([.recipientUnknown(RecipientKey(staff, UserID(7)), epoch: 1, reason: "the worker died")])
        engine.record([.linkOpened(RecipientKey(staff, UserID(2)))])
        accept(engine, [1, 4])
        engine.advance(by: .days(3))
        engine.change { $0.deliverer = .service }
        return engine
    }

    static func settings(_ name: String = "Staff, autumn") -> InvitationSettings {
        InvitationSettings(name: name, location: paris, method: .email, scope: .allUsers)
    }

    /// Apple knows the first so many users.
    static func confirm(_ engine: InMemoryAdministration, _ count: Int) {
        let confirmed = (1...count).map {
            ConfirmedRegistration(user: UserID(UInt32($0)), appleStatus: "Registered", inviteCode: [1])
        }
        engine.record([.registrationConfirmed(paris, confirmed, readBack: false)])
    }

    static func claim(_ engine: InMemoryAdministration, _ users: [UInt32]) {
        engine.record([.deliveriesClaimed(epoch: 1, users.map { RecipientKey(staff, UserID($0)) })])
    }

    static func deliver(_ engine: InMemoryAdministration, _ users: [UInt32]) {
        claim(engine, users)
        engine.record(users.map { .recipientSent(RecipientKey(staff, UserID($0)), epoch: 1) })
    }

    static func accept(_ engine: InMemoryAdministration, _ users: [UInt32]) {
        let observed = users.map {
            ObservedRegistration(user: UserID($0), status: .accepted, appleStatus: "Associated", idHash: "hash\($0)")
        }
        engine.record([.registrationObserved(paris, .sync, observed)])
    }

    static func location(_ now: Instant) -> LocationSettings {
        LocationSettings(
            name: "Paris HQ", uniqueLocationID: "20490250007770", organisation: "Northwind School", country: "FR",
            serviceURL: "https://vpp.itunes.apple.com", tokenExpires: now + .days(77))
    }

    private static func draft(_ username: String) -> UserDraft {
        let words = username.split(separator: ".").map { $0.prefix(1).uppercased() + $0.dropFirst() }
        let email = username == "anna.cole" ? nil : "\(username)@example.org"
        return UserDraft(username: username, fullName: words.joined(separator: " "), email: email, sites: [], groups: ["Staff"])
    }
}
