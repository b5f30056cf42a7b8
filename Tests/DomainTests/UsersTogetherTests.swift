import Columns
import Testing

@testable import Domain

@Suite("Users that are taken in together")
struct UsersTogetherTests {
    @Test("An event of many users makes the same state as an event for each of them", arguments: Chance.seeds)
    func same(seed: UInt64) {
        var chance = Chance(seed: seed)
        var (together, single) = (Self.places(), Self.places())
        var next: UInt32 = 1
        for sequence in 10..<40 as Range<UInt64> {
            let users = (0...chance.below(90)).map { _ in Self.user(&next, &chance) }
            let stamp = Stamp(sequence: sequence, at: .distantPast, by: "ada")
            together.evolve(.usersChanged(UserRows(users)), stamp)
            for user in users { single.evolve(.usersChanged([user]), stamp) }
        }
        let differences = zip(together.facts, single.facts).filter { $0 != $1 }
        #expect(differences.prefix(3).map(\.0) == differences.prefix(3).map(\.1), "seed \(seed)")
        #expect(together.facts.count == single.facts.count, "seed \(seed)")
        let decisionsAreSame = together.userDecisions == single.userDecisions
        #expect(decisionsAreSame, "seed \(seed)")
        for word in ["anna", "jorg", "c02x", "n7"] {
            let query = SearchQuery(word)
            #expect(together.users.search(query) == single.users.search(query), "seed \(seed), \(word)")
        }
        for user in single.users.all { #expect(together.users.find(user.username)?.id == single.users.find(user.username)?.id) }
    }

    private static func places() -> State {
        var state = State()
        for number in 1...3 as ClosedRange<UInt32> {
            state.evolve(
                .siteCreated(SiteID(number), name: "s\(number)"), Stamp(sequence: UInt64(number), at: .distantPast, by: "ada"))
            state.evolve(
                .groupCreated(GroupID(number), name: "g\(number)"),
                Stamp(sequence: UInt64(number) + 3, at: .distantPast, by: "ada"))
        }
        return state
    }

    /// Mostly new ones behind all others, in some events one that is known, one out of order, or one of a group that is not.
    private static func user(_ next: inout UInt32, _ chance: inout Chance) -> User {
        let isKnown = chance.one(in: 60)
        let id = isKnown ? UInt32(chance.below(Int(next))) + 1 : next
        if !isKnown { next += chance.one(in: 9) ? UInt32(chance.below(2_000)) + 1 : 1 }
        let most = chance.one(in: 200) ? 5 : 3
        return User(
            id: UserID(id), username: "n\(id)", fullName: chance.pick(["", "Anna", "Jörg \"J\"", "日本"]),
            email: chance.pick(["", "a@example.org"]), phone: chance.pick(["", "+33"]), position: chance.pick(["", "Nurse"]),
            sites: chance.one(in: 2) ? [SiteID(UInt32(chance.below(most) + 1))] : [],
            groups: (0..<chance.below(3)).map { _ in GroupID(UInt32(chance.below(most) + 1)) },
            devices: (0..<chance.below(3)).map { _ in Device(serial: "C02X\(id)", kind: .computer) })
    }
}
