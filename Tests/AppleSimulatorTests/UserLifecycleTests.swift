import Foundation
import Testing

@testable import AppleSimulator

@Suite("The life of a user record")
struct UserLifecycleTests {
    @Test("A user without a Managed Apple Account is Registered with an open code")
    func registered() throws {
        var stage = Stage()
        try stage.run(.create, user("u1", email: "lea@north.example"))
        let record = try #require(stage.records("u1").first)
        #expect(record.status == .registered)
        #expect(record.codeState == .open)
        #expect(record.account == nil)
        #expect(stage.apple.openInvitations(limit: 9).map(\.clientUserId) == ["u1"])
    }

    @Test("A user with a Managed Apple Account is Associated at once and has no invitation")
    func managed() throws {
        var stage = Stage()
        try stage.run(.create, user("u1", managed: "Tom@North.AppleID.example"))
        let record = try #require(stage.records("u1").first)
        #expect(record.status == .associated)
        #expect(record.inviteCode == nil)
        #expect(record.account == "tom@north.appleid.example")
        #expect(stage.apple.openInvitations(limit: 9).isEmpty)
    }

    @Test("An account outside the managed domains fails with 9635 and leaves no record")
    func foreignOrganisation() throws {
        var stage = Stage()
        let event = try stage.run(.create, user("u1", managed: "tom@elsewhere.example"))
        #expect(event.statusText == "FAILED")
        #expect(event.outcome?.failures == [ServiceError(.cannotAssociateAccount, clientUserIds: ["u1"])])
        #expect(stage.records("u1").isEmpty)
    }

    @Test("With managed domains given, only exactly those count")
    func givenDomains() {
        let rule = ManagedAccountRule(domains: ["Staff.North.example"])
        let expected = [
            "a@staff.north.example": true, "a@x.staff.north.example": false, "a@north.appleid.example": false, "5550100": false,
        ]
        for (name, belongs) in expected {
            #expect(AppleAccount(name).map(rule.belongsToOrganisation) == belongs, "\(name)")
        }
    }

    @Test("A Managed Apple Account of another active user fails with 9641, also within one request")
    func duplicateManagedAccount() throws {
        var stage = Stage()
        let event = try stage.run(
            .create, user("u1", managed: "t@appleid.example"), user("u2", managed: "T@appleid.example"), user("u3"))
        #expect(event.outcome?.failures == [ServiceError(.accountAlreadyAssociated, clientUserIds: ["u2"])])
        #expect(event.outcome?.completed == 2)
        #expect(stage.statuses("u3") == [.registered])
    }

    @Test("A Managed Apple Account is free again once its user is retired")
    func accountFreedByRetire() throws {
        var stage = Stage()
        try stage.run(.create, user("u1", managed: "t@appleid.example"))
        try stage.run(.retire, user("u1"))
        #expect(try stage.run(.create, user("u2", managed: "t@appleid.example")).statusText == "COMPLETE")
    }

    @Test("Creating an id that has an active record fails with 9716 and names every such id in one failure")
    func activeExists() throws {
        var stage = Stage()
        try stage.run(.create, people(0..<2))
        let event = try stage.run(.create, people(0..<3))
        #expect(event.outcome?.failures == [ServiceError(.activeUserExists, clientUserIds: ["u0", "u1"])])
        #expect(event.outcome?.completed == 1)
    }

    @Test("Re-creating after a retire gives a new code, and the former code is dead")
    func newCodeAfterRetire() throws {
        var stage = Stage()
        try stage.run(.create, user("u1"))
        let former = stage.code("u1")
        try stage.run(.retire, user("u1"))
        try stage.run(.create, user("u1"))
        #expect(stage.code("u1") != former)
        #expect(stage.statuses("u1") == [.retired, .registered])
        #expect(throws: AcceptanceRefusal.deadCode) { try stage.apple.accept(former, with: "lea@home.example") }
        #expect(throws: Never.self) { try stage.apple.invitation(stage.code("u1")) }
    }

    @Test("Retiring keeps the account that was bound, so that its hash stays visible")
    func retireKeepsHash() throws {
        var stage = Stage()
        try stage.run(.create, user("u1"))
        _ = try stage.apple.accept(stage.code("u1"), with: "lea@home.example")
        let before = try UserWire(#require(stage.records("u1").first), secret: stage.apple.secret)
        try stage.run(.retire, user("u1"))
        let after = try UserWire(#require(stage.records("u1").first), secret: stage.apple.secret)
        #expect(after.status == "Retired")
        #expect(after.idHash == before.idHash)
        #expect(after.idHash?.utf8.count == 28)
    }

    @Test("Retiring an unknown id fails with 9609; a retired one by the switch", arguments: [true, false])
    func retireTwice(isFailure: Bool) throws {
        var stage = Stage { $0.behaviour.repeatedRetire = isFailure ? .failure : .success }
        try stage.run(.create, user("u1"))
        try stage.run(.retire, user("u1"))
        let event = try stage.run(.retire, user("u1"), user("nobody"))
        let failed = isFailure ? ["u1", "nobody"] : ["nobody"]
        #expect(event.outcome?.failures == [ServiceError(.userNotFound, clientUserIds: failed)])
    }

    @Test("Updating changes the e-mail address and leaves absent members alone")
    func updateEmail() throws {
        var stage = Stage()
        try stage.run(.create, user("u1", email: "a@b.example"))
        try stage.run(.update, user("u1", email: "c@d.example"))
        try stage.run(.update, user("u1"))
        #expect(stage.records("u1").map(\.email) == ["c@d.example"])
        #expect(try stage.run(.update, user("u2")).outcome?.failures.map(\.number) == [.userNotFound])
    }

    @Test("Adding a Managed Apple Account to a Registered user associates it and closes the invitation")
    func updateAssociates() throws {
        var stage = Stage()
        try stage.run(.create, user("u1"))
        let code = stage.code("u1")
        try stage.run(.update, user("u1", managed: "t@appleid.example"))
        #expect(stage.statuses("u1") == [.associated])
        #expect(throws: AcceptanceRefusal.usedCode) { try stage.apple.invitation(code) }
    }

    @Test("An update that names the account already bound is done; another account is refused")
    func updateOfAssociated() throws {
        var stage = Stage()
        try stage.run(.create, user("u1", managed: "t@appleid.example"))
        #expect(try stage.run(.update, user("u1", managed: "t@appleid.example")).statusText == "COMPLETE")
        let other = try stage.run(.update, user("u1", managed: "v@appleid.example"))
        #expect(other.outcome?.failures.map(\.number) == [.cannotAssociateAccount])
    }

    @Test("The synchronous checks refuse the whole request and say why")
    func synchronousChecks() throws {
        let stage = Stage { $0.limits.maxUsers = 3 }
        #expect(throws: ServiceError(.usersMissing)) { try stage.apple.check([]) }
        #expect(throws: ServiceError(.tooManyUsers)) { try stage.apple.check(people(0..<4)) }
        #expect(throws: ServiceError(.duplicateUsers, clientUserIds: ["u1"])) { try stage.apple.check([user("u1"), user("u1")]) }
        #expect(throws: ServiceError(.invalidEmail, clientUserIds: ["u2"])) {
            try stage.apple.check([user("u1", email: "a@b.example"), user("u2", email: "not an address")])
        }
        #expect(throws: Never.self) { try stage.apple.check(people(0..<3)) }
    }

    @Test(
        "E-mail addresses that cannot be any are told apart",
        arguments: ["", "a", "@", "a@", "@b.example", "a@b", "a b@c.example", "a@b@c.example", "a@b..example", "a\n@b.example"])
    func noEmail(text: String) {
        #expect(!SimulatedApple.isEmail(text))
        #expect(SimulatedApple.isEmail("zoë.o'neil+x@north.example"))
    }
}
