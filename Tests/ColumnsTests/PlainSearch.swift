/// R16 written down with strings, slowly and plainly: what the real search must agree with.
struct PlainSearch {
    /// Each word as the pieces between its wildcards.
    private var words: [[String]] = []

    init(_ query: String) {
        var rest = Substring(query)
        while let next = rest.first {
            if next == " " {
                rest = rest.dropFirst()
            } else if next == "\"" {
                let phrase = rest.dropFirst().prefix { $0 != "\"" }
                rest = rest.dropFirst(phrase.count + 2)
                words.append([Self.plain(phrase)])
            } else {
                let word = rest.prefix { $0 != " " }
                rest = rest.dropFirst(word.count)
                words.append(word.split(separator: "*").map { Self.plain($0) })
            }
        }
    }

    func matches(_ fields: [String]) -> Bool {
        let fields = fields.map { Self.plain($0[...]) }
        return words.allSatisfy { pieces in
            pieces.allSatisfy(\.isEmpty) || fields.contains { Self.holds(pieces[...], in: $0[...]) }
        }
    }

    /// Tries every place for every piece.
    private static func holds(_ pieces: ArraySlice<String>, in field: Substring) -> Bool {
        guard let piece = pieces.first else { return true }
        return field.indices.contains { place in
            field[place...].hasPrefix(piece) && holds(pieces.dropFirst(), in: field[place...].dropFirst(piece.count))
        }
    }

    private static func plain(_ text: Substring) -> String {
        var plain = text.lowercased()
        for (one, other) in [("é", "e"), ("ö", "o"), ("ø", "o"), ("ß", "ss")] {
            plain = plain.split(separator: one, omittingEmptySubsequences: false).joined(separator: other)
        }
        return plain
    }
}

extension PlainSearch {
    /// A short field of few letters, so that queries hit often.
    static func randomField(_ random: inout SeededGenerator) -> String {
        let letters = Array("aabbé eöøßÉzй日-")
        let length = Int.random(in: 0..<9, using: &random)
        return String((0..<length).map { _ in letters.randomElement(using: &random) ?? "a" })
    }

    static func randomFields(_ random: inout SeededGenerator) -> [String] {
        (0..<Int.random(in: 1..<5, using: &random)).map { _ in randomField(&random) }
    }

    static func randomQuery(_ random: inout SeededGenerator) -> String {
        let letters = Array("aabBéeosö*  \"zй日")
        let length = Int.random(in: 0..<7, using: &random)
        return String((0..<length).map { _ in letters.randomElement(using: &random) ?? "a" })
    }
}
