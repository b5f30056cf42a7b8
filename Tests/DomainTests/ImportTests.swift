import Testing

@testable import Domain

@Suite("People come in by import")
struct ImportTests {
    @Test("An import creates users, groups and sites by name")
    func creates() throws {
        var world = World()
        try world.people("anna", "ben") {
            $0.groups = ["Staff", "Library"]
            $0.sites = ["North"]
        }
        #expect(world.state.users.count == 2)
        #expect(world.state.groups.values.map(\.name) == ["Staff", "Library"])
        #expect(world.state.group(named: "STAFF")?.memberCount == 2)
        #expect(world.state.site(named: "north")?.memberCount == 2)
    }

    @Test("A repeated import changes nothing and records nothing")
    func idempotent() throws {
        var world = World()
        let draft = UserDraft(
            username: "anna", fullName: "Anna", email: "anna@example.org", sites: ["North"], groups: ["Staff"],
            devices: [Device(serial: "C02", kind: .computer)], attributes: [Attribute(name: "Room", value: "12")])
        try world.perform(.importUsers([draft]))
        let facts = world.state.facts
        #expect(try world.perform(.importUsers([draft])).isEmpty)
        #expect(world.state.facts == facts)
    }

    @Test("What an import does not say stays as it is; what it says to be empty is emptied")
    func saysNothing() throws {
        var world = World()
        try world.people("anna") { $0.phone = "123" }
        try world.perform(.importUsers([UserDraft(username: "ANNA", email: "")]))
        let anna = try #require(world.state.users.find("anna"))
        #expect(anna.phone == "123")
        #expect(anna.email.isEmpty)
        #expect(world.state.users.count == 1)
    }

    @Test("One user named twice in an import is one user, with what both say")
    func twice() throws {
        var world = World()
        try world.perform(
            .importUsers([
                UserDraft(username: "anna", fullName: "Anna"), UserDraft(username: "Anna", email: "a@example.org"),
            ]))
        let anna = try #require(world.state.users.find("anna"))
        #expect(world.state.users.count == 1)
        #expect(anna.fullName == "Anna")
        #expect(anna.email == "a@example.org")
    }

    @Test("An import with an unusable text is refused as a whole")
    func refused() throws {
        let world = World()
        let drafts = [UserDraft(username: "anna"), UserDraft(username: "ben", email: "no address")]
        #expect(world.rejection(.importUsers(drafts)) == .unusableText(field: "email", reason: "is no address: no address"))
        #expect(world.rejection(.importUsers([UserDraft(username: " ")])) == .emptyText(field: "username"))
        #expect(world.rejection(.importUsers([UserDraft(username: "a\u{1B}b")]))?.code == "unusableText")
    }

    @Test("The records of an import stay below 64 KiB, however long the texts are")
    func recordSize() throws {
        var world = World()
        let long = String(repeating: "ü", count: 450)
        let drafts = (0..<150).map { UserDraft(username: "user\($0)", fullName: long, phone: long, position: long) }
        try world.perform(.importUsers(drafts))
        #expect(world.state.users.count == 150)
        for (event, _) in world.history {
            guard case .usersChanged(let users) = event else { continue }
            #expect(users.reduce(0) { $0 + $1.fullName.utf8.count + $1.phone.utf8.count + $1.position.utf8.count } < 60_000)
        }
        let huge = UserDraft(
            username: "huge", attributes: (0..<80).map { Attribute(name: "a\($0)", value: String(repeating: "x", count: 900)) })
        #expect(world.rejection(.importUsers([huge]))?.code == "unusableText")
    }

    @Test("Members of a group are counted through every change")
    func members() throws {
        var world = World()
        try world.people("anna", "ben", "cole") { $0.groups = ["Staff"] }
        let staff = try #require(world.state.group(named: "Staff")?.id)
        try world.perform(.removeFromGroup(staff, [try world.user("ben")]))
        try world.perform(.addToGroup(staff, [try world.user("ben"), try world.user("anna")]))
        #expect(world.state.groups[staff]?.memberCount == 3)
        try world.perform(.changeUser(try world.user("cole"), UserDraft(username: "cole", groups: []), ifVersion: nil))
        #expect(world.state.groups[staff]?.memberCount == 2)
        #expect(world.state.contradictions == [])
    }
}
