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
    /// Stands behind the others whichever of them are left out: the key that leads to all keys.
    package var last: Hint?

    /// A line of hints.
    package init(_ hints: [Hint], last: Hint? = nil) {
        self.hints = hints
        self.last = last
    }

    /// Draws whole hints from left to right as long as they fit and returns how many did.
    @discardableResult
    package func draw(on canvas: inout Canvas, in rect: Rect, theme: Theme) -> Int {
        let shown = fitting(rect.columns - (last.map { $0.width + 2 } ?? 0))
        var column = rect.column
        for hint in shown + (last.map { [$0] } ?? []) where column + hint.width <= rect.endColumn && !rect.isEmpty {
            let name = theme[hint.isEnabled ? .keyName : .keyDisabled]
            let action = theme[hint.isEnabled ? .keyHint : .keyDisabled]
            column += canvas.put(
                [TextRun(hint.key, name), TextRun(" ", action), TextRun(hint.action, action)],
                at: Point(row: rect.row, column: column))
            column += 2
        }
        return shown.count
    }

    /// The first ones that fit into so many columns, two between each.
    private func fitting(_ columns: Int) -> ArraySlice<Hint> {
        var used = 0
        return hints.prefix { hint in
            used += hint.width
            defer { used += 2 }
            return used <= columns
        }
    }
}
