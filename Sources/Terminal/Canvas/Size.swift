/// How big a screen or a part of it is, in cells.
package struct Size: Hashable, Sendable {
    /// From top to bottom.
    package var rows: Int
    /// From left to right.
    package var columns: Int

    /// A size; negative numbers count as 0.
    package init(rows: Int, columns: Int) {
        self.rows = max(0, rows)
        self.columns = max(0, columns)
    }
}
