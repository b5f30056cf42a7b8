/// The keys that work here now, for the bottom line.
package struct KeyHints: Hashable, Sendable {
    /// One key and what it does.
    package struct Hint: Hashable, Sendable {
        /// The key as it is shown, such as `⏎`.
        package var key: String
        /// What it does, in a word or two.
        package var action: String
        /// Whether it works here now.
        package var isEnabled: Bool

        /// A hint; enabled unless said.
        package init(_ key: String, _ action: String, isEnabled: Bool = true) {
            self.key = key
            self.action = action
            self.isEnabled = isEnabled
        }

        var width: Int { CellText.width(of: key) + 1 + CellText.width(of: action) }
    }

    /// The most important first.
    package var hints: [Hint]

    /// A line of hints.
    package init(_ hints: [Hint]) {
        self.hints = hints
    }

    /// Draws whole hints from left to right as long as they fit and returns how many did.
    @discardableResult
    package func draw(on canvas: inout Canvas, in rect: Rect, theme: Theme) -> Int {
        guard !rect.isEmpty else { return 0 }
        var column = rect.column
        for (index, hint) in hints.enumerated() {
            guard column + hint.width <= rect.endColumn else { return index }
            let name = theme[hint.isEnabled ? .keyName : .keyDisabled]
            let action = theme[hint.isEnabled ? .keyHint : .keyDisabled]
            column += canvas.put(
                [TextRun(hint.key, name), TextRun(" ", action), TextRun(hint.action, action)],
                at: Point(row: rect.row, column: column))
            column += 2
        }
        return hints.count
    }
}
