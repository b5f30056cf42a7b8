/// A long text that is read by scrolling.
package struct ScrollText: Hashable, Sendable {
    /// The text as it was given, in paragraphs.
    package private(set) var text: String
    /// The first line that is visible.
    package private(set) var top = 0
    private var lines: [String] = []
    private var size = Size(rows: 0, columns: 0)

    /// A text at its start.
    package init(_ text: String) {
        self.text = text
    }

    /// The lines at the present width.
    package var lineCount: Int { lines.count }
    /// The lines that are visible.
    package var visible: Range<Int> { top..<min(lines.count, top + size.rows) }

    /// Replaces the text and keeps the place.
    package mutating func replace(with text: String) {
        self.text = text
        lay(out: size)
    }

    /// Takes a new size and breaks the lines anew when the width changed.
    package mutating func resize(_ size: Size) {
        let needsLines = size.columns != self.size.columns || lines.isEmpty
        self.size = size
        if needsLines { lay(out: size) }
        settle()
    }

    /// Moves by so many lines, stopping at the ends.
    package mutating func scroll(by rows: Int) {
        top += max(-lines.count, min(lines.count, rows))
        settle()
    }

    /// Scrolls as a key says and tells whether it was one of movement.
    package mutating func handle(_ key: Key) -> Bool {
        switch key {
        case .down, Key("j"): scroll(by: 1)
        case .up, Key("k"): scroll(by: -1)
        case .pageDown, .space, .ctrl("f"), .ctrl("d"): scroll(by: max(1, size.rows - 1))
        case .pageUp, .ctrl("b"), .ctrl("u"): scroll(by: -max(1, size.rows - 1))
        case .home, Key("g"): scroll(by: -lines.count)
        case .end, Key("G"): scroll(by: lines.count)
        default: return false
        }
        return true
    }

    /// Scrolls to the next line after (or before) the top that holds the word, letter case aside; false when there is none.
    package mutating func find(_ word: String, forward: Bool = true) -> Bool {
        let wanted = word.lowercased()
        let order = forward ? Array(lines.indices.dropFirst(top + 1)) : lines.indices.prefix(top).reversed()
        guard !wanted.isEmpty, let line = order.first(where: { lines[$0].lowercased().contains(wanted) }) else { return false }
        top = line
        settle()
        return true
    }

    /// Draws the visible lines; call ``resize(_:)`` with the rectangle's size before.
    package func draw(on canvas: inout Canvas, in rect: Rect, _ style: Style) {
        canvas.put(lines: Array(lines[visible]), in: rect, style)
    }

    private mutating func lay(out size: Size) {
        lines = CellText.wrapped(text, to: size.columns)
        settle()
    }

    private mutating func settle() {
        top = max(0, min(top, lines.count - size.rows))
    }
}
