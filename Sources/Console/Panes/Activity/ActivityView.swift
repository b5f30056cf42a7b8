import Domain
import Engine
import Terminal

/// Draws the record: who did what when, and why (R25).
enum ActivityView {
    static func draw(_ model: ConsoleModel, _ pane: ConsoleLayout.Pane, on canvas: inout Canvas) -> ListPlace? {
        let columns = [
            TableColumn("what", least: 20, weight: 5), TableColumn("by", least: 10, weight: 0),
            TableColumn("when", least: 10, weight: 0), TableColumn("why", least: 10),
        ]
        if let failure = model.activity.failure { canvas.put(failure, in: pane.inner.line(1), model.theme[.error]) }
        let list = model.activity.list
        if list.isEmpty, model.activity.isLoading {
            let place = Point(row: pane.inner.row + 1, column: pane.inner.column + TableView.lead)
            canvas.put("reading the record …", at: place, model.theme[.textDim])
        }
        let table = TableView(columns: columns, theme: model.theme, isFocused: model.focus == .activity)
        return table.draw(on: &canvas, in: pane.inner, window: list.window) { index in
            model.activity.entry(list.rows[index]).map { row($0, model) }
        }
    }

    static func title(_ model: ConsoleModel) -> (left: [TextRun], right: [TextRun]) {
        let search = model.activity.search
        let left = search.isEmpty ? [] : [TextRun(" /\(search.text)", model.theme[.input])]
        return (left, [TextRun("#\(Phrases.count(Int(clamping: model.state.sequence)))", model.theme[.textDim])])
    }

    /// One line about a record.
    static func words(_ entry: RecordEntry, _ state: State) -> String {
        entry.event.map { Phrases.event($0, in: state) } ?? Phrases.event(named: entry.kind)
    }

    private static func row(_ entry: RecordEntry, _ model: ConsoleModel) -> TableRow {
        let text = model.theme[.text]
        return TableRow(cells: [
            [TextRun(words(entry, model.state), text)], [TextRun(entry.by, text)],
            [TextRun(Phrases.ago(entry.at, model.now), model.theme[.textDim])], [TextRun(entry.why ?? "", text)],
        ])
    }
}
