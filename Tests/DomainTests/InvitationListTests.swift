import Testing

@testable import Domain

@Suite("The list of invitations")
struct InvitationListTests {
    private func state(_ world: World, _ id: InvitationID) -> InvitationState? {
        world.state.summary(of: id, now: world.now)?.state
    }

    @Test("R9: waiting, registering, sending, sent, complete: each by itself, the first that applies")
    func states() throws {
        var world = try World.school()
        let id = try world.invite(window: .seconds(10))
        #expect(state(world, id) == .queued)
        world.wait(.seconds(10))
        #expect(state(world, id) == .registering(done: 0, of: 2))
        try world.startWorker()
        let paris = try world.located("Paris")
        let request = try #require(try world.claim(.create, paris, [try world.user("anna")]))
        #expect(state(world, id) == .registering(done: 0, of: 2))
        let name = try world.registration("anna").clientUserID
        let record = AppleUserRecord(clientUserID: name, status: "Registered", inviteCode: [1])
        try world.finish(request.id, AppleRequestResult(records: [record]))
        #expect(state(world, id) == .sending(done: 0, of: 2))
        try world.deliver()
        #expect(state(world, id) == .registering(done: 1, of: 2))
        try world.register(at: paris)
        #expect(state(world, id) == .sending(done: 1, of: 2))
        try world.claimDeliveries()
        #expect(state(world, id) == .sending(done: 1, of: 2))
        try world.record(.sent(try world.key(id, "ben")))
        #expect(state(world, id) == .sent)
        try world.accept("anna")
        try world.accept("ben")
        #expect(state(world, id) == .complete(notReached: 1))
        try world.perform(.cancelInvitation(id, ifVersion: nil))
        #expect(state(world, id) == .cancelled)
    }

    @Test("R9: with a failure it is not complete; who had accepted before is not counted as not reached")
    func complete() throws {
        var (world, id) = try World.accepted()
        let second = try world.invite(name: "Again", scope: .users([try world.user("anna")]))
        #expect(state(world, second) == .complete(notReached: 0))
        #expect(world.state.summary(of: second, now: world.now)?.acceptable == 0)
        try world.vanish("ben")
        #expect(state(world, id) == .sent)
        #expect(world.state.summary(of: id, now: world.now)?.problems == 1)
    }

    @Test("R9: what waits for an ended token says so")
    func token() throws {
        var world = try World.school(days: 1)
        let id = try world.invite(window: .hours(1))
        world.wait(.days(2))
        #expect(state(world, id) == .waitingForToken)
        #expect(world.state.workList(now: world.now).map(\.kind) == [.tokenEnded])
    }

    @Test("R9: newest first, with the words of the product and the names of JSON")
    func list() throws {
        var world = try World.school()
        try world.invite(name: "One")
        try world.invite(name: "Two")
        #expect(world.state.invitationSummaries(now: world.now).map(\.name) == ["Two", "One"])
        let states: [(InvitationState, String, String)] = [
            (.sending(done: 4, of: 9), "sending", "Sending 4/9"),
            (.registering(done: 1_000, of: 2_000), "registering", "Registering 1,000/2,000"),
            (.complete(notReached: 14), "complete", "Complete, 14 not reached"),
            (.complete(notReached: 0), "complete", "Complete"),
            (.waitingForToken, "waitingForToken", "Waiting for token"), (.available, "available", "Available"),
            (.queued, "queued", "Waiting"), (.sent, "sent", "Sent"), (.cancelled, "cancelled", "Cancelled"),
        ]
        for (state, name, words) in states {
            #expect(state.name == name)
            #expect(Phrases.invitationState(state) == words)
        }
    }
}
