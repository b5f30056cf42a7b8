import Columns
import Testing

@testable import Domain

@Suite("The usage of an invitation")
struct UsageTests {
    /// anna accepted, ben opened his link, cole has no address, dora failed, emil was sent to, finn waits.
    private func school() throws -> (world: World, invitation: InvitationID) {
        var world = try World.school()
        try world.people("dora", "emil", "finn")
        let id = try world.invite()
        try world.startWorker()
        try world.register(at: try world.located("Paris"))
        for key in try world.claimDeliveries() {
            switch world.state.users[key.user]?.username {
            case "dora": try world.record(.failed(key, StatusReason(.mailboxRefused, detail: "550 no such user")))
            case "finn": try world.record(.deferred(key, until: world.now + .days(30), reason: "451"))
            default: try world.record(.sent(key))
            }
        }
        world.wait(.days(2))
        try world.perform(.openLink(try world.key(id, "ben"), generation: 1))
        try world.accept("anna")
        world.wait(.days(7))
        return (world, id)
    }

    private func names(_ world: World, _ ids: [UserID]) -> [String] { ids.compactMap { world.state.users[$0]?.username } }

    @Test("R10: what needs attention first: problems, open ones oldest first, waiting, not reached, accepted")
    func order() throws {
        let (world, id) = try school()
        #expect(names(world, world.state.usage(of: id)) == ["dora", "ben", "emil", "finn", "cole", "anna"])
    }

    @Test("R10: status, search, users and age narrow the view")
    func filter() throws {
        let (world, id) = try school()
        func shown(_ filter: UsageFilter) -> [String] { names(world, world.state.usage(of: id, filter: filter)) }
        #expect(shown(UsageFilter(statuses: [.accepted, .skipped])) == ["cole", "anna"])
        #expect(shown(UsageFilter(query: SearchQuery("ann"))) == ["anna"])
        #expect(shown(UsageFilter(query: SearchQuery(""))).count == 6)
        #expect(shown(UsageFilter(users: IDSet([try world.user("emil"), try world.user("ben")]))) == ["ben", "emil"])
        #expect(shown(UsageFilter(olderThan: world.now)) == ["ben", "emil", "anna"])
        #expect(shown(UsageFilter(statuses: [.sent], olderThan: world.now - .days(10))) == [])
    }

    @Test("R10: every status in the words of the product")
    func words() throws {
        let (world, id) = try school()
        func words(_ name: String) throws -> String { Phrases.recipient(try world.recipient(id, name), now: world.now) }
        #expect(try words("anna") == "Accepted")
        #expect(try words("ben") == "Seen 7d (link opened)")
        #expect(try words("cole") == "Not reached: no email")
        #expect(try words("dora") == "Problem: mailbox unknown (550 no such user)")
        #expect(try words("emil") == "Sent 9d")
        #expect(try words("finn") == "Waiting")
        var row = Recipient(user: UserID(1), status: .autoRegistered, since: world.now)
        #expect(Phrases.recipient(row, now: world.now) == "Automatic")
        for (status, text) in [(RecipientStatus.cancelled, "cancelled"), (.superseded, "replaced"), (.leftScope, "left scope")] {
            row.status = status
            #expect(Phrases.recipient(row, now: world.now) == "Ended: \(text)")
        }
        row.status = .unknown
        #expect(Phrases.recipient(row, now: world.now) == "Problem: unsure if sent")
        row.status = .mismatch
        #expect(Phrases.recipient(row, now: world.now) == "Problem: wrong account?")
    }

    @Test("R10: the funnel's groups sum to the recipients, and each bar holds the next")
    func funnel() throws {
        let (world, id) = try school()
        let funnel = try #require(world.state.funnel(of: id))
        #expect(funnel.recipients == 6)
        #expect(
            funnel.queued + funnel.sent + funnel.opened + funnel.accepted + funnel.problems + funnel.skipped + funnel.ended == 6)
        #expect((funnel.sentOrFurther, funnel.openedOrFurther, funnel.accepted) == (3, 2, 1))
    }

    @Test("R10: acceptances by day, oldest first, today last; older ones are left out")
    func perDay() throws {
        var (world, id) = try school()
        try world.accept("ben")
        #expect(world.state.acceptedPerDay(of: id, days: 8, now: world.now) == [1, 0, 0, 0, 0, 0, 0, 1])
        #expect(world.state.acceptedPerDay(of: id, days: 3, now: world.now) == [0, 0, 1])
        #expect(world.state.acceptedPerDay(of: id, days: 0, now: world.now) == [])
        let night = Instant(milliseconds: world.now.milliseconds / 86_400_000 * 86_400_000 + 86_399_000)
        #expect(world.state.acceptedPerDay(of: id, days: 1, now: night, offsetMinutes: 60) == [0])
    }

    @Test("R10: a row tells of the redo that runs")
    func redo() throws {
        var (world, id) = try school()
        #expect(world.state.usageRow(try world.key(id, "anna"), now: world.now)?.redo == nil)
        let redo = try world.redo("anna")
        #expect(world.state.usageRow(try world.key(id, "anna"), now: world.now)?.redo?.id == redo)
        #expect(world.state.usageRow(RecipientKey(id, UserID(99)), now: world.now) == nil)
    }
}
