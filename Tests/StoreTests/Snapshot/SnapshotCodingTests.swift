import Domain
import Testing

@testable import Store

@Suite("Facts of a state as lines")
struct SnapshotCodingTests {
    @Test("What is written of any state is read again, and goes on as the state does", arguments: Chance.seeds)
    func roundTrip(seed: UInt64) throws {
        var chance = Chance(seed: seed)
        for events in [0, 1, 10, 100, 800] {
            var state = RandomState.make(&chance, events: events)
            let image = try Self.reread(state.image)
            #expect(difference(image, state.image) == [], "seed \(seed), \(events) events")
            var other = State(image)
            for _ in 0..<100 {
                var same = chance
                let event = chance.event()
                _ = same.event()
                RandomState.take(event, &state, &chance)
                RandomState.take(event, &other, &same)
            }
            #expect(difference(other.image, state.image) == [], "seed \(seed), \(events) events")
        }
    }

    @Test("Every fact of every row survives, the rare as the usual", arguments: Chance.seeds)
    func rich(seed: UInt64) throws {
        var chance = Chance(seed: seed)
        let image = RandomState.rich(&chance)
        let again = try Self.reread(image)
        #expect(difference(again, image) == [], "seed \(seed)")
        #expect(Self.lines(again) == Self.lines(image), "seed \(seed)")
    }

    @Test("Small facts alone leave out the big tables, and whose last decision is which", arguments: Chance.seeds)
    func smallFacts(seed: UInt64) throws {
        var chance = Chance(seed: seed)
        let image = RandomState.rich(&chance)
        var again = StateImage()
        try SnapshotCoding.readSmallFacts(SnapshotCoding.smallFacts(of: image), into: &again)
        #expect(difference(again, image) == ["versions", "users", "recipients", "registrations"])
        again.userDecisions.versions = image.userDecisions.versions
        (again.users, again.recipients, again.registrations) = (image.users, image.recipients, image.registrations)
        #expect(difference(again, image) == [], "seed \(seed)")
    }

    @Test("A line is JSON without control characters, and hardly longer than 48 KiB")
    func shape() throws {
        var chance = Chance(seed: 5)
        let lines = Self.lines(RandomState.rich(&chance))
        #expect(lines.count > 20)
        for line in lines {
            #expect(!line.contains { $0 < 0x20 || $0 == 0x7F })
            #expect(line.count < 56 << 10)
            #expect(throws: Never.self) { try JSONValue(parsing: line) }
        }
        let users = try #require(lines.first { $0.starts(with: "{\"k\":\"users\"".utf8) })
        let record = try SnapshotLine(users[...])
        #expect(UserScanner.rows(record.body) != nil)
    }

    @Test("A line of no known kind, or without what it must have, is refused")
    func refused() {
        for text in [
            "", "{}", "{\"k\":\"site\"}", "{\"k\":\"site\",\"d\":{}}", "{\"k\":\"nothing\",\"d\":{}}", "{\"k\":\"site\",\"d\":}",
            "{\"k\":\"users\",\"d\":{\"users\":[{}]}}", "{\"k\":\"recipients\",\"d\":{\"recipients\":[]}}",
            "{\"k\":\"userDecisions\",\"d\":{\"decision\":{\"sequence\":1,\"at\":1,\"by\":\"\",\"what\":\"\"},\"users\":[[9,4]]}}",
        ] {
            var image = StateImage()
            #expect(throws: JSONError.self, "\(text)") { try SnapshotCoding.read(Array(text.utf8)[...], into: &image) }
        }
    }

    static func lines(_ image: StateImage) -> [[UInt8]] {
        var lines: [[UInt8]] = []
        SnapshotCoding.lines(of: image) { lines.append($0) }
        return lines
    }

    static func reread(_ image: StateImage) throws -> StateImage {
        var again = StateImage()
        for line in lines(image) { try SnapshotCoding.read(line[...], into: &again) }
        return again
    }
}
