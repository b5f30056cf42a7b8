import Testing

@testable import Columns

@Suite("Search index")
struct SearchIndexTests {
    private static func change(
        _ index: inout SearchIndex, _ model: inout [UInt32: [String]], _ random: inout SeededGenerator
    ) {
        let bound: UInt32 = Bool.random(using: &random) ? 40 : 3_000
        let id = UInt32.random(in: 0..<bound, using: &random)
        if Int.random(in: 0..<3, using: &random) == 0 {
            #expect(index.remove(id) == (model.removeValue(forKey: id) != nil))
        } else {
            let fields = PlainSearch.randomFields(&random)
            index.replace(id, fields: fields)
            model[id] = fields
        }
    }

    private static func expectEqual(
        _ index: SearchIndex, _ model: [UInt32: [String]], _ random: inout SeededGenerator
    ) {
        #expect(index.count == model.count)
        for _ in 0..<10 {
            let typed = PlainSearch.randomQuery(&random)
            let plain = PlainSearch(typed)
            let expected = model.filter { plain.matches($0.value) }.keys.sorted()
            let query = SearchQuery(typed)
            let start = UInt32.random(in: 0..<3_200, using: &random)
            #expect(index.count(query) == expected.count, "\(typed)")
            #expect(index.search(query, limit: .max) == expected)
            #expect(index.search(query, from: start, limit: 5) == Array(expected.filter { $0 >= start }.prefix(5)))
            #expect(Array(index.hits(query)) == expected)
        }
    }

    @Test("it finds what a plain search finds, after any changes, and held copies find what they did")
    func followsModel() {
        var random = SeededGenerator.announced()
        var index = SearchIndex()
        var model: [UInt32: [String]] = [:]
        var held: [(SearchIndex, [UInt32: [String]])] = []
        for step in 0..<2_000 {
            Self.change(&index, &model, &random)
            if step % 400 == 0 { held.append((index, model)) }
        }
        Self.expectEqual(index, model, &random)
        for (index, model) in held { Self.expectEqual(index, model, &random) }
        for id in 0..<UInt32(3_000) { #expect(index.contains(id) == (model[id] != nil)) }
    }

    @Test("rows put behind all others together are found as those put there one by one")
    func appendsTogether() {
        var random = SeededGenerator.announced()
        var (together, single, next) = (SearchIndex(), SearchIndex(), UInt32(0))
        for _ in 0..<60 {
            var (ids, text) = ([UInt32](), FoldedText())
            for _ in 0..<Int.random(in: 0..<200, using: &random) {
                next += Bool.random(using: &random) ? 1 : UInt32.random(in: 1..<700, using: &random)
                ids.append(next)
                text.append(["User \(next)"])
                single.replace(next, fields: ["User \(next)"])
            }
            together.append(ids, text: text)
        }
        #expect(together.count == single.count)
        for word in ["user", "7", "12", "user 4"] {
            #expect(together.search(SearchQuery(word), limit: .max) == single.search(SearchQuery(word), limit: .max))
        }
    }

    @Test("replacing a row while a copy is held copies the bytes of one chunk")
    func copiesOnlyTouchedChunk() {
        var index = SearchIndex()
        for id in 0..<UInt32(20_000) { index.replace(id, fields: ["user\(id)", "mail\(id)@example.org"]) }
        let held = index
        index.replace(10_000, fields: ["changed"])
        let copied = zip(index.chunks, held.chunks).filter { $0.value.rows.bytes.place != $1.value.rows.bytes.place }
        #expect(copied.map(\.0.key) == [10_000 >> 9])
        #expect(index.search(SearchQuery("changed"), limit: 9) == [10_000])
        #expect(held.search(SearchQuery("changed"), limit: 9) == [])
    }

    @Test("a row far away costs its chunk only, and the greatest number is a number like any other")
    func farRows() {
        var index = SearchIndex()
        index.replace(4_000_000, fields: ["far"])
        index.replace(.max, fields: ["farthest"])
        #expect(index.search(SearchQuery("far"), limit: 9) == [4_000_000, .max])
        #expect(index.search(SearchQuery("far"), from: .max, limit: 9) == [.max])
        index.remove(.max)
        #expect(index.chunks.count == 1)
    }

    @Test("a search in steps finds the same rows in the same order, of the index as it was at the beginning")
    func steps() {
        var index = SearchIndex()
        for id in 0..<UInt32(5_000) { index.replace(id, fields: ["user\(id)"]) }
        let query = SearchQuery("7")
        let expected = index.search(query, limit: .max)
        var scan = SearchScan(query, in: index)
        index.remove(4_777)
        var found: [UInt32] = []
        var steps = 0
        while !scan.isFinished {
            found += scan.advance(rows: 1_024)
            steps += 1
        }
        #expect(found == expected)
        #expect(Array(scan.hits) == expected)
        #expect(steps == 5)
        #expect(scan.advance(rows: 1_024).isEmpty)
    }

    @Test("an index that is taken from its kept chunks finds what it found, and chunks that do not fit are refused")
    func keptChunks() throws {
        var index = SearchIndex()
        for id in [3, 4, 700, 90_000] as [UInt32] { index.replace(id, fields: ["user\(id)", "x"]) }
        index.remove(3)
        var kept = SparseTable<FoldedText>()
        for (key, chunk) in index.chunks { kept[key] = FoldedText(chunk.rows) }
        let taken = try #require(SearchIndex(chunks: kept))
        #expect(taken.count == 3)
        #expect(taken.search(SearchQuery("user"), limit: 9) == [4, 700, 90_000])
        kept[1 << 23] = kept[0]
        #expect(SearchIndex(chunks: kept) == nil)
        kept[1 << 23] = FoldedText()
        #expect(SearchIndex(chunks: kept) == nil)
        kept[1 << 23] = nil
        kept[5] = FoldedText((0..<513).map { ["\($0)"] })
        #expect(SearchIndex(chunks: kept) == nil)
    }

    @Test(
        "bytes and row starts that do not fit together are refused",
        arguments: [
            ([], [], false), ([], [0], true), ([], [0, 0], true), ([97, 255], [0, 2], true), ([97, 255], [0], false),
            ([97, 255], [0, 3], false), ([97, 255], [0, 2, 1, 2], false), ([97, 255], [0, 1, 2], false), ([97], [0, 1], false),
            ([97, 255], [1, 2], false), ([97, 255], [0, 9, 2], false),
        ] as [([UInt8], [UInt32], Bool)])
    func keptText(_ bytes: [UInt8], _ starts: [UInt32], _ fits: Bool) {
        #expect((ByteRows(bytes: SharedArray(bytes), starts: SharedArray(starts)).flatMap(FoldedText.init) != nil) == fits)
    }
}
