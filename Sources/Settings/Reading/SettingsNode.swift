/// A piece of a YAML document with its place: a text, a list, or named settings.
///
/// Texts keep how they were written, because `587` and `"587"` are different things to a setting that wants a number.
struct SettingsNode: Hashable, Sendable {
    /// What was written at a place.
    enum Content: Hashable, Sendable {
        /// A text; `isPlain` is false when it stood in quotes or in a block.
        case text(String, isPlain: Bool)
        case list([SettingsNode])
        case section([Entry])
    }

    /// One `name: value`, with the place of the name.
    struct Entry: Hashable, Sendable {
        let name: String
        let place: SettingsPlace
        let value: SettingsNode
    }

    let place: SettingsPlace
    let content: Content

    /// True for nothing at all after the colon, `~` and `null`.
    var isEmpty: Bool {
        guard case .text(let text, isPlain: true) = content else { return false }
        return ["", "~", "null", "Null", "NULL"].contains(text)
    }

    /// What was written, in words for a sentence: `"abc"`, `a list`, `a section`, `nothing`.
    var inWords: String {
        switch content {
        case .text(let text, let isPlain):
            isEmpty ? "nothing" : isPlain ? quoted(text) : "\(quoted(text)) in quotes"
        case .list: "a list"
        case .section: "a section"
        }
    }
}

/// A line and a column, both from 1; a column is one Unicode scalar.
struct SettingsPlace: Hashable, Sendable, Comparable {
    let line: Int
    let column: Int

    static func < (first: SettingsPlace, second: SettingsPlace) -> Bool {
        (first.line, first.column) < (second.line, second.column)
    }
}
