import Terminal

/// One column of a list.
struct TableColumn: Hashable, Sendable {
    let title: String
    /// The least that is worth showing; a column that does not get it is left out.
    let least: Int
    let weight: Int
    /// The list is ordered by it.
    var isSorted = false

    init(_ title: String, least: Int, weight: Int = 1, isSorted: Bool = false) {
        self.title = title
        self.least = least
        self.weight = weight
        self.isSorted = isSorted
    }
}

/// One row of a list, ready to be drawn.
struct TableRow: Hashable, Sendable {
    var isMarked = false
    var glyph: StatusLook?
    /// One list of runs for each column.
    var cells: [[TextRun]]
}

/// Where a list stands on the screen.
struct ListPlace: Hashable, Sendable {
    var cursor: Point
    /// The rows below the head; empty when there is no list.
    var body = Rect(row: 0, column: 0, rows: 0, columns: 0)
    var window = ListWindow()
}

/// Draws a list: a head line, then the visible rows only.
///
/// The row under the cursor has a marker and its first column in the look of a selection, side by side: restyling the whole row
/// would cost three times the bytes on a slow line.
struct TableView {
    let columns: [TableColumn]
    let theme: Theme
    let isFocused: Bool

    func draw(
        on canvas: inout Canvas, in rect: Rect, window: ListWindow, scroll: Int = 0, row: (Int) -> TableRow?
    ) -> ListPlace {
        let shown = fitting(columns: rect.columns - TableView.lead, scroll: scroll)
        drawHead(on: &canvas, rect.line(0), shown)
        let body = TableView.body(of: rect)
        for (line, index) in window.visible.enumerated() where line < body.rows {
            guard let content = row(index) else { continue }
            draw(content, isSelected: index == window.cursor, on: &canvas, body.line(line), shown)
        }
        let cursor = Point(row: body.row + max(0, window.cursor - window.top), column: rect.column + TableView.lead - 1)
        return ListPlace(cursor: cursor, body: body, window: window)
    }

    /// Mark, glyph and marker with the blanks between them.
    static let lead = 5

    /// Where the rows are, below the head.
    static func body(of rect: Rect) -> Rect { rect.splitRows([.fixed(1), .flex()])[1] }

    private struct Place {
        let index: Int
        let column: Int
        let width: Int
    }

    /// The first column always, then those from `scroll` on, as many as get their least width.
    private func fitting(columns room: Int, scroll: Int) -> [Place] {
        let wanted = [0] + Array(columns.indices.dropFirst(1 + max(0, min(scroll, columns.count - 2))))
        var chosen: [Int] = []
        var used = 0
        for index in wanted {
            let next = used + columns[index].least + (chosen.isEmpty ? 0 : 1)
            if !chosen.isEmpty, next > room - 1 { break }
            chosen.append(index)
            used = next
        }
        let parts = chosen.map { Extent.flex(columns[$0].weight, atLeast: columns[$0].least) }
        let rects = Rect(row: 0, column: TableView.lead, rows: 1, columns: max(0, room - 1)).splitColumns(parts, gap: 1)
        return zip(chosen, rects).map { Place(index: $0, column: $1.column, width: $1.columns) }
    }

    private func drawHead(on canvas: inout Canvas, _ line: Rect, _ shown: [Place]) {
        guard !line.isEmpty else { return }
        for place in shown {
            let column = columns[place.index]
            let title = column.isSorted ? column.title + " ▾" : column.title
            canvas.put(
                title, at: Point(row: line.row, column: line.column + place.column),
                theme[column.isSorted ? .columnSorted : .column], maxWidth: place.width)
        }
    }

    private func draw(_ row: TableRow, isSelected: Bool, on canvas: inout Canvas, _ line: Rect, _ shown: [Place]) {
        let selection = theme[isFocused ? .selection : .selectionUnfocused]
        if row.isMarked { canvas.put("+", at: line.origin, theme[.mark]) }
        if let glyph = row.glyph { canvas.put(glyph.glyph, at: line.point(2), theme[glyph.role]) }
        if isSelected { canvas.put(isFocused ? "▸" : "·", at: line.point(TableView.lead - 1), selection.over(theme[.text])) }
        for place in shown where place.index < row.cells.count {
            var runs = row.cells[place.index]
            if isSelected, place.index == 0 { runs = runs.map { TextRun($0.text, selection.over($0.style)) } }
            canvas.put(runs, at: Point(row: line.row, column: line.column + place.column), maxWidth: place.width)
        }
    }
}

extension Rect {
    /// A cell of its first row.
    fileprivate func point(_ offset: Int) -> Point { Point(row: row, column: column + offset) }
}
