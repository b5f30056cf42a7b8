@testable import Domain

/// Commands such as people and workers give, in any order, about what is there and a little of what is not.
extension Chance {
    mutating func command(in world: World) -> (command: Command, reason: String?) {
        let reason = one(in: 3) ? nil : "because"
        return (one(in: 2) ? personCommand(world.state) : workerCommand(world), reason)
    }

    private mutating func some<ID: Identifier>(_ last: ID?) -> ID { ID(UInt32(1 + below(Int(last?.number ?? 0) + 1))) }
    private mutating func someUsers(_ state: State) -> [UserID] { (0...below(3)).map { _ in some(state.users.lastID) } }

    private mutating func personCommand(_ state: State) -> Command {
        let invitation = some(state.invitations.lastID)
        let window: Span = one(in: 2) ? .zero : .seconds(10)
        switch below(14) {
        case 0: return .importUsers((0..<4).map { _ in draft() })
        case 1: return .createInvitation(settings(state), takeBackWindow: window)
        case 2, 3, 4:
            let selection = ResendSelection(
                users: one(in: 3) ? someUsers(state) : nil, statuses: one(in: 3) ? [any(RecipientStatus.self)] : [],
                olderThan: one(in: 3) ? .hours(5) : nil, force: one(in: 2))
            return .resendInvitation(invitation, selection, takeBackWindow: window, ifVersion: nil)
        case 5: return .recallSending(RecallSelection(invitation: one(in: 2) ? invitation : nil))
        case 6:
            let key = RecipientKey(invitation, some(state.users.lastID))
            if one(in: 3) { return .cancelInvitation(invitation, ifVersion: nil) }
            return one(in: 2) ? .openLink(key, generation: 1) : .askForNewMail(key, generation: 1)
        case 7: return .settleUnknown(invitation, someUsers(state), one(in: 2) ? .sent : .again)
        case 8: return .changeLocation(some(state.locations.lastID), LocationChanges(autoRegister: one(in: 2)), ifVersion: nil)
        case 9: return .requestRead(some(state.locations.lastID), users: someUsers(state))
        case 10: return .cancelRedo(some(state.redos.lastID))
        case 11: return one(in: 2) ? .retryRedo(some(state.redos.lastID)) : .endRedo(some(state.redos.lastID))
        default:
            return .redoRegistration(
                RedoWish(users: someUsers(state), location: some(state.locations.lastID), force: one(in: 4)), ifVersions: [:])
        }
    }

    private mutating func draft() -> UserDraft {
        UserDraft(
            username: "user\(below(12))", email: one(in: 4) ? "" : "x@example.org",
            managedAppleAccount: one(in: 3) ? "m@example.org" : nil, sites: one(in: 2) ? ["North"] : nil,
            groups: one(in: 2) ? ["Staff", "g\(below(3))"] : nil)
    }

    private mutating func settings(_ state: State) -> InvitationSettings {
        let scope: Scope = one(in: 2) ? .allUsers : .users(someUsers(state))
        return InvitationSettings(
            name: "i", location: some(state.locations.lastID), method: any(DistributionMethod.self), autoRegister: one(in: 3),
            scope: scope)
    }

    private mutating func workerCommand(_ world: World) -> Command {
        let state = world.state
        let epoch = one(in: 8) ? UInt32(below(3)) : world.epoch
        let location: LocationID = some(state.locations.lastID)
        switch below(9) {
        case 0: return .startWorker(role: "service", processID: 1, bootID: "b")
        case 1: return .claimAppleRequest(epoch: epoch, .create, location, Array(state.outbox.toRegister[location] ?? IDSet()))
        case 2: return .claimAppleRequest(epoch: epoch, .retire, location, Array(state.outbox.toRetire[location] ?? IDSet()))
        case 3, 4: return .recordWork(epoch: epoch, [answer(state)], claim: [])
        case 5: return .recordWork(epoch: epoch, [], claim: waiting(state))
        case 6, 7: return .recordWork(epoch: epoch, outcomes(state), claim: one(in: 2) ? waiting(state) : [])
        default: return .observeApple(reading(state, location))
        }
    }

    private func waiting(_ state: State) -> [RecipientKey] {
        state.outbox.deliveries.entries.flatMap { invitation, users in users.map { RecipientKey(invitation, $0) } }
    }

    private mutating func outcomes(_ state: State) -> [WorkOutcome] {
        let flying = state.outbox.inFlight.entries.flatMap { invitation, users in users.map { RecipientKey(invitation, $0) } }
        var outcomes: [WorkOutcome] = flying.map { outcome($0) }
        for redo in state.outbox.redosToRead {
            outcomes.append(.assignmentsRead(redo, apps: one(in: 9) ? ["a"] : [], books: []))
        }
        if !state.redos.isEmpty, one(in: 6) { outcomes.append(.redoFailed(some(state.redos.lastID), reason: "r")) }
        return outcomes
    }

    private mutating func outcome(_ key: RecipientKey) -> WorkOutcome {
        switch below(6) {
        case 0: .deferred(key, until: Instant(milliseconds: 0), reason: "451")
        case 1: .failed(key, StatusReason(.mailboxRefused, detail: "550"))
        case 2: .unknown(key, reason: "crash")
        case 3: .released([key], reason: "later")
        default: .sent(key)
        }
    }

    private mutating func answer(_ state: State) -> WorkOutcome {
        let requests = Array(state.appleRequests.values)
        guard !requests.isEmpty else { return .appleQueued(AppleRequestID(1), eventID: "e") }
        let request = pick(requests)
        var result = AppleRequestResult()
        for user in request.users {
            guard let known = state.registration(of: user, at: request.location) else { continue }
            switch below(6) {
            case 0: result.refused.append(.init(user: user, error: AppleError(number: 9635, message: "no")))
            case 1: break
            default:
                if request.kind == .retire { result.retired.append(user) } else { result.records.append(record(known)) }
            }
        }
        return .appleFinished(request.id, result)
    }

    private mutating func record(_ registration: Registration) -> AppleUserRecord {
        let associated = registration.automatic || one(in: 5)
        return AppleUserRecord(
            clientUserID: registration.clientUserID, status: associated ? "Associated" : "Registered",
            idHash: associated ? "h\(below(4))" : nil, inviteCode: one(in: 5) ? nil : [1])
    }

    private mutating func reading(_ state: State, _ location: LocationID) -> AppleReading {
        let rows = Array(state.registrations(at: location).rows.values)
        var reading = AppleReading(location: location, cause: .ask, records: [])
        for row in rows where one(in: 3) {
            if one(in: 4) { reading.asked.append(row.user) } else { reading.records.append(record(row)) }
        }
        return reading
    }
}
