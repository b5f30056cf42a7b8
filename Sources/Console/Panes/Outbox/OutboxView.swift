import Domain
import Terminal

/// Draws the outbox.
enum OutboxView {
    static func draw(_ model: ConsoleModel, _ pane: ConsoleLayout.Pane, on canvas: inout Canvas) -> ListPlace? {
        let columns = [
            TableColumn("what", least: 24, weight: 5), TableColumn("leaves", least: 12, weight: 2),
            TableColumn("attempts", least: 8), TableColumn("since", least: 8), TableColumn("location", least: 10),
        ]
        let list = model.outbox.list
        if list.isEmpty {
            let start = Point(row: pane.inner.row + 1, column: pane.inner.column + TableView.lead)
            canvas.put("nothing waits", at: start, model.theme[.textDim])
        }
        let table = TableView(columns: columns, theme: model.theme, isFocused: model.focus == .outbox)
        return table.draw(on: &canvas, in: pane.inner, window: list.window) { index in
            model.outbox.rows.indices.contains(index) ? row(model.outbox.rows[index], model) : nil
        }
    }

    static func title(_ model: ConsoleModel) -> (left: [TextRun], right: [TextRun]) {
        ([], [TextRun("\(Phrases.count(model.facts.outbox)) waiting", model.theme[.textDim])])
    }

    private static func row(_ row: OutboxRow, _ model: ConsoleModel) -> TableRow {
        let text = model.theme[.text]
        let leaves = row.notBefore.map { "in \(Phrases.span($0.since(model.now)))" } ?? "now"
        return TableRow(
            glyph: StatusLook(RecipientStatus.queued),
            cells: [
                [TextRun(Phrases.outbox(row), text)], [TextRun(leaves, text)],
                [TextRun(row.attempts > 0 ? "\(row.attempts)" : "", model.theme[.warning])],
                [TextRun(row.since.map { Phrases.age($0, model.now) } ?? "", text)], [TextRun(row.locationName, text)],
            ])
    }
}
