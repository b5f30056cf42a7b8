import Columns
import Testing

@testable import Domain

@Suite("Overviews: users, the one number, work list, outbox, redos")
struct OverviewTests {
    @Test("R34: everybody inside the site is counted once, with reasons, token, outbox and the age of Apple's answer")
    func oneNumber() throws {
        var world = World()
        try world.people("anna", "ben", "dora") { $0.sites = ["North"] }
        try world.people("cole") {
            $0.sites = ["North"]; $0.email = ""
        }
        try world.people("emil") { $0.sites = ["South"] }
        try world.location(site: "North", days: 74)
        try world.invite(scope: .users(try ["anna", "ben", "cole"].map(world.user)))
        try world.work()
        try world.accept("anna")
        let paris = try world.located("Paris")
        try world.perform(.observeApple(AppleReading(location: paris, cause: .sync, records: [], finishedVersion: "v")))
        world.wait(.seconds(40))
        let report = world.state.statusReport(now: world.now)
        let row = try #require(report.locations.first)
        #expect((row.users, row.accepted, row.invited, row.notInvited, row.problems) == (4, 1, 1, 1, 0))
        #expect(row.notReachable == [.noEmail: 1])
        #expect(report.share == 0.25)
        #expect(world.state.acceptedShare(at: paris) == (1, 4))
        #expect(
            report.oneLine == "Paris: 1 of 4 accepted (25 %), 1 invited, 0 waiting, 1 not invited, 1 not reachable, "
                + "0 problems, token 73d, Apple 40 s")
    }

    @Test("R34: several locations are summed, one can be asked for alone, and an empty store says so")
    func severalLocations() throws {
        var (world, _) = try World.accepted()
        let lyon = try world.location("Lyon")
        #expect(world.state.statusReport(now: world.now).oneLine.hasPrefix("1 of 6 accepted (16 %); Paris: 1 of 3"))
        #expect(world.state.statusReport(location: lyon, now: world.now).oneLine.hasPrefix("Lyon: 0 of 3 accepted (0 %)"))
        #expect(World().state.statusReport(now: world.now).oneLine == "no location yet")
        #expect(Phrases.percent(9_999, of: 10_000) == "99 %")
    }

    @Test("The overall status of a user: redo, problem, accepted, sent, waiting, not reached, not invited")
    func overall() throws {
        var (world, id) = try World.accepted()
        try world.people("dora")
        func words(_ name: String) throws -> String {
            let (status, since) = world.state.overallStatus(of: try world.user(name))
            return Phrases.overall(status, since: since, now: world.now)
        }
        world.wait(.days(8))
        #expect(try words("anna") == "Accepted")
        #expect(try words("ben") == "Sent 9d")
        #expect(try words("cole") == "Not reached: no email")
        #expect(try words("dora") == "Not invited")
        try world.resend(id)
        #expect(try words("ben") == "Waiting")
        try world.redo("anna")
        try world.work()
        world.wait(.days(3))
        #expect(try words("anna") == "Redo: waiting for acceptance 3d")
        try world.vanish("ben")
        #expect(try words("ben") == "Problem: retired at Apple by somebody else")
    }

    @Test("A user's summary names every location, group and site, with Apple's own word beside ours")
    func summary() throws {
        var (world, _) = try World.accepted()
        try world.location("Lyon")
        try world.people("anna") {
            $0.groups = ["Staff"]; $0.sites = ["North"]
        }
        let summary = try #require(world.state.userSummary(try world.user("anna"), now: world.now))
        #expect(summary.registrations.map(\.locationName) == ["Paris", "Lyon"])
        #expect(summary.registrations.map(\.status) == [.accepted, .notInvited])
        #expect(summary.registrations.map(\.appleStatus) == ["Associated", nil])
        #expect(summary.groups == ["Staff"])
        #expect(summary.sites == ["North"])
    }

    @Test("R16: one box searches all fields, without regard to case and accents, and follows every change")
    func search() throws {
        var world = World()
        try world.people("anna") {
            $0.fullName = "Ánna Bérg"
            $0.phone = "0123"
            $0.managedAppleAccount = "managed@example.com"
            $0.devices = [Device(serial: "C02XYZ")]
        }
        try world.people("ben")
        let anna = [try world.user("anna")]
        for text in ["anna berg", "BERG", "012", "managed", "c02", "an*a", "\"nna b\""] {
            #expect(world.state.users.search(SearchQuery(text)) == anna, "\(text)")
        }
        #expect(world.state.users.count(SearchQuery("")) == 2)
        try world.perform(.changeUser(anna[0], UserDraft(username: "anna", fullName: "Anna Cole"), ifVersion: nil))
        #expect(world.state.users.search(SearchQuery("berg")).isEmpty)
        #expect(world.state.users.search(SearchQuery("cole")) == anna)
    }

    @Test("R22: each problem is in the work list with words and a next step")
    func workList() throws {
        var world = try World.school()
        let id = try world.invite()
        try world.startWorker()
        try world.register(at: try world.located("Paris"))
        try world.claimDeliveries()
        try world.record(
            .failed(try world.key(id, "anna"), StatusReason(.mailboxRefused, detail: "550")),
            .unknown(try world.key(id, "ben"), reason: "crash"))
        let items = world.state.workList(now: world.now)
        #expect(items.map(\.kind) == [.failed, .unknown])
        #expect(items.map(\.username) == ["anna", "ben"])
        #expect(items[0].words == "anna, #1 Staff: mailbox unknown (550)")
        #expect(items[0].nextStep == "Complete the user's record (e, or: rollcall users set anna --email ADDRESS)")
        #expect(items[1].nextStep.contains("rollcall invitations settle 1 --user ben"))
        #expect(world.state.workList(kinds: [.unknown], now: world.now).count == 1)
        #expect(world.state.workCount(now: world.now) == 2)
        try world.perform(.cancelInvitation(id, ifVersion: nil))
        #expect(world.state.workList(now: world.now) == [])
    }

    @Test("R20: the outbox shows what waits, until when, and what is in flight")
    func outbox() throws {
        var world = try World.school()
        let id = try world.invite(window: .seconds(10))
        try world.perform(.requestRead(try world.located("Paris"), users: [try world.user("anna")]))
        let first = world.state.outboxList(now: world.now)
        #expect(first.rows.map(\.kind) == [.messages(id), .registrations, .read(ReadRequestID(1))])
        #expect((first.messages, first.registrations, first.reads) == (2, 2, 1))
        #expect(first.rows.map(\.notBefore) == [world.now + .seconds(10), world.now + .seconds(10), nil])
        #expect(
            first.rows.map(Phrases.outbox) == ["2 messages of #1 Staff", "2 users to register at Paris", "read anna at Paris"])
        #expect(world.state.statusReport(now: world.now).outbox == 3)
        world.wait(.seconds(10))
        try world.startWorker()
        try world.register(at: try world.located("Paris"))
        try world.claimDeliveries()
        #expect(world.state.outboxList(now: world.now).rows.map(\.kind) == [.messagesInFlight(id), .read(ReadRequestID(1))])
    }

    @Test("R15: running redos stand before finished ones, each newest first")
    func redos() throws {
        var (world, _) = try World.accepted()
        let first = try world.redo("anna")
        let second = try world.redo("ben")
        try world.perform(.cancelRedo(first))
        let third = try world.redo("anna")
        #expect(world.state.redoRows().map(\.redo.id) == [third, second, first])
        #expect(world.state.redoRows().map(\.username) == ["anna", "ben", "anna"])
        #expect(world.state.redosRunning.running == 2)
        #expect(world.state.redoRows().last?.redo.finishedAt == world.now)
    }
}
