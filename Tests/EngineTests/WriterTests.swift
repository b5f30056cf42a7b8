import Domain
import Engine
import Testing

@Suite("One writer, durable first")
struct WriterTests {
    @Test("R28: a command that was decided on stale facts is refused with who changed what")
    func refusesStale() async throws {
        let ada = try await EngineStage()
        let location = try await ada.addLocation()
        let bob = try await EngineStage(folder: ada.folder, user: "bob")
        let version = try #require(bob.state.locations[location]?.decision.sequence)
        try await ada.perform(.changeLocation(location, LocationChanges(name: "Lyon"), ifVersion: version))
        await #expect(throws: CommandFailure.self) {
            try await bob.perform(.changeLocation(location, LocationChanges(name: "Nice"), ifVersion: version))
        }
        do {
            try await bob.perform(.changeLocation(location, LocationChanges(name: "Nice"), ifVersion: version))
        } catch CommandFailure.refused(.staleDecision(_, let what, let by, _)) {
            #expect(what == "locationChanged")
            #expect(by == "ada")
        }
        #expect(bob.state.locations[location]?.name == "Lyon")
    }

    @Test("A command that is repeated is answered with the first result")
    func answersRepeats() async throws {
        let stage = try await EngineStage()
        let request = stage.engine.ownRequest()
        let first = try await stage.engine.perform(.createGroup(name: "Staff"), request)
        let again = try await stage.engine.perform(.createGroup(name: "Staff"), request)
        #expect(again.isRepeat)
        #expect(again.events == first.events)
        #expect(again.transaction == first.transaction)
        #expect(stage.state.groups.count == 1)
    }

    @Test("The commands of people carry their id in the record, those of the worker none")
    func commandIDs() async throws {
        let stage = try await EngineStage()
        let location = try await stage.addLocation()
        try await stage.addUsers(2)
        _ = try await stage.invite(location)
        #expect(await stage.work() == .idle)
        let records = try stage.store.journal.read(after: 0, limit: 4_096).filter {
            $0.element == 1 && $0.kind != "store.segment"
        }
        let persons: Set = ["locationAdded", "usersChanged", "invitationCreated"]
        #expect(Set(records.filter { $0.command != nil }.map(\.kind)) == persons)
        #expect(
            Set(records.filter { $0.command == nil }.map(\.kind)).isSuperset(of: ["store.workerStarted", "deliveriesClaimed"]))
    }

    @Test("Commands that wait together are each decided on what those before them made")
    func decidesInOrder() async throws {
        let stage = try await EngineStage()
        let names = (0..<40).map { "Group \($0 % 20)" }
        let refused = await withTaskGroup(of: Bool.self) { group in
            for name in names {
                group.addTask { (try? await stage.perform(.createGroup(name: name))) == nil }
            }
            return await group.reduce(into: 0) { count, wasRefused in count += wasRefused ? 1 : 0 }
        }
        #expect(stage.state.groups.count == 20)
        #expect(refused == 20)
    }

    @Test("What another process wrote is seen by everybody who reads, and a replay gives the same state")
    func replays() async throws {
        let ada = try await EngineStage()
        let location = try await ada.addLocation()
        try await ada.addUsers(7, managed: true)
        let invitation = try await ada.invite(location)
        _ = await ada.work()
        let bob = try await EngineStage(folder: ada.folder, user: "bob")
        #expect(bob.state.sequence == ada.state.sequence)
        #expect(bob.state.invitations[invitation]?.counts == ada.state.invitations[invitation]?.counts)
        #expect(bob.state.users.count == 7)
        let news = bob.engine.projections()
        let following = Task { await bob.engine.follow() }
        try await ada.perform(.createGroup(name: "Late"))
        for await projection in news where projection.state.group(named: "Late") != nil { break }
        following.cancel()
    }
}
