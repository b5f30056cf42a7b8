import Domain
import Terminal

/// Draws the work list: what is the matter, and the next step on one key.
enum WorkListView {
    static func draw(_ model: ConsoleModel, _ pane: ConsoleLayout.Pane, on canvas: inout Canvas) -> ListPlace? {
        let columns = [
            TableColumn("what needs a person", least: 26, weight: 4), TableColumn("next step", least: 20, weight: 4),
            TableColumn("since", least: 8), TableColumn("location", least: 10),
        ]
        let list = model.workList.list
        if list.isEmpty {
            let start = Point(row: pane.inner.row + 1, column: pane.inner.column + TableView.lead)
            canvas.put("nothing needs a person", at: start, model.theme[.textDim])
        }
        let table = TableView(columns: columns, theme: model.theme, isFocused: model.focus == .workList)
        return table.draw(on: &canvas, in: pane.inner, window: list.window) { index in
            model.workList.items.indices.contains(index) ? row(model.workList.items[index], model) : nil
        }
    }

    static func title(_ model: ConsoleModel) -> (left: [TextRun], right: [TextRun]) {
        var left: [TextRun] = []
        if !model.workList.search.isEmpty { left.append(TextRun(" /\(model.workList.search.text)", model.theme[.input])) }
        if let kind = model.workList.kind { left.append(TextRun(" [\(kind.rawValue)]", model.theme[.notice])) }
        return (left, [TextRun(Phrases.count(model.facts.workCount), model.theme[.textDim])])
    }

    private static func row(_ item: WorkItem, _ model: ConsoleModel) -> TableRow {
        let text = model.theme[.text]
        let look = item.kind == .unknown ? StatusLook(RecipientStatus.unknown) : StatusLook(RecipientStatus.failed)
        return TableRow(
            glyph: look,
            cells: [
                [TextRun(item.words, text)], [TextRun(item.nextStep, model.theme[.link])],
                [TextRun(Phrases.age(item.since, model.now), text)], [TextRun(item.locationName, text)],
            ])
    }
}
