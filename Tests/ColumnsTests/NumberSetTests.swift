import Testing

@testable import Columns

@Suite("Number set")
struct NumberSetTests {
    private static func randomNumbers(_ random: inout SeededGenerator) -> Set<UInt32> {
        let bound: UInt32 = [10, 200, 5_000, 3_000_000].randomElement(using: &random) ?? 1
        let start: UInt32 = [0, 1_000, 1_024, .max - bound].randomElement(using: &random) ?? 0
        let count = Int.random(in: 0..<300, using: &random)
        return Set((0..<count).map { _ in start + .random(in: 0...bound, using: &random) })
    }

    private static func expectEqual(_ set: NumberSet, _ model: Set<UInt32>) {
        #expect(Array(set) == model.sorted())
        #expect(set.count == model.count)
        #expect(set.first == model.min())
        #expect(set.last == model.max())
        #expect(set == NumberSet(model))
        #expect(set.chunks.allSatisfy { $0.count > 0 && $0.count == $0.words.reduce(0) { $0 + $1.nonzeroBitCount } })
    }

    @Test("it holds what a set holds, in order, and held copies stay as they were")
    func followsModel() {
        var random = SeededGenerator.announced()
        var set = NumberSet()
        var model: Set<UInt32> = []
        var held: [(NumberSet, Set<UInt32>)] = []
        for step in 0..<8_000 {
            let number = UInt32.random(in: 0..<(step % 3 == 0 ? 100_000 : 2_000), using: &random)
            if Bool.random(using: &random) {
                #expect(set.insert(number) == model.insert(number).inserted)
            } else {
                #expect(set.remove(number) == (model.remove(number) != nil))
            }
            #expect(set.contains(number) == model.contains(number))
            if step % 1_000 == 0 { held.append((set, model)) }
        }
        Self.expectEqual(set, model)
        for (set, model) in held { Self.expectEqual(set, model) }
    }

    @Test("union, intersection and difference are those of sets")
    func algebra() {
        var random = SeededGenerator.announced()
        for _ in 0..<300 {
            let (left, right) = (Self.randomNumbers(&random), Self.randomNumbers(&random))
            let (mine, theirs) = (NumberSet(left), NumberSet(right))
            Self.expectEqual(mine.union(theirs), left.union(right))
            Self.expectEqual(mine.intersection(theirs), left.intersection(right))
            Self.expectEqual(mine.subtracting(theirs), left.subtracting(right))
            #expect(mine.isDisjoint(with: theirs) == left.isDisjoint(with: right))
            #expect(mine.isSubset(of: theirs) == left.isSubset(of: right))
            #expect(mine.intersection(theirs).isSubset(of: mine))
        }
    }

    @Test("prefix, member(at:) and members(from:) agree with the sorted numbers")
    func positions() {
        var random = SeededGenerator.announced()
        for _ in 0..<200 {
            let numbers = Self.randomNumbers(&random)
            let (set, sorted) = (NumberSet(numbers), numbers.sorted())
            let length = Int.random(in: 0...320, using: &random)
            Self.expectEqual(set.prefix(length), Set(sorted.prefix(length)))
            #expect(set.member(at: length) == sorted.dropFirst(length).first)
            let start = (sorted.randomElement(using: &random) ?? 5) &+ .random(in: 0...1, using: &random)
            #expect(Array(set.members(from: start)) == sorted.filter { $0 >= start })
        }
    }

    @Test(
        "a range becomes exactly its numbers",
        arguments: [0..<0, 5..<5, 0..<1, 0..<64, 63..<65, 100..<4_100, 1_024..<2_048, .max - 70 ..< .max] as [Range<UInt32>])
    func ranges(_ range: Range<UInt32>) {
        #expect(Array(NumberSet(range)) == Array(range))
        #expect(NumberSet(range).count == range.count)
    }

    @Test("writing while a copy is held copies one chunk of 1,024 numbers and shares all others")
    func copiesOnlyTouchedChunk() {
        let held = NumberSet(0..<1_000_000)
        var set = held
        set.remove(500_000)
        let copied = zip(set.chunks, held.chunks).enumerated().filter { storage($1.0.words) != storage($1.1.words) }
        #expect(copied.map(\.offset) == [500_000 / 1_024])
        #expect(held.contains(500_000))
        let joined = set.union([2_000_000])
        #expect(zip(set.chunks, joined.chunks).allSatisfy { storage($0.words) == storage($1.words) })
    }
}
