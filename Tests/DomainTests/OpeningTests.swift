import Testing

@testable import Domain

@Suite("Links that are opened before the outcome of their mail is known")
struct OpeningTests {
    /// A world in which anna's message is in flight.
    private func inFlight() throws -> (world: World, key: RecipientKey, open: Command) {
        var world = try World.school()
        let id = try world.invite()
        try world.startWorker()
        try world.register(at: try world.located("Paris"))
        try world.claimDeliveries()
        let key = try world.key(id, "anna")
        world.wait(.seconds(1))
        return (world, key, .openLink(key, generation: 1))
    }

    @Test("R10, R30: an opening while the message is in flight is recorded once, and the outcome finds it opened")
    func sent() throws {
        var (world, key, open) = try inFlight()
        #expect(try world.perform(open) == [.linkOpened(key)])
        #expect(try world.perform(open) == [])
        #expect(world.state.recipient(key)?.status == .sending)
        let opened = world.now
        world.wait(.seconds(2))
        try world.record(.sent(key))
        let recipient = try #require(world.state.recipient(key))
        #expect(recipient.status == .linkOpened)
        #expect(recipient.since == opened)
        #expect(recipient.lastSentAt == world.now)
        #expect(recipient.timesSent == 1 && recipient.claimedEpoch == 0)
        #expect(try world.perform(open) == [])
        #expect(world.replayed.facts == world.state.facts)
    }

    @Test("R30: of a message that was opened, its crash leaves no doubt; the late outcome is still counted")
    func unknown() throws {
        var (world, key, open) = try inFlight()
        try world.perform(open)
        let epoch = world.epoch
        try world.startWorker()
        try world.record(.unknown(key, reason: "crash"))
        #expect(world.state.recipient(key)?.status == .linkOpened)
        try world.record(.sent(key), epoch: epoch)
        #expect(world.state.recipient(key)?.status == .linkOpened)
        #expect(world.state.recipient(key)?.timesSent == 1)
    }

    @Test("A message that did not leave after all forgets the opening of an earlier one; a refused one says so")
    func notSent() throws {
        var (world, key, open) = try inFlight()
        try world.perform(open)
        try world.record(.deferred(key, until: world.now, reason: "451 later"))
        #expect(world.state.recipient(key)?.status == .queued)
        try world.deliver()
        #expect(world.state.recipient(key)?.status == .sent)
        #expect(try world.perform(open) == [.linkOpened(key)])

        var (other, same, again) = try inFlight()
        try other.perform(again)
        try other.record(.failed(same, StatusReason(.mailboxRefused)))
        #expect(other.state.recipient(same)?.status == .failed)
    }

    @Test("R11: a message in flight gives an ended link new time before its outcome is known")
    func prolonged() throws {
        var (world, id) = try World.sent()
        let key = try world.key(id, "anna")
        world.wait(.days(31))
        try world.resend(id, users: ["anna"])
        #expect(world.rejection(.openLink(key, generation: 1)) == .linkUnusable(.ended))
        try world.claimDeliveries()
        #expect(try world.perform(.openLink(key, generation: 1)) == [.linkOpened(key)])
    }

    @Test("R15: a redo goes on when the new link was opened before its mail was known to be sent")
    func redo() throws {
        var (world, id) = try World.sent()
        let redo = try world.redo("anna")
        try world.readAssignments(redo)
        try world.retire(at: try world.located("Paris"))
        try world.register(at: try world.located("Paris"))
        try world.claimDeliveries()
        let key = try world.key(id, "anna")
        try world.perform(.openLink(key, generation: 2))
        try world.record(.sent(key))
        #expect(world.state.redos[redo]?.stage == .invited)
    }

    @Test("R12, R14: an acceptance is credited to the link that was opened last, also while its message is in flight")
    func credited() throws {
        var (world, first) = try World.sent()
        let second = try world.invite(name: "Second")
        try world.claimDeliveries()
        world.wait(.seconds(1))
        try world.perform(.openLink(try world.key(first, "anna"), generation: 1))
        world.wait(.seconds(1))
        try world.perform(.openLink(try world.key(second, "anna"), generation: 1))
        try world.accept("anna")
        #expect(try world.recipient(first, "anna").by == second)
        #expect(try world.recipient(second, "anna").by == nil)
    }
}
