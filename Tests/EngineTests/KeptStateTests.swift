import Domain
import Engine
import Testing

@Suite("The state that is kept for the next start")
struct KeptStateTests {
    private static func drafts(_ numbers: Range<Int>) -> [UserDraft] {
        numbers.map { number in
            var draft = UserDraft(username: "user\(number)")
            draft.fullName = "Zoë Müller \(number)"
            draft.email = "user\(number)@northwind.example"
            draft.position = "A position that is long enough to fill a journal"
            return draft
        }
    }

    @Test("A second start takes up what was kept, reads what came after, and knows everything that the first knew")
    func nextStart() async throws {
        let first = try await EngineStage()
        let location = try await first.addLocation()
        try await first.perform(.importUsers(Self.drafts(0..<2_000)))
        await first.engine.keepIfWorthIt(atLeast: 0)
        let kept = try #require(first.store.keptState())
        #expect(kept.image == first.state.image)
        #expect(kept.users.count == 2_000)
        try await first.perform(.importUsers(Self.drafts(1_990..<2_100)))
        try await first.perform(.changeLocation(location, LocationChanges(name: "Lyon"), ifVersion: nil))
        let second = try await EngineStage(folder: first.folder, user: "bob")
        #expect(second.state.image == first.state.image)
        #expect(second.state.users.find("USER2050")?.fullName == "Zoë Müller 2050")
        try await second.perform(.createGroup(name: "Staff"))
        #expect(second.state.groups.count == 1)
    }

    @Test("Little news is not worth a new cache")
    func littleNews() async throws {
        let stage = try await EngineStage()
        try await stage.perform(.createGroup(name: "Staff"))
        await stage.engine.keepIfWorthIt(atLeast: 0)
        #expect(stage.store.keptState() == nil)
    }
}
