import Testing

@testable import Domain

@Suite("Why has this user not accepted?")
struct WhyTests {
    private func why(_ world: World, _ name: String) throws -> WhyReport {
        try #require(world.state.why(try world.user(name), context: world.context()))
    }

    private func detail(_ report: WhyReport, _ check: String) -> String? {
        report.chain.first { $0.check == check }?.detail
    }

    @Test("R21: without an address the chain says so, and the next step is to give one; then to send")
    func noEmail() throws {
        var (world, _) = try World.sent()
        let report = try why(world, "cole")
        #expect(report.chain.first { $0.check == "email" } == .init(check: "email", ok: false, detail: "no email address"))
        #expect(detail(report, "sending of #1") == "Not reached: no email")
        #expect(report.nextStep == "Complete the user's record (e, or: rollcall users set cole --email ADDRESS)")
        try world.people("cole")
        #expect(try why(world, "cole").nextStep == "Send it again (r, or: rollcall invitations resend 1 --user cole)")
    }

    @Test("R21: excluded by name, by group, outside the site, not a target, later in scope: each is named")
    func scope() throws {
        var world = World()
        try world.people("anna", "ben", "cole") { $0.sites = ["North"] }
        try world.people("dora") {
            $0.sites = ["North"]; $0.groups = ["Leavers"]
        }
        try world.people("emil")
        try world.location(site: "North")
        let leavers = try #require(world.state.group(named: "Leavers")?.id)
        try world.invite(scope: Scope(targets: .allUsers, excludedUsers: [try world.user("ben")], excludedGroups: [leavers]))
        try world.invite(scope: .users([try world.user("cole")]))
        try world.people("finn") { $0.sites = ["North"] }
        let expected = [
            "ben": "excluded by name", "dora": "excluded by the group Leavers", "emil": "outside the location's site",
            "finn": "came into scope after it was made",
        ]
        for (name, reason) in expected {
            #expect(detail(try why(world, name), "scope of #1") == "not in Staff: \(reason)")
        }
        #expect(detail(try why(world, "anna"), "scope of #2") == "not in Staff: not among its targets")
        #expect(try why(world, "ben").step?.action == "invite")
        #expect(try why(world, "emil").nextStep == "Nothing to do.")
    }

    @Test("R21: sent and not opened: first ask Apple, after the cool-down send again; accepted: nothing to do")
    func progress() throws {
        var (world, id) = try World.sent()
        #expect(detail(try why(world, "anna"), "sending of #1") == "sent 1 time, last just now")
        #expect(detail(try why(world, "anna"), "opening of #1") == "not opened yet")
        #expect(try why(world, "anna").step?.action == "ask")
        world.wait(.days(2))
        #expect(try why(world, "anna").step == .resend(id, try #require(world.state.users.find("anna"))))
        try world.perform(.openLink(try world.key(id, "anna"), generation: 1))
        #expect(detail(try why(world, "anna"), "opening of #1") == "Seen 0 s (link opened)")
        try world.accept("anna")
        let report = try why(world, "anna")
        #expect(report.nextStep == "Nothing to do.")
        #expect(report.chain.last { $0.check == "registration at Paris" }?.ok == true)
        #expect(detail(report, "registration at Paris")?.contains("Apple says Associated") == true)
    }

    @Test("R21: without a portal opening is never known, and the chain says so")
    func noPortal() throws {
        var world = try World.school()
        world.capabilities.portalBaseURL = nil
        try world.invite()
        try world.work()
        #expect(detail(try why(world, "anna"), "opening of #1") == "never known: the mail carries Apple's own link")
    }

    @Test("R21: an ended token, a failed redo and a refusal of Apple come before everything else")
    func urgent() throws {
        var (world, _) = try World.accepted()
        let redo = try world.redo("anna")
        try world.readAssignments(redo, apps: ["1"])
        #expect(try why(world, "anna").nextStep.contains("rollcall redos retry 1"))
        #expect(detail(try why(world, "anna"), "redo at Paris")?.hasPrefix("redo failed while reading what is assigned") == true)
        try world.startWorker()
        try world.record(.tokenRefused(try world.located("Paris"), AppleError(number: 9625, message: "revoked")))
        #expect(try why(world, "anna").nextStep == "Renew the content token (rollcall locations renew Paris --token FILE)")
    }

    @Test("R21: who has a redo under way, and who was passed over by automatic registering, is told so")
    func underWay() throws {
        var (world, _) = try World.accepted()
        let redo = try world.redo("anna")
        try world.readAssignments(redo)
        #expect(try why(world, "anna").nextStep == "Nothing to do now: the redo goes on by itself.")
        try world.perform(.changeLocation(try world.located("Paris"), LocationChanges(autoRegister: true), ifVersion: nil))
        try world.people("ben") { $0.managedAppleAccount = "ben@managed.example.org" }
        let automatic = try world.invite(.automatic, name: "Managed", scope: .users([try world.user("ben")]))
        #expect(try world.recipient(automatic, "ben").reason == StatusReason(.alreadyInvited))
        #expect(detail(try why(world, "ben"), "sending of #2") == "Not reached: already invited, waits for acceptance")
        #expect(try why(world, "ben").step?.action == "resend")
    }

    @Test("R21: who was never invited and has no address is given one first")
    func neverInvited() throws {
        var world = try World.school()
        #expect(try why(world, "cole").step?.action == "edit")
        #expect(try why(world, "anna").step?.action == "invite")
        #expect(detail(try why(world, "anna"), "invitation at Paris") == "no invitation was made there")
        try world.startWorker()
        #expect(World().state.why(UserID(1), context: world.context()) == nil)
    }

    @Test("R21: names that a shell would misread are quoted in the command")
    func quoted() throws {
        var world = try World.school()
        try world.people("o'neil & co") { $0.email = "o@example.org" }
        try world.location("New York")
        #expect(try why(world, "o'neil & co").nextStep.contains("--user 'o'\\''neil & co'"))
    }
}
