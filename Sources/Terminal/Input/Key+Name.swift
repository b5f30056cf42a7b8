extension Key {
    private static let words: [(word: String, code: Code)] = [
        ("enter", .enter), ("esc", .escape), ("tab", .tab), ("backspace", .backspace), ("delete", .delete),
        ("insert", .insert), ("up", .up), ("down", .down), ("left", .left), ("right", .right), ("home", .home), ("end", .end),
        ("pageup", .pageUp), ("pagedown", .pageDown), ("space", .character(" ")),
    ]

    private static let otherWords: [(word: String, code: Code)] = [
        ("return", .enter), ("⏎", .enter), ("↵", .enter), ("escape", .escape), ("⇥", .tab), ("⌫", .backspace), ("del", .delete),
        ("ins", .insert), ("↑", .up), ("↓", .down), ("←", .left), ("→", .right), ("pgup", .pageUp), ("pgdn", .pageDown),
        ("␣", .character(" ")),
    ]

    private static let held: [(word: String, modifier: Modifiers)] = [("ctrl-", .ctrl), ("alt-", .alt), ("shift-", .shift)]

    /// Reads a key as people write it: `r`, `R`, `space`, `esc`, `⏎`, `f5`, `ctrl-c`, `alt-x`, `shift-tab`, `ctrl-shift-up`.
    ///
    /// Letter case matters for a single character only. Anything else gives nil.
    package init?(name: String) {
        var rest = Substring(name)
        var modifiers: Modifiers = []
        while let found = Key.held.first(where: { rest.count > $0.word.count && rest.lowercased().hasPrefix($0.word) }) {
            modifiers.insert(found.modifier)
            rest = rest.dropFirst(found.word.count)
        }
        guard let code = Key.code(named: rest) else { return nil }
        if case .character(let scalar) = code, modifiers.contains(.shift), scalar != " " { return nil }
        self.init(code, modifiers)
    }

    /// The name that ``init(name:)`` reads back, for keys.yaml and the documentation.
    package var name: String {
        var text = Key.held.filter { modifiers.contains($0.modifier) }.map(\.word).joined()
        if let known = Key.words.first(where: { $0.code == code }) {
            text += known.word
        } else if case .function(let number) = code {
            text += "f\(number)"
        } else if case .character(let scalar) = code {
            text.unicodeScalars.append(scalar)
        }
        return text
    }

    /// The short form for the screen, such as `⏎`, `↑` or `^C`.
    package var symbol: String {
        switch (code, modifiers) {
        case (.enter, []): "⏎"
        case (.up, []): "↑"
        case (.down, []): "↓"
        case (.left, []): "←"
        case (.right, []): "→"
        case (.function(let number), []): "F\(number)"
        case (.character(let scalar), .ctrl): "^" + String(Character(scalar)).uppercased()
        default: name
        }
    }

    private static func code(named word: Substring) -> Code? {
        if word.unicodeScalars.count == 1, let scalar = word.unicodeScalars.first, isTypable(scalar) {
            return otherWords.first { $0.word == word }?.code ?? .character(scalar)
        }
        let lower = word.lowercased()
        if let known = (words + otherWords).first(where: { $0.word == lower }) { return known.code }
        guard lower.first == "f", let number = Int(lower.dropFirst()), (1...63).contains(number) else { return nil }
        return .function(number)
    }

    private static func isTypable(_ scalar: Unicode.Scalar) -> Bool {
        switch WidthTable.class(of: scalar) {
        case .narrow, .wide: true
        default: false
        }
    }
}

extension Key: CustomStringConvertible {
    /// The same as ``name``.
    package var description: String { name }
}
