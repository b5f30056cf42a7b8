/// A part of the screen, in cells.
package struct Rect: Hashable, Sendable {
    /// The first row.
    package var row: Int
    /// The first column.
    package var column: Int
    /// How many rows; never negative.
    package var rows: Int
    /// How many columns; never negative.
    package var columns: Int

    /// A rectangle; negative extents count as 0.
    package init(row: Int, column: Int, rows: Int, columns: Int) {
        self.row = row
        self.column = column
        self.rows = max(0, rows)
        self.columns = max(0, columns)
    }

    /// The whole of a screen.
    package init(_ size: Size) {
        self.init(row: 0, column: 0, rows: size.rows, columns: size.columns)
    }

    /// The upper left cell.
    package var origin: Point { Point(row: row, column: column) }
    /// How big it is.
    package var size: Size { Size(rows: rows, columns: columns) }
    /// The row after the last one.
    package var endRow: Int { row + rows }
    /// The column after the last one.
    package var endColumn: Int { column + columns }
    /// Whether it holds no cell.
    package var isEmpty: Bool { rows == 0 || columns == 0 }

    /// Whether the cell lies inside.
    package func contains(_ point: Point) -> Bool {
        point.row >= row && point.row < endRow && point.column >= column && point.column < endColumn
    }

    /// What both have in common; empty when nothing.
    package func intersection(_ other: Rect) -> Rect {
        let top = max(row, other.row)
        let left = max(column, other.column)
        return Rect(
            row: top, column: left, rows: min(endRow, other.endRow) - top, columns: min(endColumn, other.endColumn) - left)
    }

    /// The rectangle without so many rows above and below, and columns at both sides.
    package func inset(rows: Int = 0, columns: Int = 0) -> Rect {
        Rect(
            row: row + min(rows, self.rows), column: column + min(columns, self.columns),
            rows: self.rows - 2 * rows, columns: self.columns - 2 * columns)
    }

    /// One of its rows, counted from its top; empty when there is no such row.
    package func line(_ index: Int) -> Rect {
        Rect(row: row + index, column: column, rows: index >= 0 && index < rows ? 1 : 0, columns: columns)
    }

    /// A rectangle of the given size in the middle of this one, cut to it.
    package func centered(_ size: Size) -> Rect {
        let height = min(size.rows, rows)
        let width = min(size.columns, columns)
        return Rect(row: row + (rows - height) / 2, column: column + (columns - width) / 2, rows: height, columns: width)
    }
}
