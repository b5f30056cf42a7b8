import Terminal

/// Draws the menu of all actions of the row.
enum MenuView {
    static func draw(_ menu: ActionMenu, _ model: ConsoleModel, _ layout: ConsoleLayout, on canvas: inout Canvas) -> Point {
        let inner = SheetView.frame("Actions", isDangerous: false, rows: menu.items.count, model, on: &canvas)
        var window = menu.window
        window.resize(height: inner.rows)
        for (line, index) in window.visible.enumerated() {
            let item = menu.items[index]
            let row = inner.line(line)
            let isHere = index == window.cursor
            let words = model.theme[item.whyNot == nil ? .sheet : .keyDisabled]
            let runs = [
                TextRun(isHere ? "▸ " : "  ", model.theme[.titleFocused]),
                TextRun(item.letter.symbol, model.theme[item.whyNot == nil ? .keyName : .keyDisabled]),
                TextRun("  " + item.label, isHere ? model.theme[.selection].over(words) : words),
                TextRun(item.whyNot.map { "  (\($0))" } ?? "", model.theme[.keyDisabled]),
            ]
            canvas.put(runs, at: row.origin, maxWidth: row.columns)
        }
        return Point(row: inner.row + window.cursor - window.top, column: inner.column)
    }
}
