import Columns
import Domain

/// What was typed into a search line, ready to be used; the same reading as everywhere (R16).
struct SearchText: Hashable, Sendable {
    let text: String
    let query: SearchQuery

    init(_ text: String) {
        self.text = text
        self.query = SearchQuery(text)
    }

    var isEmpty: Bool { query.isEmpty }

    /// Whether the words are found in some fields of a row.
    func matches(_ fields: [String]) -> Bool { isEmpty || query.matches(fields) }
    /// What to highlight, in characters.
    func ranges(in text: String) -> [Range<Int>] { isEmpty ? [] : query.ranges(in: text) }

    static let none = SearchText("")
}
