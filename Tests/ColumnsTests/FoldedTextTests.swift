import Testing

@testable import Columns

@Suite("Folded text")
struct FoldedTextTests {
    private static func change(_ text: inout FoldedText, _ model: inout [[String]?], _ random: inout SeededGenerator) {
        let fields = Int.random(in: 0..<3, using: &random) == 0 ? nil : PlainSearch.randomFields(&random)
        if let row = model.indices.randomElement(using: &random), Bool.random(using: &random) {
            if let fields { text.replace(row, with: fields) } else { text.remove(row) }
            model[row] = fields
        } else {
            if let fields { text.append(fields) } else { text.appendAbsentRow() }
            model.append(fields)
        }
    }

    @Test("rows that are added, replaced and removed read as if they had been written in one go")
    func followsModel() {
        var random = SeededGenerator.announced()
        var text = FoldedText()
        var model: [[String]?] = []
        for _ in 0..<1_500 { Self.change(&text, &model, &random) }
        let written = model.map { $0.map { FoldedText([$0]).written } ?? [] }
        #expect(text.count == model.count)
        #expect(text.written == written.flatMap { $0 })
        #expect(model.indices.allSatisfy { text.isPresent($0) == (model[$0] != nil) })
        #expect(SearchQuery("").matches(in: text) == model.indices.filter { model[$0] != nil })
    }

    @Test("separators are bytes that no field can bring in")
    func separators() {
        let text = FoldedText([["\u{FE}\u{FF}", "b"], ["", ""], []])
        #expect(text.written == Array("þy".utf8) + [0xFE, 0x62, 0xFF, 0xFE, 0xFF, 0xFF])
        #expect(SearchQuery("").matches(in: text) == [0, 1, 2])
    }

    @Test("a scan begins where it is told and ends when it is told")
    func scansPart() {
        let text = FoldedText((0..<50).map { ["user\($0)"] })
        var seen: [Int] = []
        let finished = SearchQuery("user").scan(text, from: 20) { row in
            seen.append(row)
            return row < 22
        }
        #expect(seen == [20, 21, 22])
        #expect(!finished)
        #expect(SearchQuery("user").scan(text, from: 50) { _ in false })
        #expect(SearchQuery("").scan(text, from: 99) { _ in false })
    }
}

extension FoldedText {
    /// The bytes of all rows.
    fileprivate var written: [UInt8] { unsafe rows.bytes.withBuffer { unsafe Array($0) } }
}
