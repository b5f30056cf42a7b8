import Testing

@testable import Domain

@Suite("Workers and epochs")
struct WorkerTests {
    /// The school's invitation with two messages claimed by the worker of epoch 1.
    private func claimed() throws -> (world: World, invitation: InvitationID, keys: [RecipientKey]) {
        var world = try World.school()
        let id = try world.invite()
        try world.startWorker()
        try world.register(at: try world.located("Paris"))
        let keys = try world.claimDeliveries()
        return (world, id, keys)
    }

    @Test("R30: a worker of an older epoch may claim nothing")
    func olderEpoch() throws {
        var (world, _, _) = try claimed()
        try world.startWorker()
        let paris = try world.located("Paris")
        #expect(world.rejection(.claimAppleRequest(epoch: 1, .create, paris, [])) == .olderEpoch(current: 2))
        #expect(world.rejection(.recordWork(epoch: 1, [], claim: [])) == .olderEpoch(current: 2))
        #expect(world.rejection(.resumeAppleRequest(epoch: 1, AppleRequestID(1))) == .olderEpoch(current: 2))
    }

    @Test("R30: a late outcome of an older epoch is kept as evidence: it settles what was unsure, and claims nothing")
    func lateOutcome() throws {
        var (world, id, keys) = try claimed()
        try world.startWorker()
        for key in keys { try world.record(.unknown(key, reason: "stopped")) }
        #expect(try world.status(id, "anna") == .unknown)
        try world.record(.sent(try world.key(id, "anna")), epoch: 1)
        #expect(try world.status(id, "anna") == .sent)
        #expect(try world.recipient(id, "anna").timesSent == 1)
        #expect(try world.status(id, "ben") == .unknown)
        let failed = WorkOutcome.failed(try world.key(id, "ben"), StatusReason(.mailboxRefused))
        #expect(world.rejection(.recordWork(epoch: 1, [failed], claim: [])) == .olderEpoch(current: 2))
    }

    @Test("R30: the same outcome recorded twice counts once")
    func twice() throws {
        var (world, id, keys) = try claimed()
        for key in keys + keys { try world.record(.sent(key)) }
        #expect(try world.recipient(id, "anna").timesSent == 1)
    }

    @Test("R30: an outcome about a message that nobody claimed is no fact")
    func unclaimed() throws {
        var world = try World.school()
        let id = try world.invite()
        try world.startWorker()
        try world.record(.sent(try world.key(id, "anna")))
        #expect(try world.recipient(id, "anna").timesSent == 0)
        #expect(try world.status(id, "anna") == .queued)
    }

    @Test("R30: a claim that is released goes again, once")
    func released() throws {
        var (world, id, keys) = try claimed()
        try world.record(.released(keys, reason: "no connection"))
        #expect(try world.status(id, "anna") == .queued)
        #expect(try world.claimDeliveries().count == 2)
        #expect(try world.claimDeliveries().isEmpty)
    }

    @Test("R30: no message is claimed twice, even when it is asked for twice at once")
    func claimedOnce() throws {
        var world = try World.school()
        let id = try world.invite()
        try world.startWorker()
        try world.register(at: try world.located("Paris"))
        let key = try world.key(id, "anna")
        let events = try world.perform(.recordWork(epoch: 1, [], claim: [key, key]))
        #expect(events == [.deliveriesClaimed(epoch: 1, [key])])
    }

    @Test("R30: temporary failures are put off and counted; used up, they are a failure with the server's own line")
    func deferred() throws {
        var (world, id, _) = try claimed()
        let key = try world.key(id, "anna")
        for attempt in 1...8 {
            #expect(try world.recipient(id, "anna").attempts == attempt - 1)
            try world.record(.deferred(key, until: world.now + .minutes(5), reason: "451 busy"))
            world.wait(.minutes(5))
            try world.claimDeliveries()
        }
        let row = try world.recipient(id, "anna")
        #expect(row.reason == StatusReason(.temporaryFailuresUsedUp, detail: "451 busy"))
        #expect(Phrases.recipient(row, now: world.now) == "Problem: mail server kept putting it off (451 busy)")
    }

    @Test("R30: a new worker takes a call up again and learns its outcome")
    func resume() throws {
        var world = try World.school()
        let id = try world.invite()
        try world.startWorker()
        let request = try #require(try world.claim(.create, try world.located("Paris"), [try world.user("anna")]))
        try world.startWorker()
        try world.perform(.resumeAppleRequest(epoch: 2, request.id))
        #expect(world.state.appleRequests[request.id]?.epoch == 2)
        let name = try world.registration("anna").clientUserID
        let record = AppleUserRecord(clientUserID: name, status: "Registered", inviteCode: [1])
        try world.finish(request.id, AppleRequestResult(records: [record], readBack: true))
        try world.deliver()
        #expect(try world.status(id, "anna") == .sent)
    }

    @Test("An acceptance while the message is in flight wins; the message still counts")
    func acceptedInFlight() throws {
        var (world, id, keys) = try claimed()
        try world.accept("anna")
        for key in keys { try world.record(.sent(key)) }
        #expect(try world.status(id, "anna") == .accepted)
        #expect(try world.recipient(id, "anna").timesSent == 1)
    }
}
