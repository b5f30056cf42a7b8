import Terminal
import Testing

@Suite("Cells")
struct CellTests {
    private func shown(_ text: String) -> [String] {
        CellSequence(text).map(\.text)
    }

    @Test("no slot of any cell holds a control, an invisible or a reordering scalar, whatever the text")
    func hostile() {
        var random = SystemRandomNumberGenerator()
        let seed = random.next()
        var generator = SplitMix(state: seed)
        for _ in 0..<3000 {
            let text = generator.text()
            for cell in CellSequence(text) {
                #expect(isSafe(cell), "seed \(seed), \(text.unicodeScalars.map { String($0.value, radix: 16) })")
            }
            let visible = CellText.visible(text)
            #expect(CellText.visible(visible).unicodeScalars.elementsEqual(visible.unicodeScalars) || visible.contains("◌"))
        }
    }

    @Test("every control, bidi, zero width and tag scalar is replaced, alone and behind a letter")
    func eachForbidden() {
        let forbidden =
            Array(UInt32(0)..<0x20) + Array(0x7F..<0xA0) + Array(0x200B...0x200F) + Array(0x202A...0x202E)
            + Array(0x2060...0x2069) + [0xFEFF, 0xAD, 0x061C, 0x2028, 0x2029, 0xFFFE, 0x1FFFF] + Array(0xE0000...0xE007F)
        for scalar in forbidden.compactMap(Unicode.Scalar.init) {
            let behind = shown("A" + String(Character(scalar)) + "B").joined()
            #expect(behind == "A\u{FFFD}B" || behind == "A·B", "\(String(scalar.value, radix: 16))")
        }
    }

    @Test("CR LF, one character to Swift, is still two controls")
    func newline() {
        #expect(shown("a\r\nb") == ["a", "\u{FFFD}", "\u{FFFD}", "b"])
    }

    @Test("marks share the cell of their letter, at most four; a mark alone sits on a circle")
    func marks() {
        #expect(shown("e\u{301}a") == ["e\u{301}", "a"])
        let zalgo = Array(CellSequence("Z" + String(repeating: "\u{334}", count: 50)))
        #expect(zalgo.count == 1 && zalgo[0].markCount == 4)
        #expect(shown("\u{301}") == ["\u{25CC}\u{301}"])
    }

    @Test("of an emoji of several scalars the first is drawn, and a flag becomes its letters")
    func emoji() {
        #expect(shown("👩‍🚀x") == ["👩", "x"])
        #expect(shown("👨‍👩‍👧‍👦x") == ["👨", "x"])
        #expect(shown("👍🏽x") == ["👍", "x"])
        #expect(shown("❤️x") == ["❤", "x"])
        #expect(shown("🇫🇷x") == ["F", "R", "x"])
        #expect(shown("a\u{200D}🚀") == ["a", "·", "🚀"], "a joiner behind a letter joins nothing and is shown")
        #expect(shown("👩\u{200D}x") == ["👩", "·", "x"])
    }

    @Test(
        "widths follow our own table",
        arguments: [
            ("佳穂", 4), ("é", 1), ("e\u{301}", 1), ("한국어", 6), ("नमस्ते", 4), ("\u{2630}", 2), ("🚀", 2), ("", 0), ("\u{1F3FD}", 2),
            ("─", 1),
        ])
    func widths(text: String, columns: Int) {
        #expect(CellText.width(of: text) == columns)
    }

    @Test("text is cut to a width with an ellipsis, never through a wide character")
    func truncation() {
        #expect(CellText.truncated("abcdef", to: 6) == "abcdef")
        #expect(CellText.truncated("abcdef", to: 5) == "abcd…")
        #expect(CellText.truncated("佳穂山", to: 5) == "佳穂…")
        #expect(CellText.truncated("佳穂山", to: 4) == "佳…")
        #expect(CellText.truncated("abc", to: 0) == "")
    }

    @Test("text is wrapped at spaces, long words anywhere, and never wider than asked")
    func wrapping() {
        #expect(CellText.wrapped("one two three", to: 7) == ["one two", "three"])
        #expect(CellText.wrapped("abcdefgh", to: 3) == ["abc", "def", "gh"])
        #expect(CellText.wrapped("a\n\nb", to: 9) == ["a", "", "b"])
        #expect(CellText.wrapped("", to: 9) == [""])
        #expect(CellText.wrapped("佳穂", to: 1).allSatisfy { CellText.width(of: $0) <= 2 })
    }

    private func isSafe(_ cell: Cell) -> Bool {
        guard [UInt8(1), 2].contains(cell.width) else { return false }
        let marks = [cell.marks.0, cell.marks.1, cell.marks.2, cell.marks.3].prefix(Int(cell.markCount))
        let base = WidthTable.class(of: cell.base)
        return [.narrow, .wide, .skinTone].contains(base)
            && marks.allSatisfy { value in
                Unicode.Scalar(value).map { WidthTable.class(of: $0) == .mark } ?? false
            }
    }

    @Test("a wrapped line keeps the blanks that it begins with, in all its parts")
    func indentedLines() {
        #expect(CellText.wrapped("  to anna and ben", to: 11) == ["  to anna", "  and ben"])
        #expect(CellText.wrapped("        abcdef", to: 4).allSatisfy { $0.count <= 4 })
    }
}

/// Random numbers that a printed seed brings back.
struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }

    /// Scalars from where the trouble is: controls, marks, formats, emoji, anything.
    mutating func text() -> String {
        let ranges: [(UInt64, UInt64)] = [
            (0, 0xA0), (0x300, 0x370), (0x2000, 0x2070), (0xFE00, 0xFE10), (0x1F1E0, 0x1F400), (0xE0000, 0xE0200), (0, 0x110000),
        ]
        var scalars = String.UnicodeScalarView()
        for _ in 0..<next() % 12 {
            let (first, end) = ranges[Int(next() % UInt64(ranges.count))]
            if let scalar = Unicode.Scalar(UInt32(first + next() % (end - first))) { scalars.append(scalar) }
        }
        return String(scalars)
    }
}
