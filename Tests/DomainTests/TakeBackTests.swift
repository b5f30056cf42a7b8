import Testing

@testable import Domain

@Suite("Taking back and cancelling")
struct TakeBackTests {
    @Test("R20: nothing leaves the host before the window is over, registration included")
    func window() throws {
        var world = try World.school()
        let id = try world.invite(window: .seconds(10))
        try world.work()
        #expect(try world.status(id, "anna") == .queued)
        #expect(try world.registration("anna").request == nil)
        world.wait(.seconds(10))
        try world.work()
        #expect(try world.status(id, "anna") == .sent)
    }

    @Test("R20: a resend waits for its window too, though Apple knows the people already")
    func resendWindow() throws {
        var (world, id) = try World.sent()
        world.wait(.days(2))
        try world.resend(id, window: .seconds(60))
        try world.work()
        #expect(try world.recipient(id, "anna").timesSent == 1)
        world.wait(.seconds(60))
        try world.work()
        #expect(try world.recipient(id, "anna").timesSent == 2)
    }

    @Test("R20: a recall takes what no worker has claimed, and Apple is not asked for its sake")
    func recall() throws {
        var world = try World.school()
        let id = try world.invite(window: .seconds(10))
        try world.perform(.recallSending(RecallSelection(invitation: id)))
        #expect(try world.status(id, "anna") == .cancelled)
        #expect(try world.registration("anna").status == .notInvited)
        #expect(world.state.outbox.isEmpty)
        #expect(world.rejection(.recallSending(RecallSelection(invitation: id))) == .nothingToRecall(claimed: 0))
    }

    @Test("R20: what is on its way is beyond recall, and is counted in the refusal")
    func claimed() throws {
        var world = try World.school()
        let id = try world.invite()
        try world.startWorker()
        try world.register(at: try world.located("Paris"))
        #expect(try world.claimDeliveries().count == 2)
        #expect(world.rejection(.recallSending(RecallSelection(invitation: id))) == .nothingToRecall(claimed: 2))
    }

    @Test("R20: a recalled resend gives each recipient back what it was", arguments: [false, true])
    func givesBack(failed: Bool) throws {
        var (world, id) = try World.sent()
        try world.people("cole")
        world.wait(.hours(30))
        if failed {
            try world.resend(id, users: ["anna"])
            try world.claimDeliveries().forEach { try world.record(.failed($0, StatusReason(.mailboxRefused, detail: "550"))) }
        } else {
            try world.perform(.openLink(try world.key(id, "anna"), generation: 1))
        }
        world.wait(.days(2))
        let before = try ["anna", "ben", "cole"].map { try world.recipient(id, $0) }
        try world.resend(id, window: .seconds(10))
        #expect(try world.status(id, "cole") == .queued)
        world.wait(.seconds(5))
        try world.perform(.recallSending(RecallSelection(invitation: id)))
        let after = try ["anna", "ben", "cole"].map { try world.recipient(id, $0) }
        #expect(after.map(\.status) == before.map(\.status))
        #expect(after.map(\.reason) == before.map(\.reason))
        #expect(after.map(\.since) == before.map(\.since))
        #expect(world.state.contradictions == [])
    }

    @Test("Cancelling recalls what is queued, ends open links and keeps what was accepted")
    func cancel() throws {
        var (world, id) = try World.accepted()
        try world.perform(.cancelInvitation(id, ifVersion: nil))
        #expect(try world.status(id, "anna") == .accepted)
        #expect(try world.status(id, "ben") == .cancelled)
        let link = world.state.linkState(try world.key(id, "ben"), generation: 1, now: world.now, world.policy)
        #expect(link == .ended)
        #expect(world.rejection(.cancelInvitation(id, ifVersion: nil))?.code == "alreadyCancelled")
    }

    @Test("A message in flight while its invitation is cancelled counts as sent, and the recipient ends")
    func cancelInFlight() throws {
        var world = try World.school()
        let id = try world.invite()
        try world.startWorker()
        try world.register(at: try world.located("Paris"))
        let keys = try world.claimDeliveries()
        try world.perform(.cancelInvitation(id, ifVersion: nil))
        #expect(try world.status(id, "anna") == .sending)
        for key in keys { try world.record(.sent(key)) }
        #expect(try world.status(id, "anna") == .cancelled)
        #expect(try world.recipient(id, "anna").timesSent == 1)
        #expect(world.state.outbox.isEmpty)
    }
}
