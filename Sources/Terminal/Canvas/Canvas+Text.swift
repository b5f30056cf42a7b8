extension Canvas {
    /// Where text stands in the room that it is given.
    package enum Alignment: Hashable, Sendable {
        case left, right, center
    }

    /// Writes one line of text and returns how many columns it took.
    ///
    /// Text longer than `maxWidth`, or than the room up to the edge of the clip, ends with `…`.
    @discardableResult
    package mutating func put(_ text: some StringProtocol, at point: Point, _ style: Style = .plain, maxWidth: Int? = nil) -> Int
    {
        guard point.row >= clip.row, point.row < clip.endRow else { return 0 }
        let room = min(maxWidth ?? Int.max, clip.endColumn - point.column)
        var used = 0
        for cell in CellSequence(text, style: style) {
            guard used + Int(cell.width) <= room else {
                ellipsis(at: point, used: min(used, room), room: room, style)
                return max(0, room)
            }
            set(cell, at: Point(row: point.row, column: point.column + used))
            used += Int(cell.width)
        }
        return used
    }

    /// Writes pieces of text one after the other and returns how many columns they took together.
    @discardableResult
    package mutating func put(_ runs: [TextRun], at point: Point, maxWidth: Int? = nil) -> Int {
        let room = min(maxWidth ?? Int.max, clip.endColumn - point.column)
        var used = 0
        for (index, run) in runs.enumerated() {
            if used == room, runs[index...].contains(where: { !$0.text.isEmpty }) {
                ellipsis(at: point, used: used, room: room, runs[max(0, index - 1)].style)
                break
            }
            used += put(run.text, at: Point(row: point.row, column: point.column + used), run.style, maxWidth: room - used)
        }
        return used
    }

    /// Writes one line into the first row of a rectangle, aligned; what is too long is cut at its end.
    package mutating func put(_ text: some StringProtocol, in rect: Rect, _ style: Style = .plain, align: Alignment = .left) {
        guard !rect.isEmpty else { return }
        let free = align == .left ? 0 : max(0, rect.columns - CellText.width(of: text))
        let start = align == .center ? free / 2 : free
        put(text, at: Point(row: rect.row, column: rect.column + start), style, maxWidth: rect.columns - start)
    }

    /// Writes lines from the top of a rectangle on and returns how many fitted.
    @discardableResult
    package mutating func put(lines: [String], in rect: Rect, _ style: Style = .plain) -> Int {
        let count = min(lines.count, rect.rows)
        for index in 0..<count { put(lines[index], in: rect.line(index), style) }
        return count
    }

    private mutating func ellipsis(at point: Point, used: Int, room: Int, _ style: Style) {
        guard room > 0 else { return }
        for column in used..<max(used, room) { set(.blank(style), at: Point(row: point.row, column: point.column + column)) }
        let last = Point(row: point.row, column: point.column + room - 1)
        set(Cell(printable: "…", width: 1, style: style), at: last)
    }
}
