import Testing

@testable import Columns

@Suite("Folding text")
struct FoldTests {
    private static func folded(_ text: String) -> String { String(decoding: fold(text), as: UTF8.self) }

    @Test(
        "letters fold by the rule of their script",
        arguments: [
            ("", ""), ("Anna Becker-7", "anna becker-7"), ("Zoë", "zoe"), ("JOSÉ Ñuñez", "jose nunez"),
            ("Øystein Łódź Đorđe", "oystein lodz dorde"), ("Straße STRAẞE", "strasse strasse"),
            ("Ærø Œuvre ǽ", "aero oeuvre ae"), ("İstanbul ısı", "istanbul isi"), ("Ὀδυσσεύς ΣΟΦΌΣ", "οδυσσευσ σοφοσ"),
            ("Việt Ở ṩ", "viet o s"), ("e\u{301}\u{323}x\u{308}", "ex"), ("\u{212A}\u{212B}\u{2126}", "kaω"),
            ("Йод Ё", "йод ё"), ("и\u{306}", "й"), ("и\u{301}\u{306}", "и\u{301}\u{306}"), ("и\u{323}\u{306}", "й\u{323}"),
            ("Ქართული", "ქართული"), ("\u{1112}\u{1161}\u{11AB}글", "한글"),
            ("が か\u{3099}", "が が"), ("한\u{11A8}", "한\u{11A8}"), ("하\u{11AB}", "한"), ("=\u{338}", "≠"), ("ﬁ", "ﬁ"),
            ("\u{301}e", "\u{301}e"), ("\u{E000}🙂", "\u{E000}🙂"),
        ])
    func examples(_ text: String, _ expected: String) {
        #expect(Array(fold(text)) == Array(expected.utf8))
    }

    @Test("text that is canonically equal folds to the same bytes")
    func canonicalEquivalence() {
        for (one, other) in [
            ("é", "e\u{301}"), ("ё", "е\u{308}"), ("ộ", "o\u{302}\u{323}"), ("한", "\u{1112}\u{1161}\u{11AB}"),
            ("ক\u{9CB}", "ক\u{9C7}\u{9BE}"), ("я\u{323}\u{302}", "я\u{302}\u{323}"), ("\u{344}", "\u{308}\u{301}"),
        ] {
            #expect(one == other)
            #expect(fold(one) == fold(other))
        }
    }

    /// Scalars that unassigned in the table's Unicode version may have got properties since.
    private static func isKnown(_ scalar: Unicode.Scalar) -> Bool {
        guard let age = scalar.properties.age else { return false }
        return age.major <= 14
    }

    private static func isLatinOrGreek(_ scalar: Unicode.Scalar) -> Bool {
        let name = scalar.properties.name ?? ""
        return scalar.properties.isAlphabetic && (name.hasPrefix("LATIN ") || name.hasPrefix("GREEK "))
    }

    @Test("every scalar outside Latin and Greek folds to the standard library's lower case, canonically")
    func agreesWithStandardLibrary() {
        var wrong: [Unicode.Scalar] = []
        for code in 0x80...UInt32(0x10FFFF) {
            guard let scalar = Unicode.Scalar(code), Self.isKnown(scalar), !Self.isLatinOrGreek(scalar) else { continue }
            let lower = scalar.properties.lowercaseMapping
            guard !lower.unicodeScalars.contains(where: { Self.isLatinOrGreek($0) || $0 == "ß" }) else { continue }
            if Self.folded(String(scalar)) != lower { wrong.append(scalar) }
        }
        #expect(wrong.map(\.value) == [])
    }

    @Test("folding what is folded changes nothing, and upper case folds like lower case")
    func idempotent() {
        var random = SeededGenerator.announced()
        for _ in 0..<3_000 {
            let text = Self.randomText(&random)
            let once = fold(text)
            #expect(fold(String(decoding: once, as: UTF8.self)) == once, "\(text.unicodeScalars.map(\.value))")
            #expect(!once.contains { $0 >= 0xFE })
        }
    }

    @Test("text in small letters of other scripts keeps its meaning: it folds to what is canonically equal")
    func keepsMeaning() {
        var random = SeededGenerator.announced()
        let scalars = "иеかとক=<한\u{9C7}\u{9BE}\u{1112}\u{1161}\u{11AB}\u{301}\u{306}\u{308}\u{323}\u{338}\u{3099}\u{345}"
            .unicodeScalars.map(Character.init)
        for _ in 0..<3_000 {
            let text = String((0..<6).compactMap { _ in scalars.randomElement(using: &random) })
            #expect(Self.folded(text) == text, "\(text.unicodeScalars.map(\.value))")
        }
    }

    @Test("any order of scalars that is canonically equal folds alike")
    func equalTextsFoldEqually() {
        var random = SeededGenerator.announced()
        for _ in 0..<3_000 {
            let base = ["a", "Ω", "и", "か", "=", "ক", "\u{1112}"].randomElement(using: &random) ?? "a"
            let marks = ["\u{301}", "\u{323}", "\u{345}", "\u{3099}", "\u{338}", "\u{9BE}", "\u{1161}", "\u{11AB}"]
            let chosen = (0..<4).compactMap { _ in marks.randomElement(using: &random) }
            let (one, other) = (base + chosen.joined(), base + chosen.shuffled(using: &random).joined())
            if one == other { #expect(fold(one) == fold(other), "\(one.unicodeScalars) \(other.unicodeScalars)") }
        }
    }

    @Test("bytes fold as their text does, and bytes that are not UTF-8 do not trap")
    func bytes() {
        var random = SeededGenerator.announced()
        for _ in 0..<2_000 {
            let bytes = (0..<Int.random(in: 0..<20, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
            var folded: [UInt8] = [1, 2]
            appendFolded(utf8: bytes, to: &folded)
            #expect(folded == [1, 2] + fold(String(decoding: bytes, as: UTF8.self)))
        }
    }

    @Test("a hundred thousand marks in the wrong order are folded in the time of a sort", .timeLimit(.minutes(1)))
    func manyMarks() {
        let text = "я" + String(repeating: "\u{301}\u{323}", count: 50_000)
        #expect(fold(text).count == text.utf8.count)
    }

    private static func randomText(_ random: inout SeededGenerator) -> String {
        var text = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0..<12, using: &random) {
            let range: ClosedRange<UInt32> =
                [
                    0x20...0x7E, 0xC0...0x24F, 0x300...0x36F, 0x370...0x52F, 0x1E00...0x1FFF, 0x900...0xD7F, 0x1100...0x11FF,
                    0x3040...0x30FF, 0xAC00...0xD7A3, 0x0...0x10FFFF,
                ].randomElement(using: &random) ?? 0...0x7F
            if let scalar = Unicode.Scalar(UInt32.random(in: range, using: &random)) { text.append(scalar) }
        }
        return String(text)
    }
}
