@testable import Domain

/// Chance that can be repeated: the same seed makes the same choices.
struct Chance: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state &* 0x2545_F491_4F6C_DD1D
    }

    mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &self) }
    mutating func one(in chances: Int) -> Bool { below(chances) == 0 }

    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[below(elements.count)]
    }

    mutating func any<Choice: CaseIterable>(_: Choice.Type) -> Choice { pick(Array(Choice.allCases)) }

    /// An identifier out of few, so that events meet one another.
    mutating func id<ID: Identifier>(_: ID.Type = ID.self) -> ID { ID(UInt32(below(5))) }
    mutating func ids<ID: Identifier>(_: ID.Type = ID.self) -> [ID] { (0..<below(4)).map { _ in id() } }

    /// A few fixed seeds, and one that is new every time; a failing test names the one it failed with.
    static let seeds: [UInt64] = [1, 2, 3, UInt64.random(in: 1_000...999_999)]
}
