import Domain
import Terminal

/// Draws the redos: each a row with its stage.
enum RedoView {
    static func draw(_ model: ConsoleModel, _ pane: ConsoleLayout.Pane, on canvas: inout Canvas) -> ListPlace? {
        let columns = [
            TableColumn("username", least: 12, weight: 2), TableColumn("stage", least: 16, weight: 3),
            TableColumn("location", least: 10), TableColumn("carried by", least: 12, weight: 2), TableColumn("by", least: 8),
        ]
        let list = model.redo.list
        if list.isEmpty {
            let start = Point(row: pane.inner.row + 1, column: pane.inner.column + TableView.lead)
            canvas.put("no redo: R on a user begins one", at: start, model.theme[.textDim])
        }
        let table = TableView(columns: columns, theme: model.theme, isFocused: model.focus == .redo)
        return table.draw(on: &canvas, in: pane.inner, window: list.window, scroll: model.redo.scroll) { index in
            model.state.redoRow(list.rows[index]).map { row($0, model) }
        }
    }

    static func title(_ model: ConsoleModel) -> (left: [TextRun], right: [TextRun]) {
        var left: [TextRun] = []
        if !model.redo.search.isEmpty { left.append(TextRun(" /\(model.redo.search.text)", model.theme[.input])) }
        if model.redo.filter != .all { left.append(TextRun(" [\(model.redo.filter.label)]", model.theme[.notice])) }
        let failed = model.facts.redosFailed
        let words = "\(model.facts.redosRunning) running" + (failed > 0 ? ", \(failed) failed" : "")
        return (left, [TextRun(words, model.theme[failed > 0 ? .stateProblem : .textDim])])
    }

    private static func row(_ row: RedoRow, _ model: ConsoleModel) -> TableRow {
        let look = StatusLook(row.redo.stage)
        let text = model.theme[.text]
        return TableRow(
            glyph: look,
            cells: [
                [TextRun(row.username, text)], [TextRun(Phrases.redo(row.redo, now: model.now), model.theme[look.role])],
                [TextRun(row.locationName, text)], [TextRun(row.carrierName, text)], [TextRun(row.redo.by, text)],
            ])
    }
}
