import Testing

@testable import Columns

@Suite("Sparse table")
struct SparseTableTests {
    /// Keys that meet in pages, meet on shelves and lie far apart.
    private static func key(_ random: inout SeededGenerator) -> UInt32 {
        switch Int.random(in: 0..<4, using: &random) {
        case 0: .random(in: 0..<100, using: &random)
        case 1: .random(in: 0..<20_000, using: &random)
        case 2: .random(in: 900_000..<900_200, using: &random)
        default: [0, 63, 64, 16_383, 16_384, 1_000_000].randomElement(using: &random) ?? 0
        }
    }

    private static func change(
        _ table: inout SparseTable<String>, _ model: inout [UInt32: String], _ random: inout SeededGenerator
    ) {
        let key = key(&random)
        let value = String(UInt16.random(in: 0...UInt16.max, using: &random))
        switch Int.random(in: 0..<6, using: &random) {
        case 0: #expect(table.removeValue(forKey: key) == model.removeValue(forKey: key))
        case 1: (table[key], model[key]) = (nil, nil)
        case 2:
            let count = table.update(key) { (text: inout String) in
                text += value
                return text.count
            }
            model[key]? += value
            #expect(count == model[key]?.count)
        case 3:
            table[key]?.append("!")
            model[key]?.append("!")
        default: (table[key], model[key]) = (value, value)
        }
    }

    private static func expectEqual(_ table: SparseTable<String>, _ model: [UInt32: String]) {
        let expected = model.sorted { $0.key < $1.key }
        #expect(table.count == model.count)
        #expect(table.map(\.key) == expected.map(\.key))
        #expect(table.map(\.value) == expected.map(\.value))
        #expect(table.first?.key == expected.first?.key)
        #expect(table.lastKey == expected.last?.key)
        #expect(Array(table.keys) == expected.map(\.key))
    }

    @Test("it holds what a dictionary holds, in the order of the keys, and held copies stay as they were")
    func followsModel() {
        var random = SeededGenerator.announced()
        var table = SparseTable<String>()
        var model: [UInt32: String] = [:]
        var held: [(SparseTable<String>, [UInt32: String])] = []
        for step in 0..<6_000 {
            Self.change(&table, &model, &random)
            if step % 500 == 0 { held.append((table, model)) }
        }
        Self.expectEqual(table, model)
        for (table, model) in held { Self.expectEqual(table, model) }
        for key in (0..<200).map({ _ in Self.key(&random) }) {
            #expect(table[key] == model[key])
            #expect(table.contains(key) == (model[key] != nil))
            #expect(table.rows(from: key).map(\.key) == model.keys.filter { $0 >= key }.sorted())
        }
    }

    @Test("writing a row while a copy is held copies one page of 64 rows and shares all others")
    func copiesOnlyTouchedPage() {
        var table = SparseTable<Int>()
        for key in 0..<UInt32(100_000) { table[key] = Int(key) }
        let held = table
        table[50_000]? += 1
        var copied: [Int] = []
        for shelf in table.shelves.indices {
            for page in table.shelves[shelf].indices
            where storage(table.shelves[shelf][page].rows) != storage(held.shelves[shelf][page].rows) {
                copied.append(shelf << 8 | page)
            }
        }
        #expect(copied == [50_000 / 64])
        #expect(held[50_000] == 50_000)
        #expect(table[50_000] == 50_001)
        let sharedShelves = zip(table.shelves, held.shelves).count(where: { storage($0) == storage($1) })
        #expect(sharedShelves == table.shelves.count - 1)
    }

    @Test("a table that nobody else holds is changed without copying a page or the value in it")
    func changesInPlace() {
        var table = SparseTable<[Int]>()
        table[7] = Array(0..<1_000)
        let page = storage(table.shelves[0][0].rows)
        let value = storage(table[7] ?? [])
        table.update(7) { $0[3] = 9 }
        table[7]?[4] = 9
        let after = storage(table[7] ?? [])
        #expect(after == value)
        let pageAfter = storage(table.shelves[0][0].rows)
        #expect(pageAfter == page)
        #expect(table[7]?[3...4] == [9, 9])
    }

    @Test("a lone far key costs one page, and the greatest key is a key like any other")
    func farKeysAreCheap() {
        var table = SparseTable<Int>()
        table[4_000_000] = 1
        #expect(table.shelves.count(where: { !$0.isEmpty }) == 1)
        #expect(table.shelves.joined().count(where: { !$0.rows.isEmpty }) == 1)
        table[.max] = 2
        #expect(table.map(\.key) == [4_000_000, .max])
        #expect(table[.max] == 2)
    }

    @Test("asking for a missing row or removing it allocates nothing")
    func missingRowsCostNothing() {
        var table = SparseTable<Int>()
        table[123] = nil
        table[5]? += 1
        #expect(table[9_999] == nil)
        #expect(table.update(77) { $0 += 1 } == nil)
        #expect(table.shelves.isEmpty)
    }

    @Test("a page whose last row is removed is given back")
    func emptyPagesAreGivenBack() {
        var table = SparseTable<Int>()
        table[70] = 1
        table[70] = nil
        #expect(table.isEmpty)
        #expect(table.shelves.joined().allSatisfy { $0.rows.isEmpty })
        #expect(table.first == nil)
    }

    @Test("an update that throws keeps the row with what was changed before")
    func throwingUpdateKeepsRow() {
        struct Refused: Error {}
        var table = SparseTable<Int>()
        table[1] = 1
        #expect(throws: Refused.self) {
            try table.update(1) { (value: inout Int) throws(Refused) in
                value = 2
                throw Refused()
            }
        }
        #expect(table[1] == 2)
        #expect(table.count == 1)
    }
}
