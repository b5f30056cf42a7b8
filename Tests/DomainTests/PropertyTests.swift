import Testing

@testable import Domain

@Suite("What always holds")
struct PropertyTests {
    @Test("evolve is total: any event on any state leaves counts and indexes right", arguments: Chance.seeds)
    func total(seed: UInt64) {
        var chance = Chance(seed: seed)
        var world = World()
        for step in 0..<3_000 {
            world.wait(.seconds(1))
            world.take(chance.event())
            guard step % 50 == 0 else { continue }
            let contradictions = world.state.contradictions
            #expect(contradictions == [], "seed \(seed), step \(step): \(String(describing: world.history.last?.event))")
            if !contradictions.isEmpty { return }
        }
        #expect(world.replayed.facts == world.state.facts, "seed \(seed)")
    }

    @Test("Every query and phrase answers on any state, and no phrase shows a code", arguments: Chance.seeds)
    func queries(seed: UInt64) {
        var chance = Chance(seed: seed)
        var world = World()
        for step in 0..<600 {
            world.wait(.hours(1))
            let event = chance.event()
            world.take(event)
            let line = Phrases.event(event, in: world.state)
            #expect(!line.isEmpty && !line.contains("Geheim") && !line.contains("71, 101"), "seed \(seed): \(line)")
            if step % 60 == 0 { askEverything(world) }
        }
    }

    private func askEverything(_ world: World) {
        let state = world.state
        for summary in state.invitationSummaries(now: world.now) {
            #expect(!Phrases.invitationState(summary.state).isEmpty)
            let rows = state.usage(of: summary.id)
            #expect(rows.count == summary.counts.recipients)
            for user in rows {
                guard let row = state.usageRow(RecipientKey(summary.id, user), now: world.now) else { continue }
                #expect(!Phrases.recipient(row.recipient, now: world.now).isEmpty)
            }
        }
        for user in state.users.all {
            #expect(state.why(user.id, context: world.context())?.nextStep.isEmpty == false)
            #expect(state.userSummary(user.id, now: world.now) != nil)
        }
        for location in state.statusReport(now: world.now).locations {
            let parts =
                location.accepted + location.invited + location.waiting + location.problems + location.notInvited
                + location.notReachable.values.reduce(0, +)
            #expect(parts == location.users)
        }
        _ = (state.outboxList(now: world.now), state.redoRows(), state.workList(now: world.now))
    }

    @Test("decide is deterministic, counts always sum, and replay equals the live state", arguments: Chance.seeds)
    func commands(seed: UInt64) throws {
        var chance = Chance(seed: seed)
        var world = try World.school(autoRegister: true)
        try world.location("Lyon", site: "North", autoRegister: true)
        try world.startWorker()
        var done = 0
        for step in 0..<700 {
            world.wait(chance.one(in: 4) ? .hours(9) : .seconds(7))
            let (command, reason) = chance.command(in: world)
            let first = outcome(command, reason, world)
            #expect(first == outcome(command, reason, world), "seed \(seed), step \(step)")
            checkResend(command, first, world, seed)
            guard case .success(let events) = first else { continue }
            done += events.isEmpty ? 0 : 1
            try world.perform(command, reason: reason)
            guard step % 7 == 0 else { continue }
            let contradictions = world.state.contradictions
            #expect(contradictions == [], "seed \(seed), step \(step): \(command)")
            if !contradictions.isEmpty { return }
        }
        #expect(done > 60, "seed \(seed): the commands hardly ever did anything")
        #expect(world.replayed.facts == world.state.facts, "seed \(seed)")
    }

    private func outcome(_ command: Command, _ reason: String?, _ world: World) -> Result<[Event], Rejection> {
        do throws(Rejection) {
            return .success(try world.state.decide(command, world.context(reason: reason)))
        } catch {
            return .failure(error)
        }
    }

    /// R11: nobody who accepted is ever queued by a resend, nor by a person's own wish.
    private func checkResend(_ command: Command, _ outcome: Result<[Event], Rejection>, _ world: World, _ seed: UInt64) {
        switch command {
        case .resendInvitation, .askForNewMail: break
        default: return
        }
        guard case .success(let events) = outcome else { return }
        for case .recipientsQueued(let queued) in events {
            guard let location = world.state.invitations[queued.invitation]?.settings.location else { continue }
            for user in queued.users {
                let status = world.state.recipient(RecipientKey(queued.invitation, user))?.status
                #expect(status?.isAccepted == false, "seed \(seed)")
                #expect(world.state.registration(of: user, at: location)?.status != .accepted, "seed \(seed)")
            }
        }
    }

    @Test("A worker that gets every answer empties the outbox, whatever people did before", arguments: Chance.seeds)
    func drains(seed: UInt64) throws {
        var chance = Chance(seed: seed)
        var world = try World.school(autoRegister: true)
        for _ in 0..<300 {
            world.wait(.minutes(40))
            let (command, reason) = chance.command(in: world)
            _ = try? world.perform(command, reason: reason)
        }
        world.wait(.hours(1))
        try world.startWorker()
        try world.settleOlderClaims()
        try world.work()
        try world.askForCodes()
        try world.work()
        #expect(world.state.outbox.deliveries.isEmpty && world.state.outbox.inFlight.isEmpty, "seed \(seed)")
        #expect(world.state.outbox.toRegister.isEmpty && world.state.outbox.toRetire.isEmpty, "seed \(seed)")
        #expect(world.state.outbox.awaiting.isEmpty, "seed \(seed)")
        #expect(world.state.appleRequests.isEmpty, "seed \(seed)")
    }
}

extension World {
    /// Apple may confirm a user without the code: then it is read.
    mutating func askForCodes() throws {
        for location in Array(state.locations.values) {
            let bare = state.registrations(at: location.id).rows.values.filter { $0.status == .invited && $0.inviteCode == nil }
            let records = bare.map { AppleUserRecord(clientUserID: $0.clientUserID, status: "Registered", inviteCode: [1]) }
            try perform(.observeApple(AppleReading(location: location.id, cause: .ask, records: records)))
        }
    }

    /// What a new worker does first: calls that nobody answers are closed, claims of older epochs become unsure.
    mutating func settleOlderClaims() throws {
        for request in Array(state.appleRequests.values) {
            try finish(request.id, AppleRequestResult(readBack: true, reason: "nothing was done"))
        }
        let flying = state.outbox.inFlight.entries.flatMap { invitation, users in
            users.map { user in RecipientKey(invitation, user) }
        }
        for key in flying { try record(.unknown(key, reason: "stopped")) }
    }
}
