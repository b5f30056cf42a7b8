import Testing

@testable import Domain

@Suite("Images of a state")
struct StateImageTests {
    @Test("A state of an image answers as the one that it was taken from, now and after what comes next", arguments: Chance.seeds)
    func images(seed: UInt64) throws {
        var chance = Chance(seed: seed)
        var world = try World.school(autoRegister: true)
        try world.startWorker()
        for _ in 0..<400 {
            world.wait(chance.one(in: 4) ? .hours(9) : .seconds(7))
            let (command, reason) = chance.command(in: world)
            _ = try? world.perform(command, reason: reason)
        }
        var states = [
            world.state, State(world.state.image), State(world.state.image, kept: world.state.derivedIndexes),
        ]
        for step in 0..<300 {
            if step % 30 == 0 {
                for state in states {
                    #expect(state.contradictions == [], "seed \(seed), step \(step)")
                    #expect(state.facts == states[0].facts, "seed \(seed), step \(step)")
                    #expect(state.image == states[0].image, "seed \(seed), step \(step)")
                }
            }
            world.wait(.seconds(3))
            let event = chance.event()
            world.take(event)
            guard let stamp = world.history.last?.stamp else { continue }
            for place in states.indices { states[place].evolve(event, stamp) }
        }
    }

    @Test("An image that differs in one place is another")
    func differs() throws {
        let world = try World.school()
        var other = world.state.image
        #expect(other == world.state.image)
        other.userDecisions.note(Decision(sequence: 9_999, at: world.now, by: "x", what: "y"), about: [UserID(1)])
        #expect(other != world.state.image)
        other = world.state.image
        other.commands.append(.init(id: UniqueID(high: 1, low: 2), sequence: 3, at: world.now))
        #expect(other != world.state.image)
    }
}
