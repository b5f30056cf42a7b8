extension Canvas {
    /// What stands on the border of a box.
    package struct BoxTitles: Hashable, Sendable {
        /// On the upper border from the left, cut when too long.
        package var topLeft: [TextRun]
        /// On the upper border at the right, whole or not at all.
        package var topRight: [TextRun]
        /// On the lower border at the right, whole or not at all.
        package var bottomRight: [TextRun]

        /// Titles; what is empty is not drawn.
        package init(_ topLeft: [TextRun] = [], topRight: [TextRun] = [], bottomRight: [TextRun] = []) {
            self.topLeft = topLeft
            self.topRight = topRight
            self.bottomRight = bottomRight
        }
    }

    /// Draws a border with titles and returns the room inside. Less than 2 by 2 cells draw nothing.
    @discardableResult
    package mutating func box(_ rect: Rect, _ style: Style = .plain, titles: BoxTitles = BoxTitles()) -> Rect {
        guard rect.rows >= 2, rect.columns >= 2 else { return rect.inset(rows: 1, columns: 1) }
        border(row: rect.row, in: rect, "┌", "┐", style)
        border(row: rect.endRow - 1, in: rect, "└", "┘", style)
        for row in rect.row + 1..<rect.endRow - 1 {
            set("│", row, rect.column, style)
            set("│", row, rect.endColumn - 1, style)
        }
        draw(titles, on: rect)
        return rect.inset(rows: 1, columns: 1)
    }

    /// Draws a dividing line across a box, joined to its border.
    package mutating func divider(row: Int, in rect: Rect, _ style: Style = .plain, title: [TextRun] = []) {
        guard row > rect.row, row < rect.endRow - 1, rect.columns >= 2 else { return }
        border(row: row, in: rect, "├", "┤", style)
        put(title, at: Point(row: row, column: rect.column + 1), maxWidth: rect.columns - 2)
    }

    /// Draws a horizontal line.
    package mutating func rule(_ rect: Rect, _ style: Style = .plain) {
        fill(rect.line(0), with: Cell(printable: "─", width: 1, style: style))
    }

    private mutating func border(row: Int, in rect: Rect, _ left: Unicode.Scalar, _ right: Unicode.Scalar, _ style: Style) {
        rule(Rect(row: row, column: rect.column + 1, rows: 1, columns: rect.columns - 2), style)
        set(left, row, rect.column, style)
        set(right, row, rect.endColumn - 1, style)
    }

    private mutating func draw(_ titles: BoxTitles, on rect: Rect) {
        let room = rect.columns - 2
        let left = put(titles.topLeft, at: Point(row: rect.row, column: rect.column + 1), maxWidth: room)
        putRight(titles.topRight, row: rect.row, in: rect, room: room - left - 1)
        putRight(titles.bottomRight, row: rect.endRow - 1, in: rect, room: room)
    }

    /// A title on the right is shown whole or not at all.
    private mutating func putRight(_ runs: [TextRun], row: Int, in rect: Rect, room: Int) {
        let width = runs.reduce(0) { $0 + CellText.width(of: $1.text) }
        guard width > 0, width <= room else { return }
        put(runs, at: Point(row: row, column: rect.endColumn - 1 - width))
    }

    private mutating func set(_ scalar: Unicode.Scalar, _ row: Int, _ column: Int, _ style: Style) {
        set(Cell(printable: scalar, width: 1, style: style), at: Point(row: row, column: column))
    }
}
