/// How a cell is drawn besides its colours.
package struct Attributes: OptionSet, Hashable, Sendable {
    /// One bit an attribute.
    package let rawValue: UInt8

    /// A set from its bits.
    package init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// Heavier or brighter.
    package static let bold = Attributes(rawValue: 1)
    /// Fainter.
    package static let dim = Attributes(rawValue: 2)
    /// Slanted.
    package static let italic = Attributes(rawValue: 4)
    /// Underlined.
    package static let underline = Attributes(rawValue: 8)
    /// Foreground and background exchanged.
    package static let reverse = Attributes(rawValue: 16)

    /// The words that theme files use, in the order in which they are written.
    package static let names: [(name: String, value: Attributes)] = [
        ("bold", .bold), ("dim", .dim), ("italic", .italic), ("underline", .underline), ("reverse", .reverse),
    ]

    /// Reads one modifier of a theme file; nil when the word is none of ``names``.
    package init?(name: String) {
        guard let found = Attributes.names.first(where: { $0.name == name.lowercased() }) else { return nil }
        self = found.value
    }
}

extension Attributes: CustomStringConvertible {
    /// The modifiers in words, separated by a space; empty when there are none.
    package var description: String {
        Attributes.names.filter { contains($0.value) }.map(\.name).joined(separator: " ")
    }
}
