/// The look of a cell: two colours and its attributes.
package struct Style: Hashable, Sendable {
    /// The colour of the text.
    package var foreground: Color
    /// The colour behind it.
    package var background: Color
    /// What is drawn besides colours.
    package var attributes: Attributes

    /// A style; what is not given is the terminal's own.
    package init(_ foreground: Color = .default, on background: Color = .default, _ attributes: Attributes = []) {
        self.foreground = foreground
        self.background = background
        self.attributes = attributes
    }

    /// The terminal's own colours without attributes.
    package static let plain = Style()

    /// This style laid over another: its colours where it names any, the attributes of both.
    ///
    /// A selected row lays `selection` over the style that each cell has by itself, so that a state keeps its colour.
    package func over(_ base: Style) -> Style {
        Style(
            foreground == .default ? base.foreground : foreground,
            on: background == .default ? base.background : background,
            attributes.union(base.attributes))
    }
}

extension Style: CustomStringConvertible {
    /// The style in the words of a theme file, such as `green on default bold`; `plain` for the terminal's own.
    package var description: String {
        var words: [String] = []
        if foreground != .default { words.append(foreground.description) }
        if background != .default { words.append("on \(background)") }
        if !attributes.isEmpty { words.append(attributes.description) }
        return words.isEmpty ? "plain" : words.joined(separator: " ")
    }
}
