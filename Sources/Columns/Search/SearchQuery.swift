import CBytes

/// What a person typed into the search box, parsed and folded (R16).
///
/// Words are and-ed; a word is found anywhere in a field; `*` stands for any run inside one field; a word that
/// begins with `"` goes on to the next `"` or the end, keeps its spaces and takes `*` literally. Every text is a query.
package struct SearchQuery: Sendable, Hashable {
    /// One word or phrase: pieces that must follow one another inside one field.
    struct Term: Sendable, Hashable {
        /// Folded; at least one piece, none empty.
        let pieces: [[UInt8]]
    }

    /// Rarest first, each once.
    let terms: [Term]

    /// Reads what was typed; nothing but spaces and `*` makes the query that finds everything.
    package init(_ text: String) {
        var parser = SearchQueryParser(text)
        let terms = parser.terms()
        let order = terms.indices.sorted { (terms[$1].rarity, $0) < (terms[$0].rarity, $1) }
        var seen: Set<Term> = []
        self.terms = order.map { terms[$0] }.filter { seen.insert($0).inserted }
    }

    /// Whether the query finds every row.
    package var isEmpty: Bool { terms.isEmpty }
}

extension SearchQuery.Term {
    /// The piece to look for first.
    var rarestPiece: [UInt8] {
        pieces.max { Self.rarity(of: $0) < Self.rarity(of: $1) } ?? []
    }

    /// Greater the fewer rows are likely to have this word.
    var rarity: Int { pieces.reduce(0) { $0 + Self.rarity(of: $1) } }

    private static func rarity(of piece: [UInt8]) -> Int {
        piece.reduce(0) { $0 + 256 - Int(rc_find_commonness($1)) }
    }
}
