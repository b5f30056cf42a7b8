/// A place on the screen; the upper left cell is row 0, column 0.
package struct Point: Hashable, Sendable {
    /// From the top, beginning with 0.
    package var row: Int
    /// From the left, beginning with 0.
    package var column: Int

    /// A place; it may lie outside any canvas.
    package init(row: Int, column: Int) {
        self.row = row
        self.column = column
    }
}
