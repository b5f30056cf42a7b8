import Testing

@testable import Domain

@Suite("Redo registration")
struct RedoTests {
    @Test("R15: stage by stage: read, retire, register again, invite at once, accept")
    func stages() throws {
        var (world, id) = try World.accepted()
        let paris = try world.located("Paris")
        let name = try world.registration("anna").clientUserID
        let redo = try world.redo("anna")
        #expect(world.stage(redo) == .requested)
        #expect(Array(world.state.outbox.redosToRead) == [redo])
        try world.readAssignments(redo)
        #expect(world.stage(redo) == .appsTakenBack)
        #expect(try world.registration("anna").status == .retiring)
        try world.retire(at: paris)
        #expect(world.stage(redo) == .retired)
        #expect(try world.registration("anna").status == .registering)
        #expect(try world.registration("anna").generation == 2)
        #expect(try world.registration("anna").clientUserID == name)
        try world.register(at: paris)
        #expect(world.stage(redo) == .registeredAgain)
        #expect(try world.status(id, "anna") == .queued)
        #expect(try world.recipient(id, "anna").isRedo)
        try world.deliver()
        #expect(world.stage(redo) == .invited)
        #expect(try world.recipient(id, "anna").timesSent == 2)
        try world.accept("anna", account: "the right one")
        #expect(world.stage(redo) == .done)
        #expect(world.state.redos[redo]?.sameAccountAgain == false)
        #expect(try world.status(id, "anna") == .accepted)
        #expect(try world.registration("anna").redo == nil)
    }

    @Test("R15: the old link is dead as soon as the new generation is made")
    func oldLink() throws {
        var (world, id) = try World.sent()
        try world.redo("anna")
        try world.work()
        let key = try world.key(id, "anna")
        #expect(world.state.linkState(key, generation: 1, now: world.now, world.policy) == .ended)
        #expect(world.state.linkState(key, generation: 2, now: world.now, world.policy) == .open)
    }

    @Test("R15: a user who is only invited can be redone too")
    func invitedOnly() throws {
        var (world, id) = try World.sent()
        let redo = try world.redo("ben")
        try world.work()
        #expect(world.stage(redo) == .invited)
        #expect(try world.recipient(id, "ben").timesSent == 2)
    }

    @Test("R15: a user whom R5 registers automatically gets no message; the stages go on by themselves")
    func automatic() throws {
        var world = try World.school(autoRegister: true)
        try world.people("anna") { $0.managedAppleAccount = "anna@managed.example.org" }
        let id = try world.invite(autoRegister: true)
        try world.work()
        let redo = try world.redo("anna")
        let preview = try world.state.redoPreview(
            RedoWish(users: [try world.user("ben")], location: try world.located("Paris")), context: world.context())
        #expect(preview.people.first?.way == .carriedBy(id, name: "Staff", .email))
        try world.work()
        #expect(world.stage(redo) == .done)
        #expect(try world.status(id, "anna") == .autoRegistered)
        #expect(try world.recipient(id, "anna").timesSent == 0)
    }

    @Test("R15: the same account again is said plainly and goes to the work list")
    func sameAccount() throws {
        var (world, _) = try World.accepted()
        let redo = try world.redo("anna")
        try world.work()
        try world.accept("anna")
        #expect(world.state.redos[redo]?.sameAccountAgain == true)
        let items = world.state.workList(now: world.now)
        #expect(items.map(\.kind) == [.sameAccount])
        #expect(items.first?.words == "anna: the same account again")
        #expect(items.first?.step.key == "R")
    }

    @Test("R15: a redo is refused where there is nothing to redo, where one runs, and without a reason for many")
    func refused() throws {
        var (world, _) = try World.accepted()
        let paris = try world.located("Paris")
        let cole = Command.redoRegistration(RedoWish(users: [try world.user("cole")], location: paris), ifVersions: [:])
        #expect(world.rejection(cole) == .notRegisteredThere(username: "cole", location: "Paris"))
        let both = RedoWish(users: [try world.user("anna"), try world.user("ben")], location: paris)
        let many = Command.redoRegistration(both, ifVersions: [:])
        #expect(world.rejection(many) == .reasonRequired(what: "a redo of 2 users"))
        try world.redo("anna")
        #expect(world.rejection(many, reason: "again")?.code == "redoRunning")
    }

    @Test("R15: a redo is refused when the token ends within 14 days, unless forced with a reason")
    func tokenEnds() throws {
        var world = try World.school(days: 10)
        try world.invite()
        try world.work()
        let wish = RedoWish(users: [try world.user("anna")], location: try world.located("Paris"))
        #expect(world.rejection(.redoRegistration(wish, ifVersions: [:]))?.code == "locationTokenEndsSoon")
        #expect(try world.state.redoPreview(wish, context: world.context()).tokenEndsSoon)
        var forced = wish
        forced.force = true
        #expect(world.rejection(.redoRegistration(forced, ifVersions: [:]))?.code == "reasonRequired")
        #expect(world.rejection(.redoRegistration(forced, ifVersions: [:]), reason: "now") == nil)
    }

    @Test("R15: cancelling is possible before Apple was asked to retire, and leaves everything as it was")
    func cancel() throws {
        var (world, id) = try World.accepted()
        let redo = try world.redo("anna")
        try world.readAssignments(redo)
        try world.perform(.cancelRedo(redo))
        #expect(world.stage(redo) == .cancelled)
        #expect(try world.registration("anna").status == .accepted)
        #expect(try world.status(id, "anna") == .accepted)
        #expect(world.state.outbox.isEmpty)
    }

    @Test("R15: cancelling is refused once the retire is under way or done")
    func beyondCancel() throws {
        var (world, _) = try World.accepted()
        let redo = try world.redo("anna")
        try world.readAssignments(redo)
        let request = try #require(try world.claim(.retire, try world.located("Paris"), [try world.user("anna")]))
        #expect(world.rejection(.cancelRedo(redo)) == .redoBeyondCancel(stage: .appsTakenBack))
        try world.finish(request.id, AppleRequestResult(retired: request.users))
        #expect(world.rejection(.cancelRedo(redo)) == .redoBeyondCancel(stage: .retired))
        #expect(world.rejection(.endRedo(redo)) == .redoBeyondCancel(stage: .retired))
    }

    @Test("R15: a refused retire fails the redo, leaves the registration as it was, and a retry retires again")
    func retireRefused() throws {
        var (world, id) = try World.accepted()
        let redo = try world.redo("anna")
        try world.readAssignments(redo)
        let anna = try world.user("anna")
        let request = try #require(try world.claim(.retire, try world.located("Paris"), [anna]))
        let error = AppleError(number: 9603, message: "internal")
        try world.finish(request.id, AppleRequestResult(refused: [.init(user: anna, error: error)]))
        #expect(world.stage(redo) == .failed)
        #expect(world.state.redos[redo]?.failure == Redo.Failure(stage: .appsTakenBack, reason: "Apple 9603: internal"))
        #expect(try world.registration("anna").status == .accepted)
        #expect(try world.status(id, "anna") == .accepted)
        try world.perform(.retryRedo(redo))
        try world.work()
        #expect(world.stage(redo) == .invited)
    }

    @Test("R15: a refused registering again fails the redo, and a retry goes on from there")
    func registerRefused() throws {
        var (world, _) = try World.accepted()
        let redo = try world.redo("anna")
        try world.readAssignments(redo)
        let paris = try world.located("Paris")
        let anna = try world.user("anna")
        try world.retire(at: paris)
        let request = try #require(try world.claim(.create, paris, [anna]))
        try world.finish(
            request.id, AppleRequestResult(refused: [.init(user: anna, error: AppleError(number: 9635, message: "no"))]))
        #expect(world.state.redos[redo]?.failure?.stage == .retired)
        #expect(world.state.workList(now: world.now).map(\.kind) == [.redoFailed])
        try world.perform(.retryRedo(redo))
        try world.work()
        #expect(world.stage(redo) == .invited)
        #expect(world.rejection(.retryRedo(redo)) == .redoNotFailed(stage: .invited))
    }

    @Test("R15: a redo that failed while Apple retired the registration goes on when Apple is done")
    func failedWhileRetiring() throws {
        var (world, _) = try World.accepted()
        let redo = try world.redo("anna")
        try world.readAssignments(redo)
        try world.record(.redoFailed(redo, reason: "timeout"))
        try world.work()
        #expect(world.stage(redo) == .invited)
        #expect(world.state.redos[redo]?.failure == nil)
    }

    @Test("R15: a message of another invitation that comes back during a redo is replaced, not sent with the old link")
    func replacedInFlight() throws {
        var (world, _) = try World.accepted()
        try world.perform(.observeApple(AppleReading(location: try world.located("Paris"), cause: .sync, records: [])))
        let second = try world.invite(name: "Again", scope: .users([try world.user("ben")]))
        let keys = try world.claimDeliveries()
        #expect(keys == [try world.key(second, "ben")])
        try world.redo("ben")
        try world.work()
        try world.record(.released(keys, reason: "later"))
        #expect(try world.status(second, "ben") == .superseded)
        #expect(world.state.outbox.isEmpty)
    }

    @Test("R15: assignments that this version cannot take back stop a redo before anything is changed")
    func assignments() throws {
        var (world, _) = try World.accepted()
        let redo = try world.redo("anna")
        try world.readAssignments(redo, apps: ["1", "2"], books: ["3"])
        #expect(world.stage(redo) == .failed)
        #expect(try world.registration("anna").status == .accepted)
        #expect(world.state.redos[redo]?.apps == ["1", "2"])
        try world.perform(.endRedo(redo))
        #expect(world.stage(redo) == .done)
        #expect(try world.registration("anna").redo == nil)
    }

    @Test("R15: the person's other open invitations of the location are replaced; other locations are left alone")
    func superseded() throws {
        var (world, first) = try World.sent()
        try world.location("Lyon")
        let lyon = try world.invite(at: "Lyon")
        world.wait(.days(1))
        let second = try world.invite(name: "Again")
        try world.work()
        try world.redo("anna")
        try world.work()
        #expect(try world.status(second, "anna") == .sent)
        #expect(try world.status(first, "anna") == .superseded)
        #expect(try world.status(lyon, "anna") == .sent)
    }

    @Test("R15: without a usable invitation a new one is made for this one person; without any way it is refused")
    func newInvitation() throws {
        var (world, id) = try World.accepted()
        try world.perform(.cancelInvitation(id, ifVersion: nil))
        let redo = try world.redo("anna")
        let carrier = try #require(world.state.redos[redo]?.carrier)
        #expect(carrier != id)
        try world.work()
        #expect(world.state.recipients(of: carrier).values.map(\.user) == [try world.user("anna")])
        try world.perform(.changeUser(try world.user("ben"), UserDraft(username: "ben", email: ""), ifVersion: nil))
        let wish = RedoWish(users: [try world.user("ben")], location: try world.located("Paris"))
        #expect(world.rejection(.redoRegistration(wish, ifVersions: [:])) == .noUsableMethod(username: "ben"))
    }

    @Test("R15: cancelling the carrying invitation fails the redo in words; nothing waits for ever")
    func carrierCancelled() throws {
        var (world, id) = try World.accepted()
        let redo = try world.redo("anna")
        try world.readAssignments(redo)
        try world.perform(.cancelInvitation(id, ifVersion: nil))
        try world.work()
        #expect(world.stage(redo) == .failed)
        #expect(world.state.outbox.isEmpty)
        #expect(world.rejection(.retryRedo(redo))?.code == "alreadyCancelled")
        try world.perform(.endRedo(redo))
    }

    @Test("R15: a recalled redo message fails the redo at its stage, and a retry sends it")
    func recalled() throws {
        var (world, id) = try World.accepted()
        let redo = try world.redo("anna")
        let paris = try world.located("Paris")
        try world.readAssignments(redo)
        try world.retire(at: paris)
        try world.register(at: paris)
        try world.perform(.recallSending(RecallSelection(invitation: id)))
        #expect(world.state.redos[redo]?.failure?.stage == .registeredAgain)
        try world.perform(.retryRedo(redo))
        try world.work()
        #expect(world.stage(redo) == .invited)
        #expect(try world.status(id, "anna") == .sent)
    }

    @Test("R15: acceptance moves a redo on from registering again, sent or not, failed or not", arguments: [false, true])
    func acceptanceFirst(failed: Bool) throws {
        var (world, id) = try World.accepted()
        let redo = try world.redo("anna")
        let paris = try world.located("Paris")
        try world.readAssignments(redo)
        try world.retire(at: paris)
        try world.register(at: paris)
        if failed { try world.record(.redoFailed(redo, reason: "mail")) }
        try world.accept("anna", account: "another")
        #expect(world.stage(redo) == .done)
        #expect(world.state.redos[redo]?.failure == nil)
        #expect(try world.status(id, "anna") == .accepted)
        #expect(world.state.outbox.isEmpty)
    }

    @Test("R15: the impact sheet tells each person's way, and who cannot be redone")
    func sheet() throws {
        let (world, id) = try World.accepted()
        let wish = RedoWish(users: try ["anna", "ben", "cole"].map(world.user), location: try world.located("Paris"))
        let preview = try world.state.redoPreview(wish, context: world.context())
        #expect(preview.people.map(\.status) == [.accepted, .invited, .notInvited])
        #expect(preview.people.map(\.obstacle) == [nil, nil, .notRegisteredThere(username: "cole", location: "Paris")])
        #expect(preview.people.first?.way == .carriedBy(id, name: "Staff", .email))
        #expect(preview.ready == 2)
        #expect(preview.reasonRequired)
        #expect(Phrases.redoPerson(preview.people[0]) == "anna: accepted, gets the redo text by email (#1 Staff)")
        #expect(Phrases.redoStages(preview).contains { $0.contains("not in this version") })
    }
}

extension World {
    func stage(_ id: RedoID) -> RedoStage? { state.redos[id]?.stage }
}
