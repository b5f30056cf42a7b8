/// Splits what was typed into words, phrases and the pieces between wildcards; it knows no error.
struct SearchQueryParser {
    private let scalars: [Unicode.Scalar]
    private var at = 0

    init(_ text: String) { scalars = Array(text.unicodeScalars) }

    /// The terms in the order typed; a word of wildcards only asks for nothing and is left out.
    mutating func terms() -> [SearchQuery.Term] {
        var terms: [SearchQuery.Term] = []
        while skipSpaces() {
            let pieces = scalars[at] == "\"" ? [phrase()] : word()
            let folded = pieces.filter { !$0.isEmpty }.map { fold(String($0)) }
            if !folded.isEmpty { terms.append(SearchQuery.Term(pieces: folded)) }
        }
        return terms
    }

    /// Moves to the next word and says whether there is one.
    private mutating func skipSpaces() -> Bool {
        while at < scalars.count, scalars[at].properties.isWhitespace { at += 1 }
        return at < scalars.count
    }

    /// From the quote at the current place to the next one, or to the end.
    private mutating func phrase() -> String.UnicodeScalarView {
        var phrase = String.UnicodeScalarView()
        at += 1
        while at < scalars.count, scalars[at] != "\"" {
            phrase.append(scalars[at])
            at += 1
        }
        at += 1
        return phrase
    }

    private mutating func word() -> [String.UnicodeScalarView] {
        var pieces = [String.UnicodeScalarView()]
        while at < scalars.count, !scalars[at].properties.isWhitespace {
            if scalars[at] == "*" {
                pieces.append(String.UnicodeScalarView())
            } else {
                pieces[pieces.count - 1].append(scalars[at])
            }
            at += 1
        }
        return pieces
    }
}
