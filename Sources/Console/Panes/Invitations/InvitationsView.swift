import Domain
import Terminal

/// Draws the invitations: state, share and problems each by itself (R9).
enum InvitationsView {
    static func draw(_ model: ConsoleModel, _ pane: ConsoleLayout.Pane, on canvas: inout Canvas) -> ListPlace? {
        let columns = [
            TableColumn("invitation", least: 17, weight: 3), TableColumn("accepted", least: 16, weight: 1),
            TableColumn("state", least: 13, weight: 1), TableColumn("!", least: 4, weight: 0), TableColumn("method", least: 10),
            TableColumn("location", least: 10),
        ]
        let table = TableView(columns: columns, theme: model.theme, isFocused: model.focus == .invitations)
        let list = model.invitations.list
        if list.isEmpty {
            let words = model.state.invitations.isEmpty ? "no invitation yet: i makes one" : "no invitation matches"
            let start = Point(row: pane.inner.row + 1, column: pane.inner.column + TableView.lead)
            canvas.put(words, at: start, model.theme[.textDim])
        }
        return table.draw(on: &canvas, in: pane.inner, window: list.window, scroll: model.invitations.scroll) { index in
            model.state.summary(of: list.rows[index], now: model.now).map { row($0, model) }
        }
    }

    static func title(_ model: ConsoleModel) -> (left: [TextRun], right: [TextRun]) {
        let search = model.invitations.search
        let left = search.isEmpty ? [] : [TextRun(" /\(search.text)", model.theme[.input])]
        return (left, [TextRun(Phrases.count(model.invitations.list.count), model.theme[.textDim])])
    }

    private static func row(_ summary: InvitationSummary, _ model: ConsoleModel) -> TableRow {
        let look = StatusLook(summary.state)
        let text = model.theme[.text]
        let accepted = summary.counts.accepted
        let share = summary.acceptable > 0 ? Double(accepted) / Double(summary.acceptable) : 0
        let bar = BarText.eighths(share, width: 6)
        let problems = summary.problems > 0 ? "!\(Phrases.count(summary.problems))" : ""
        return TableRow(
            glyph: look,
            cells: [
                [TextRun("\(summary.id) \(summary.name)", text)],
                [
                    TextRun(bar, model.theme[.progress]),
                    TextRun(" \(Phrases.count(accepted))/\(Phrases.count(summary.acceptable))", text),
                ],
                [TextRun(Phrases.invitationState(summary.state), model.theme[look.role])],
                [TextRun(problems, model.theme[.stateProblem])],
                [TextRun(Phrases.method(summary.method), text)],
                [TextRun(summary.location.name, text)],
            ])
    }
}
