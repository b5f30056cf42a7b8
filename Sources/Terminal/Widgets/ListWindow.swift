/// Which rows of a long list are visible and which one is under the cursor; the rows themselves are elsewhere.
///
/// Invariant: with rows, the cursor is one of them and visible as long as the window has any height.
package struct ListWindow: Hashable, Sendable {
    /// How many rows the list has.
    package private(set) var count: Int
    /// How many rows fit on the screen.
    package private(set) var height: Int
    /// The row under the cursor; 0 in an empty list.
    package private(set) var cursor = 0
    /// The first visible row.
    package private(set) var top = 0

    /// A window at the start of a list.
    package init(count: Int = 0, height: Int = 0) {
        self.count = max(0, count)
        self.height = max(0, height)
    }

    /// The rows to draw.
    package var visible: Range<Int> {
        top..<min(count, top + height)
    }

    /// Takes a new height, after a resize.
    package mutating func resize(height: Int) {
        self.height = max(0, height)
        settle()
    }

    /// Takes a new number of rows; the cursor stays where it is or at the end.
    package mutating func setCount(_ count: Int) {
        self.count = max(0, count)
        settle()
    }

    /// Puts the cursor on a row and keeps it where it was on the screen, for a list whose rows moved under it.
    package mutating func follow(row: Int) {
        let offset = cursor - top
        cursor = row
        top = row - offset
        settle()
    }

    /// Puts the cursor on a row, scrolling as little as possible.
    package mutating func move(to row: Int) {
        cursor = row
        settle()
    }

    /// Moves the cursor by so many rows, stopping at the ends.
    package mutating func move(by rows: Int) {
        let (sum, overflow) = cursor.addingReportingOverflow(rows)
        move(to: overflow ? (rows < 0 ? 0 : count - 1) : sum)
    }

    /// Moves the cursor by one row. At the edge three new rows come in at once where there is room: what comes next is seen
    /// before one is there, and the steps in between paint two rows instead of scrolling.
    package mutating func step(by rows: Int) {
        let before = top
        move(by: rows.signum())
        guard top != before else { return }
        top += rows.signum() * min(2, height / 4)
        settle()
    }

    /// Moves by pages, one row of the last page staying visible.
    package mutating func page(by pages: Int) {
        let step = max(1, height - 1) * pages
        top += step
        move(by: step)
    }

    /// Puts the cursor on the first row.
    package mutating func moveToStart() { move(to: 0) }
    /// Puts the cursor on the last row.
    package mutating func moveToEnd() { move(to: count - 1) }

    /// Scrolls without moving the cursor further than needed, for the wheel.
    package mutating func scroll(by rows: Int) {
        top = max(0, min(top + rows, max(0, count - height)))
        guard height > 0 else { return }
        cursor = min(max(cursor, top), top + height - 1)
        settle()
    }

    /// Restores the invariant: the cursor inside the list, then the window around the cursor, then no gap at the end.
    private mutating func settle() {
        cursor = max(0, min(cursor, count - 1))
        top = max(top, cursor - max(0, height - 1))
        top = max(0, min(top, cursor, max(0, count - height)))
    }
}
