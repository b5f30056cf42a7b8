import Testing

@testable import Domain

@Suite("A new mail for the person behind an ended link")
struct NewMailTests {
    @Test("R11: who asks on the page of an ended link is sent one mail through the outbox, and the same link works again")
    func again() throws {
        var (world, id) = try World.sent()
        let key = try world.key(id, "anna")
        world.wait(.days(31))
        let events = try world.perform(.askForNewMail(key, generation: 1))
        let queued = RecipientsQueued(
            invitation: id, cause: .asked, automatic: false, notBefore: world.now, users: [key.user])
        #expect(events == [.recipientsQueued(queued)])
        #expect(Phrases.event(events[0], in: world.state) == "#1 Staff: a new mail was asked for by anna")
        try world.work()
        #expect(try world.recipient(id, "anna").timesSent == 2)
        #expect(try world.recipient(id, "ben").timesSent == 1)
        #expect(world.state.linkState(key, generation: 1, now: world.now, world.policy) == .open)
    }

    @Test("R11: a person's own wish is granted once a day, also when nothing came of the first")
    func onceADay() throws {
        var (world, id) = try World.sent()
        let key = try world.key(id, "anna")
        let ask = Command.askForNewMail(key, generation: 1)
        world.wait(.days(31))
        let next = world.now + .hours(24)
        try world.perform(ask)
        for key in try world.claimDeliveries() { try world.record(.failed(key, StatusReason(.mailboxRefused))) }
        #expect(world.rejection(ask) == .askedAlready(until: next))
        world.wait(Span(milliseconds: Span.hours(24).milliseconds - 1))
        #expect(world.rejection(ask) == .askedAlready(until: next))
        world.wait(Span(milliseconds: 1))
        #expect(try world.perform(ask).count == 1)
    }

    @Test("R11: one who follows ended links of several invitations of a location is sent one mail a day from there")
    func onceForAll() throws {
        var (world, first) = try World.sent()
        let second = try world.invite(name: "Again")
        try world.work()
        world.wait(.days(31))
        try world.perform(.askForNewMail(try world.key(first, "anna"), generation: 1))
        try world.work()
        let other = Command.askForNewMail(try world.key(second, "anna"), generation: 1)
        #expect(world.rejection(other) == .askedAlready(until: world.now + .hours(24)))
        #expect(try world.perform(.askForNewMail(try world.key(second, "ben"), generation: 1)).count == 1)
    }

    @Test("R11: nobody who accepted is sent to on their own wish, through whatever old link")
    func accepted() throws {
        var (world, id) = try World.sent()
        let key = try world.key(id, "anna")
        try world.redo("anna")
        try world.work()
        try world.accept("anna")
        world.wait(.days(40))
        #expect(world.rejection(.askForNewMail(key, generation: 1)) == .nothingToSendAgain(username: "anna"))
        #expect(world.rejection(.askForNewMail(key, generation: 2)) == .linkUnusable(.used))
    }

    @Test("R11, R15: the link that a redo replaced brings the mail with the new one again")
    func afterRedo() throws {
        var (world, id) = try World.sent()
        let key = try world.key(id, "anna")
        try world.redo("anna")
        try world.work()
        try world.perform(.askForNewMail(key, generation: 1))
        #expect(try world.recipient(id, "anna").isRedo)
        try world.work()
        #expect(try world.recipient(id, "anna").generation == 2)
        #expect(world.state.linkState(key, generation: 2, now: world.now, world.policy) == .open)
    }

    @Test("R11, R20: a cancelled invitation sends nothing again; another open one of the location does, the newest first")
    func cancelled() throws {
        var (world, id) = try World.sent()
        let ask = Command.askForNewMail(try world.key(id, "anna"), generation: 1)
        try world.perform(.cancelInvitation(id, ifVersion: nil))
        #expect(world.rejection(ask) == .nothingToSendAgain(username: "anna"))
        let older = try world.invite(name: "Older")
        let newer = try world.invite(name: "Newer")
        try world.work()
        try world.perform(ask)
        #expect(try world.status(newer, "anna") == .queued)
        #expect(try world.status(older, "anna") == .sent)
    }

    @Test("R11: a link that works, one of nobody and one whose mail is on its way already bring no mail")
    func nothingToDo() throws {
        var (world, id) = try World.sent()
        let key = try world.key(id, "anna")
        #expect(world.rejection(.askForNewMail(key, generation: 1)) == .linkUnusable(.open))
        #expect(world.rejection(.askForNewMail(RecipientKey(id, UserID(99)), generation: 1)) == .linkUnusable(.unknown))
        world.wait(.days(31))
        try world.resend(id, users: ["anna"], window: .minutes(1))
        #expect(try world.perform(.askForNewMail(key, generation: 1)) == [])
    }

    @Test("R11: a person's own wish registers nobody: one whom somebody else retired at Apple is left to an administrator")
    func retiredElsewhere() throws {
        var (world, id) = try World.sent()
        try world.vanish("anna")
        world.wait(.days(31))
        let ask = Command.askForNewMail(try world.key(id, "anna"), generation: 1)
        #expect(world.rejection(ask) == .nothingToSendAgain(username: "anna"))
    }

    @Test("R11, R6: what keeps an administrator from resending keeps the person from it, too")
    func means() throws {
        var (world, id) = try World.sent()
        let ask = Command.askForNewMail(try world.key(id, "anna"), generation: 1)
        world.wait(.days(31))
        world.capabilities.mail = nil
        #expect(world.rejection(ask) == .noMailTransport)
        world.capabilities = .all
        try world.people("anna") { $0.email = "" }
        #expect(world.rejection(ask) == .nothingToSendAgain(username: "anna"))
    }

    @Test("R20, R28: a wish that is taken back leaves what was, and no sheet takes it for an administrator's sending")
    func takenBack() throws {
        var (world, id) = try World.sent()
        world.wait(.days(31))
        try world.perform(.askForNewMail(try world.key(id, "anna"), generation: 1))
        let preview = try world.state.resendPreview(id, ResendSelection(), context: world.context())
        #expect(preview.recentSending == nil)
        try world.perform(.recallSending(RecallSelection(invitation: id)))
        #expect(try world.status(id, "anna") == .sent)
    }
}
