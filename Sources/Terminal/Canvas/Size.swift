/// How big a screen or a part of it is, in cells.
package struct Size: Hashable, Sendable {
    package var rows: Int
    package var columns: Int

    /// A size; negative numbers count as 0.
    package init(rows: Int, columns: Int) {
        self.rows = max(0, rows)
        self.columns = max(0, columns)
    }
}

/// A place on the screen; the upper left cell is row 0, column 0.
package struct Point: Hashable, Sendable {
    package var row: Int
    package var column: Int

    package init(row: Int, column: Int) {
        self.row = row
        self.column = column
    }
}
