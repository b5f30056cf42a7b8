import Testing

@testable import Domain

@Suite("R28: the version of a user")
struct UserVersionTests {
    private func change(_ world: World, phone: String, ifVersion: UInt64?) throws -> Command {
        .changeUser(try world.user("anna"), UserDraft(username: "anna", phone: phone), ifVersion: ifVersion)
    }

    private func version(_ world: World, _ name: String = "anna") throws -> UInt64 {
        try #require(world.state.decision(about: try world.user(name))?.sequence)
    }

    @Test("R28: a change on the version that stands is taken, and makes a new one")
    func right() throws {
        var world = World()
        try world.people("anna")
        let before = try version(world)
        try world.perform(try change(world, phone: "1", ifVersion: before))
        #expect(try version(world) == world.state.sequence)
        #expect(try version(world) > before)
        #expect(world.state.users.find("anna")?.phone == "1")
    }

    @Test("R28: a change on an older version is refused with who changed what when, and changes nothing")
    func stale() throws {
        var world = World()
        try world.people("anna")
        let before = try version(world)
        world.by = "bob"
        world.wait(.minutes(4))
        try world.perform(try change(world, phone: "1", ifVersion: before))
        let changedAt = world.now
        world.by = "ada"
        world.wait(.minutes(4))
        #expect(
            world.rejection(try change(world, phone: "2", ifVersion: before))
                == .staleDecision(subject: "user anna", what: "usersChanged", by: "bob", at: changedAt))
        #expect(world.state.users.find("anna")?.phone == "1")
        #expect(try world.perform(try change(world, phone: "2", ifVersion: nil)).count == 1)
    }

    @Test("R28: a version that the user never had is refused like an older one")
    func unheardOf() throws {
        var world = World()
        try world.people("anna")
        #expect(world.rejection(try change(world, phone: "1", ifVersion: 4_000))?.isStale == true)
        #expect(world.rejection(try change(world, phone: "1", ifVersion: 0))?.isStale == true)
    }

    @Test("R28: what changes others, or changes nothing, leaves the version; import and group make a new one")
    func whatCounts() throws {
        var world = World()
        try world.people("anna", "ben")
        let first = try version(world)
        #expect(try version(world, "ben") == first)
        try world.people("anna")
        try world.people("ben") { $0.phone = "1" }
        #expect(try version(world) == first)
        #expect(try version(world, "ben") > first)
        try world.people("anna") { $0.phone = "1" }
        let second = try version(world)
        #expect(second > first)
        try world.perform(.createGroup(name: "Staff"))
        let staff = try #require(world.state.group(named: "Staff")?.id)
        try world.perform(.addToGroup(staff, [try world.user("anna")]))
        #expect(try version(world) > second)
        #expect(world.state.decision(about: try world.user("anna"))?.what == "groupMembersChanged")
    }

    @Test("Only decisions that are somebody's last are kept")
    func kept() throws {
        var world = World()
        try world.people("anna", "ben", "cole")
        #expect(world.state.userDecisions.count == 1)
        for number in 1...20 { try world.people("anna") { $0.phone = "\(number)" } }
        #expect(world.state.userDecisions.count == 2)
        try world.people("anna", "ben", "cole") { $0.position = "Teacher" }
        #expect(world.state.userDecisions.count == 1)
        #expect(world.replayed.decision(about: try world.user("ben")) == world.state.decision(about: try world.user("ben")))
    }
}
