import Testing

@testable import Columns

@Suite("Highlighting")
struct HighlightTests {
    @Test(
        "the characters that a query hits are marked in the text as people wrote it",
        arguments: [
            ("", "Zoë", []), ("zoe", "Zoë Cook, zoe", [0..<3, 10..<13]), ("oo", "Zoë Cook", [5..<7]), ("nobody", "Zoë", []),
            ("strasse", "Hauptstraße", [5..<11]), ("s", "aßb", [1..<2]), ("zoe cook", "Cook", [0..<4]),
            ("ook co", "Cook", [0..<4]),
            ("z*ck", "Zoë Beck", [0..<1, 6..<8]), ("z*q", "Zoë Beck", []), ("\"ë c\"", "Zoë Cook", [2..<5]),
            ("e", "e\u{301}e", [0..<2]), ("aa", "aaaaa", [0..<4]), ("й", "Йй", [0..<2]),
        ] as [(String, String, [Range<Int>])])
    func examples(_ query: String, _ text: String, _ expected: [Range<Int>]) {
        #expect(SearchQuery(query).ranges(in: text) == expected)
    }

    @Test("a row that a query of one word finds has something to mark, and a row that it does not find has nothing")
    func marksWhatIsFound() {
        var random = SeededGenerator.announced()
        for _ in 0..<3_000 {
            let field = PlainSearch.randomField(&random)
            let query = SearchQuery(PlainSearch.randomQuery(&random))
            guard query.terms.count == 1 else { continue }
            let ranges = query.ranges(in: field)
            #expect(ranges.isEmpty == !query.matches([field]), "\(query) \(field)")
            #expect(zip(ranges, ranges.dropFirst()).allSatisfy { $0.upperBound < $1.lowerBound })
        }
    }
}
