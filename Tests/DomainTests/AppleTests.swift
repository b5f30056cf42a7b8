import Testing

@testable import Domain

@Suite("What Apple shows")
struct AppleTests {
    @Test("R14: an opened link and a message sent are not acceptance; only Apple's word is")
    func acceptance() throws {
        var (world, id) = try World.sent()
        try world.perform(.openLink(try world.key(id, "anna"), generation: 1))
        #expect(try world.status(id, "anna") == .linkOpened)
        #expect(try world.registration("anna").status == .invited)
        try world.accept("anna")
        #expect(try world.status(id, "anna") == .accepted)
        #expect(try world.registration("anna").appleStatus == "Associated")
    }

    @Test("R14: opening a link again and again is recorded once")
    func openedOnce() throws {
        var (world, id) = try World.sent()
        let open = Command.openLink(try world.key(id, "anna"), generation: 1)
        #expect(try world.perform(open).count == 1)
        #expect(try world.perform(open) == [])
        try world.resend(id, users: ["anna"], force: true)
        #expect(try world.perform(open) == [])
    }

    @Test("R14: the age of Apple's answer is that of a finished read")
    func age() throws {
        var (world, _) = try World.sent()
        let paris = try world.located("Paris")
        #expect(world.state.locations[paris]?.lastReadAt == nil)
        try world.perform(.observeApple(AppleReading(location: paris, cause: .sync, records: [], finishedVersion: "v1")))
        #expect(world.state.locations[paris]?.lastReadAt == world.now)
    }

    @Test("A regular read without news is recorded each half hour only; with news, or asked for, at once")
    func quietReads() throws {
        var (world, _) = try World.sent()
        let paris = try world.located("Paris")
        func quiet(_ version: String, answers: ReadRequestID? = nil) -> Command {
            .observeApple(AppleReading(location: paris, cause: .sync, records: [], finishedVersion: version, answers: answers))
        }
        #expect(try world.perform(quiet("v1")) == [.locationRead(paris, version: "v1")])
        let first = world.now
        world.wait(.minutes(29))
        #expect(try world.perform(quiet("v2")) == [])
        #expect(world.state.locations[paris]?.lastReadAt == first)
        try world.perform(.requestRead(paris, users: []))
        let request = try #require(world.state.readRequests.values.first { _ in true }?.id)
        #expect(try world.perform(quiet("v2", answers: request)).first == .locationRead(paris, version: "v2"))
        world.wait(.minutes(1))
        let name = try world.registration("anna").clientUserID
        let news = AppleReading(
            location: paris, cause: .sync, records: [AppleUserRecord(clientUserID: name, status: "Associated", idHash: "h")],
            finishedVersion: "v3")
        #expect(try world.perform(.observeApple(news)).contains(.locationRead(paris, version: "v3")))
        world.wait(.minutes(30))
        #expect(try world.perform(quiet("v4")) == [.locationRead(paris, version: "v4")])
    }

    @Test("A token that Apple calls ended is shown as ended, a revoked one as revoked, any other as refused; a new one heals")
    func refusedTokens() throws {
        for (number, state, code, kind) in [
            (9621, Location.TokenState.ended, "locationTokenExpired", WorkItem.Kind.tokenEnded),
            (9625, .revoked, "locationTokenRevoked", .tokenRevoked), (9622, .refused, "locationTokenRefused", .tokenRefused),
        ] {
            var world = try World.school()
            let paris = try world.located("Paris")
            try world.startWorker()
            try world.record(.tokenRefused(paris, AppleError(number: number, message: "no")))
            let refusedAt = world.now
            world.wait(.hours(1))
            let location = try #require(world.state.locations[paris])
            #expect(location.tokenState(at: world.now) == state)
            #expect(Phrases.token(location, now: world.now).hasPrefix(Phrases.tokenState(state)))
            #expect(world.rejection(.requestRead(paris, users: []))?.code == code)
            let item = try #require(world.state.workList(now: world.now).first)
            #expect(item.kind == kind && item.since == refusedAt)
            let token = LocationChanges.NewToken(uniqueLocationID: "pool-Paris", expires: location.settings.tokenExpires)
            try world.perform(.changeLocation(paris, LocationChanges(token: token), ifVersion: nil))
            #expect(world.state.locations[paris]?.isUsable(at: world.now) == true)
        }
    }

    @Test("Retired by somebody else at Apple: the recipients fail with that reason, and a resend registers again")
    func retiredElsewhere() throws {
        var (world, id) = try World.accepted()
        try world.vanish("anna")
        #expect(try world.registration("anna").status == .retired)
        #expect(try world.recipient(id, "anna").reason == StatusReason(.retiredElsewhere))
        #expect(world.state.workList(now: world.now).map(\.kind) == [.retiredElsewhere])
        world.wait(.days(2))
        try world.resend(id, users: ["anna"])
        try world.work()
        #expect(try world.status(id, "anna") == .sent)
        #expect(try world.registration("anna").generation == 2)
    }

    @Test("Retired by somebody else during a redo: before the retire it is taken over, after it the redo fails and can go on")
    func retiredDuringRedo() throws {
        var (world, _) = try World.accepted()
        let first = try world.redo("anna")
        try world.vanish("anna")
        try world.work()
        #expect(world.stage(first) == .invited)
        try world.vanish("anna")
        #expect(world.stage(first) == .failed)
        try world.perform(.retryRedo(first))
        try world.work()
        #expect(world.stage(first) == .invited)
        #expect(try world.registration("anna").generation == 3)
    }

    @Test("A user whom Apple was not asked for singly is not taken for absent")
    func syncIsNoAbsence() throws {
        var (world, id) = try World.accepted()
        let reading = AppleReading(location: try world.located("Paris"), cause: .sync, records: [], finishedVersion: "v")
        try world.perform(.observeApple(reading))
        #expect(try world.status(id, "anna") == .accepted)
    }

    @Test("An acceptance code that Apple gives later is taken, so that the message can leave")
    func lateCode() throws {
        var world = try World.school()
        let id = try world.invite()
        try world.startWorker()
        let paris = try world.located("Paris")
        let request = try #require(try world.claim(.create, paris, [try world.user("anna")]))
        let name = try world.registration("anna").clientUserID
        let bare = AppleUserRecord(clientUserID: name, status: "Registered")
        try world.finish(request.id, AppleRequestResult(records: [bare]))
        try world.deliver()
        #expect(try world.status(id, "anna") == .queued)
        let full = AppleUserRecord(clientUserID: name, status: "Registered", inviteCode: [9])
        try world.perform(.observeApple(AppleReading(location: paris, cause: .ask, records: [full])))
        try world.deliver()
        #expect(try world.status(id, "anna") == .sent)
    }

    @Test("A refusal of Apple is in the row with its number, and a resend asks again")
    func refusal() throws {
        var world = try World.school()
        let id = try world.invite()
        try world.startWorker()
        let paris = try world.located("Paris")
        let anna = try world.user("anna")
        let request = try #require(try world.claim(.create, paris, [anna]))
        let error = AppleError(number: 9641, message: "bad account")
        try world.finish(request.id, AppleRequestResult(refused: [.init(user: anna, error: error)]))
        let row = try world.recipient(id, "anna")
        #expect(Phrases.recipient(row, now: world.now) == "Problem: refused by Apple (Apple 9641: bad account)")
        #expect(world.state.workList(now: world.now).map(\.kind) == [.refused])
        try world.resend(id, users: ["anna"])
        try world.work()
        #expect(try world.status(id, "anna") == .sent)
    }

    @Test("Who is in no list of an answer goes again")
    func unsettled() throws {
        var world = try World.school()
        try world.invite()
        try world.startWorker()
        let paris = try world.located("Paris")
        let users = try ["anna", "ben"].map(world.user)
        let request = try #require(try world.claim(.create, paris, users))
        #expect(world.state.outbox.toRegister.isEmpty)
        try world.finish(request.id, AppleRequestResult(reason: "timeout"))
        #expect(world.state.outbox.toRegister[paris].map(Array.init) == users)
    }

    @Test("R5: who was to be registered without a message, but is known to Apple through another invitation, gets one after all")
    func automaticAfterAll() throws {
        var world = try World.school(autoRegister: true)
        try world.people("anna") { $0.managedAppleAccount = "anna@managed.example.org" }
        let first = try world.invite()
        let second = try world.invite(name: "Managed", autoRegister: true)
        let third = try world.invite(.automatic, name: "Only")
        #expect(try world.recipient(second, "anna").automatic)
        try world.work()
        #expect(try world.status(first, "anna") == .sent)
        #expect(try world.status(second, "anna") == .sent)
        #expect(try world.recipient(third, "anna").reason == StatusReason(.alreadyInvited))
        #expect(world.state.outbox.isEmpty)
    }

    @Test("A message that comes back after its registration was retired elsewhere fails with that reason, and waits no more")
    func retiredInFlight() throws {
        var world = try World.school()
        let id = try world.invite()
        try world.startWorker()
        try world.register(at: try world.located("Paris"))
        let keys = try world.claimDeliveries()
        try world.vanish("anna")
        try world.record(.released(keys, reason: "later"))
        #expect(try world.recipient(id, "anna").reason == StatusReason(.retiredElsewhere))
        #expect(try world.status(id, "ben") == .queued)
        #expect(world.state.outbox.awaiting.isEmpty)
    }

    @Test("R24: while another service manages a location nothing is written there, and a read does not change that")
    func managedElsewhere() throws {
        var world = try World.school()
        let id = try world.invite()
        let paris = try world.located("Paris")
        try world.startWorker()
        try world.record(.claimLost(paris, to: "Other MDM"))
        try world.perform(.observeApple(AppleReading(location: paris, cause: .sync, records: [], finishedVersion: "v")))
        try world.work()
        #expect(try world.status(id, "anna") == .queued)
        #expect(world.state.summary(of: id, now: world.now)?.state == .waitingForToken)
        #expect(world.state.workList(now: world.now).map(\.kind) == [.managedElsewhere])
        try world.record(.claimHeld(paris))
        try world.work()
        #expect(try world.status(id, "anna") == .sent)
    }
}
