/// A grid of cells to draw on; whatever lies outside is clipped, so no drawing can fail.
package struct Canvas: Hashable, Sendable {
    /// How many rows and columns there are.
    package let size: Size
    /// Whether only ASCII is shown; drawing characters then have stand-ins (``AsciiFallback``).
    package let isASCII: Bool
    private var cells: [Cell]
    /// Nothing outside is drawn.
    package private(set) var clip: Rect

    /// An empty canvas.
    package init(size: Size, ascii: Bool = false, style: Style = .plain) {
        self.size = size
        self.isASCII = ascii
        self.cells = Array(repeating: .blank(style), count: size.rows * size.columns)
        self.clip = Rect(size)
    }

    /// All of it.
    package var bounds: Rect { Rect(size) }

    /// One cell; a blank one outside the canvas.
    package subscript(row: Int, column: Int) -> Cell {
        guard bounds.contains(Point(row: row, column: column)) else { return .blank() }
        return cells[row * size.columns + column]
    }

    /// The cells of a row, from left to right; empty for a row that does not exist.
    package subscript(row row: Int) -> ArraySlice<Cell> {
        guard row >= 0, row < size.rows else { return [] }
        return cells[row * size.columns..<(row + 1) * size.columns]
    }

    /// Draws inside a rectangle only: `body` gets the same coordinates, but nothing outside is touched.
    package mutating func clipped(to rect: Rect, _ body: (inout Canvas) -> Void) {
        let before = clip
        clip = clip.intersection(rect)
        body(&self)
        clip = before
    }

    /// Sets one cell and, for a wide one, its right half. A wide cell that does not fit becomes a blank.
    package mutating func set(_ cell: Cell, at point: Point) {
        guard clip.contains(point), cell.width > 0 else { return }
        let fits = cell.width == 1 || point.column + 1 < clip.endColumn
        write(fits ? (isASCII ? cell.inASCII : cell) : .blank(cell.style), at: point)
        guard fits, cell.width == 2 else { return }
        write(isASCII ? .blank(cell.style) : .rightHalf(cell.style), at: Point(row: point.row, column: point.column + 1))
    }

    /// Changes the look of what is drawn already, for a selection laid over a row.
    package mutating func restyle(_ rect: Rect, _ change: (Style) -> Style) {
        let area = rect.intersection(clip)
        guard !area.isEmpty else { return }
        for row in area.row..<area.endRow {
            for index in row * size.columns + area.column..<row * size.columns + area.endColumn {
                cells[index].style = change(cells[index].style)
            }
        }
    }

    /// Empties a rectangle, or fills it with one narrow cell.
    package mutating func fill(_ rect: Rect, with cell: Cell = .blank()) {
        let area = rect.intersection(clip)
        guard !area.isEmpty else { return }
        for row in area.row..<area.endRow {
            for column in area.column..<area.endColumn { set(cell, at: Point(row: row, column: column)) }
        }
    }

    /// Writes a cell and blanks the other half of a wide one that it cuts.
    private mutating func write(_ cell: Cell, at point: Point) {
        let index = point.row * size.columns + point.column
        let old = cells[index]
        if old.width == 0, cell.width != 0, point.column > 0 { cells[index - 1] = .blank(cells[index - 1].style) }
        if old.width == 2, point.column + 1 < size.columns { cells[index + 1] = .blank(old.style) }
        cells[index] = cell
    }
}
