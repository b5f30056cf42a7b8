import Testing

@testable import Domain

@Suite("Resending")
struct ResendTests {
    @Test("R11: a recipient who accepted is never resent to, by whatever selection")
    func accepted() throws {
        var (world, id) = try World.accepted()
        world.wait(.days(9))
        try world.resend(id, force: true)
        #expect(try world.status(id, "anna") == .accepted)
        #expect(try world.status(id, "ben") == .queued)
        try world.work()
        world.wait(.days(9))
        #expect(try world.resend(id, users: ["anna"], force: true) == [])
        #expect(try world.resend(id, statuses: [.accepted], force: true) == [])
    }

    @Test("R11: nobody left to send to is success, not a refusal")
    func nobody() throws {
        var (world, id) = try World.accepted()
        try world.accept("ben")
        #expect(try world.resend(id) == [])
    }

    @Test("R11: who was reached less than the cool-down ago is left out, and included when forced with a reason")
    func coolDown() throws {
        var (world, id) = try World.sent()
        world.wait(.hours(23))
        let plain = Command.resendInvitation(id, ResendSelection(), takeBackWindow: .zero, ifVersion: nil)
        #expect(world.rejection(plain) == .allInsideCoolDown(count: 2, until: world.now + .hours(1)))
        let forced = Command.resendInvitation(id, ResendSelection(force: true), takeBackWindow: .zero, ifVersion: nil)
        #expect(world.rejection(forced) == .reasonRequired(what: "a resend inside the cool-down"))
        try world.perform(forced, reason: "wrong text")
        #expect(try world.recipient(id, "anna").sendNumber == 2)
    }

    @Test("R11: the sheet counts who goes now, who cools down and who cannot be sent to, and says who sent last")
    func preview() throws {
        var (world, id) = try World.sent()
        world.by = "bob"
        try world.resend(id, users: ["ben"], force: true)
        try world.work()
        world.wait(.minutes(4))
        let soon = try world.state.resendPreview(id, ResendSelection(), context: world.context())
        #expect((soon.notAccepted, soon.now, soon.coolingDown, soon.blocked) == (3, 0, 2, 1))
        #expect(soon.recentSending.map { Phrases.recentSending($0, now: world.now) } == "bob sent this 4 min ago")
        #expect(
            Phrases.resend(soon, coolDown: world.policy.coolDown)
                == "3 not accepted: 0 now, 2 reached less than 24h ago, 1 cannot be sent to")
        world.wait(.days(2))
        let later = try world.state.resendPreview(id, ResendSelection(), context: world.context())
        #expect(later.now == 2)
        #expect(later.sample == ["anna", "ben"])
        #expect(later.recentSending == nil)
    }

    @Test("R11: who accepted or ended is counted apart from who cannot be sent to")
    func settled() throws {
        var (world, id) = try World.accepted()
        world.wait(.days(2))
        let preview = try world.state.resendPreview(id, ResendSelection(), context: world.context())
        #expect((preview.settled, preview.blocked, preview.now) == (1, 1, 1))
        try world.perform(.cancelInvitation(id, ifVersion: nil))
        #expect(throws: Rejection.self) { try world.state.resendPreview(id, ResendSelection(), context: world.context()) }
    }

    @Test("R11: age, status and users narrow a resend")
    func selections() throws {
        var (world, id) = try World.sent()
        world.wait(.days(2))
        #expect(try world.resend(id, olderThan: .days(3)) == [])
        #expect(try world.resend(id, statuses: [.linkOpened]) == [])
        try world.perform(.openLink(try world.key(id, "anna"), generation: 1))
        try world.resend(id, statuses: [.linkOpened])
        #expect(try world.status(id, "anna") == .queued)
        #expect(try world.status(id, "ben") == .sent)
        let stranger = UserID(99)
        let wrong = Command.resendInvitation(id, ResendSelection(users: [stranger]), takeBackWindow: .zero, ifVersion: nil)
        #expect(world.rejection(wrong) == .unknownUser("#99"))
    }

    @Test("R11: the link stays the same through a resend, which gives it new time")
    func link() throws {
        var (world, id) = try World.sent()
        let key = try world.key(id, "anna")
        world.wait(.days(31))
        #expect(world.state.linkState(key, generation: 1, now: world.now, world.policy) == .ended)
        #expect(world.rejection(.openLink(key, generation: 1)) == .linkUnusable(.ended))
        try world.resend(id)
        try world.work()
        #expect(world.state.linkState(key, generation: 1, now: world.now, world.policy) == .open)
    }

    @Test("A skip whose reason is gone is resent; one whose reason stands is not")
    func skipped() throws {
        var (world, id) = try World.sent()
        world.wait(.days(2))
        try world.resend(id)
        #expect(try world.status(id, "cole") == .skipped)
        try world.people("cole")
        try world.resend(id, users: ["cole"])
        #expect(try world.status(id, "cole") == .queued)
    }

    @Test("What is unsure is never sent again by itself; a person settles it")
    func unknown() throws {
        var world = try World.school()
        let id = try world.invite()
        try world.startWorker()
        try world.register(at: try world.located("Paris"))
        for key in try world.claimDeliveries() { try world.record(.unknown(key, reason: "crash")) }
        world.wait(.days(9))
        #expect(try world.resend(id, force: true) == [])
        try world.perform(.settleUnknown(id, [try world.user("anna")], .sent))
        #expect(try world.recipient(id, "anna").timesSent == 1)
        try world.perform(.settleUnknown(id, [try world.user("ben")], .again))
        #expect(try world.status(id, "ben") == .queued)
        #expect(
            world.rejection(.settleUnknown(id, [try world.user("anna")], .again)) == .notUnknown(usernames: ["anna"]))
    }

    @Test("A redo that is before registering again is not disturbed by a resend with the old link")
    func duringRedo() throws {
        var (world, id) = try World.sent()
        world.wait(.days(2))
        try world.redo("anna")
        try world.resend(id)
        #expect(try world.status(id, "anna") == .sent)
        #expect(try world.status(id, "ben") == .queued)
    }
}
