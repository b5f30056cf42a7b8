import Domain
import Engine
import Gateway
import Testing

@Suite("Content tokens")
struct TokenTests {
    @Test("A refused token stops the work of its location; a new one of the same pool lets it go on by itself")
    func renews() async throws {
        let stage = try await EngineStage()
        let location = try await stage.addLocation()
        try await stage.addUsers(2)
        await stage.apple.setTokenError(9625, at: location)
        _ = try await stage.invite(location)
        _ = await stage.work(patience: .zero)
        #expect(stage.state.locations[location]?.tokenState(at: stage.engine.context().now) == .revoked)
        #expect(await stage.mail.delivered.isEmpty)
        await stage.apple.setTokenError(nil, at: location)
        let pool = try #require(stage.state.locations[location]?.settings.uniqueLocationID)
        let later = stage.engine.context().now + .days(400)
        _ = try await stage.engine.renewToken(
            of: location, .init(uniqueLocationID: pool, expires: later), token: Secret("bmV3"), stage.engine.ownRequest())
        #expect(stage.state.locations[location]?.tokenRefusal == nil)
        #expect(stage.state.locations[location]?.settings.tokenExpires == later)
        #expect(try stage.engine.parts.keys.contentToken(of: location).revealText() == "bmV3")
        #expect(await stage.work() == .idle)
        #expect(await stage.mail.delivered.count == 2)
    }

    @Test("A token of another pool is refused, and the old one stays")
    func refusesAnotherPool() async throws {
        let stage = try await EngineStage()
        let location = try await stage.addLocation()
        let later = stage.engine.context().now + .days(400)
        await #expect(throws: CommandFailure.refused(.tokenOfAnotherPool(location: "Paris HQ"))) {
            try await stage.engine.renewToken(
                of: location, .init(uniqueLocationID: "another", expires: later), token: Secret("bmV3"),
                stage.engine.ownRequest())
        }
        #expect(try stage.engine.parts.keys.contentToken(of: location).revealText() == "dG9rZW4=")
    }
}
