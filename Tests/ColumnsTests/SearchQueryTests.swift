import Testing

@testable import Columns

@Suite("Simple search")
struct SearchQueryTests {
    private static let row = ["zoe.cook", "Zoë Müller-Cook", "zoe@example.org", "+49 30 1234", "C02XK\"9*Z"]

    @Test(
        "R16: words are and-ed, found anywhere in a field, whatever their case and accents",
        arguments: [
            ("", true), ("   ", true), ("zoe", true), ("ZOË", true), ("oe coo", true), ("muller", true),
            ("MÜLLER zoe 1234", true),
            ("zoe nobody", false), ("zoecook", false), ("cookzoe", false), ("example.orgzoe", false),
        ])
    func words(_ query: String, _ matches: Bool) {
        #expect(SearchQuery(query).matches(Self.row) == matches)
    }

    @Test(
        "R16: a wildcard stands for any run inside one field",
        arguments: [
            ("*", true), ("** *", true), ("z*k", true), ("zoe*example", true), ("zoe*1234", false), ("cook*zoe", false),
            ("m*l*l*e*r", true), ("mu*er-c*k", true), ("muller*muller", false), ("*cook*", true), ("zo*oe", false),
        ])
    func wildcards(_ query: String, _ matches: Bool) {
        #expect(SearchQuery(query).matches(Self.row) == matches)
    }

    @Test(
        "R16: an exact phrase keeps its spaces and takes a star as a star; an unclosed one runs to the end",
        arguments: [
            ("\"zoe muller\"", true), ("\"muller zoe\"", false), ("\"ë M", true), ("\"49 30\" zoe", true), ("\"9*z\"", true),
            ("\"z*k\"", false), ("\"\"", true), ("\"", true), ("\"zoe\"cook", true), ("xk\"9", true), ("\" \"", true),
            ("\"  \"", false),
        ])
    func phrases(_ query: String, _ matches: Bool) {
        #expect(SearchQuery(query).matches(Self.row) == matches)
    }

    @Test("a word typed twice is looked for once, and only an empty query is empty")
    func emptiness() {
        #expect(SearchQuery("Zoe zoë").terms.count == 1)
        #expect(SearchQuery(" * \"\" ").isEmpty)
        #expect(!SearchQuery("a*").isEmpty)
    }

    @Test("R16: the search finds exactly the rows that a plain search with strings finds")
    func agreesWithPlainSearch() {
        var random = SeededGenerator.announced()
        for _ in 0..<40 {
            let rows = (0..<40).map { _ in PlainSearch.randomFields(&random) }
            let text = FoldedText(rows)
            for _ in 0..<25 {
                let typed = PlainSearch.randomQuery(&random)
                let plain = PlainSearch(typed)
                let expected = rows.indices.filter { plain.matches(rows[$0]) }
                let query = SearchQuery(typed)
                #expect(query.matches(in: text) == expected, "\(typed)")
                #expect(query.count(in: text) == expected.count)
                #expect(query.matches(in: text, limit: 3) == Array(expected.prefix(3)))
            }
        }
    }

    @Test("any text is a query, and any text can be searched and highlighted")
    func hostileInput() {
        var random = SeededGenerator.announced()
        func noise() -> String {
            let bytes = (0..<Int.random(in: 0..<30, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
            let marks = ["*", "\"", " ", "\u{301}", "\u{1161}", "", ""]
            return String(decoding: bytes, as: UTF8.self) + (marks.randomElement(using: &random) ?? "")
        }
        for _ in 0..<3_000 {
            let (typed, field) = (noise(), noise())
            let query = SearchQuery(typed)
            _ = query.matches([field, typed])
            for range in query.ranges(in: field) {
                #expect(range.lowerBound >= 0 && !range.isEmpty && range.upperBound <= field.count)
            }
        }
    }
}
