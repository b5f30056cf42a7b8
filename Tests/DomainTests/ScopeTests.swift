import Testing

@testable import Domain

@Suite("Scopes choose people")
struct ScopeTests {
    @Test("R8: targets minus exclusions, cut down by the location's site")
    func scope() throws {
        var world = World()
        try world.people("anna", "ben") {
            $0.sites = ["North"]; $0.groups = ["Staff"]
        }
        try world.people("cole") {
            $0.sites = ["South"]; $0.groups = ["Staff"]
        }
        try world.people("dora") {
            $0.sites = ["North"]; $0.groups = ["Leavers"]
        }
        try world.location("Paris", site: "North")
        let leavers = try #require(world.state.group(named: "Leavers")?.id)
        let id = try world.invite(
            scope: Scope(
                targets: .allUsers, excludedUsers: [try world.user("ben")], excludedGroups: [leavers]))
        let invitation = try #require(world.state.invitations[id])
        #expect(world.state.recipients(of: id).values.map(\.user) == [try world.user("anna")])
        #expect(invitation.excluded == 2)
        #expect(invitation.outsideSite == 1)
    }

    @Test("R8: who is named or in a named group but outside the site is a row that says so")
    func otherSite() throws {
        var world = World()
        try world.people("anna") { $0.groups = ["Staff"] }
        try world.people("ben") {
            $0.groups = ["Staff"]; $0.sites = ["North"]
        }
        try world.location("Paris", site: "North")
        let staff = try #require(world.state.group(named: "Staff")?.id)
        let id = try world.invite(scope: Scope(targets: .listed(users: [], groups: [staff])))
        #expect(try world.recipient(id, "anna").reason == StatusReason(.otherSite))
        #expect(try world.status(id, "ben") == .queued)
    }

    @Test("R8: a scope with nobody in it is refused, and says whom it left out")
    func empty() throws {
        var world = World()
        try world.people("anna")
        try world.location("Paris", site: "North")
        let create = Command.createInvitation(try world.settings(), takeBackWindow: .zero)
        #expect(world.rejection(create) == .emptyScope(excluded: 0, outsideSite: 1))
        let unknown = try world.settings(scope: .users([UserID(99)]))
        #expect(world.rejection(.createInvitation(unknown, takeBackWindow: .zero)) == .unknownUser("#99"))
    }

    @Test("R12: overlap with an open invitation of the location is said in the preview, and both are accepted by one acceptance")
    func overlap() throws {
        var (world, first) = try World.sent()
        let preview = try world.state.preview(try world.settings(name: "Again"), context: world.context())
        #expect(preview.warnings.contains(.overlap(2)))
        #expect(preview.registrationsNeeded == 0)
        let second = try world.invite(name: "Again")
        try world.work()
        try world.perform(.openLink(try world.key(second, "anna"), generation: 1))
        try world.accept("anna")
        #expect(try world.status(second, "anna") == .accepted)
        #expect(try world.recipient(second, "anna").by == nil)
        #expect(try world.recipient(first, "anna").by == second)
        #expect(Phrases.recipient(try world.recipient(first, "anna"), now: world.now) == "Accepted (through #2)")
    }

    @Test("R12: invitations of different locations are accepted each by itself")
    func twoLocations() throws {
        var world = try World.school()
        try world.location("Lyon")
        let paris = try world.invite()
        let lyon = try world.invite(at: "Lyon")
        try world.work()
        try world.accept("anna", at: "Lyon")
        #expect(try world.status(paris, "anna") == .sent)
        #expect(try world.status(lyon, "anna") == .accepted)
    }
}
