import Domain
import Terminal

/// Draws the funnel of an invitation, its bars, and its recipients.
enum UsageView {
    static func draw(_ model: ConsoleModel, _ pane: ConsoleLayout.Pane, on canvas: inout Canvas) -> ListPlace? {
        let rect = pane.inner
        guard let id = model.usage.invitation, let funnel = model.state.funnel(of: id) else {
            canvas.put("no invitation is selected", in: rect.line(0), model.theme[.textDim])
            return ListPlace(cursor: rect.origin)
        }
        let parts = parts(of: rect)
        let bars = parts[0].rows
        if bars >= 6 {
            drawFunnel(funnel, model, parts[0], on: &canvas)
        } else if bars >= 1 {
            drawShort(funnel, model, parts[0], on: &canvas)
        }
        return drawRows(id, model, parts[1], on: &canvas)
    }

    /// Where the rows are.
    static func body(of rect: Rect) -> Rect { TableView.body(of: parts(of: rect)[1]) }
    /// How many rows there is room for.
    static func rows(in rect: Rect) -> Int { body(of: rect).rows }

    /// The funnel gives way first when there is little room: the rows answer more questions than the bars.
    private static func parts(of rect: Rect) -> [Rect] {
        let bars = rect.rows >= 14 ? 6 : rect.rows >= 8 ? 2 : rect.rows >= 5 ? 1 : 0
        return rect.splitRows([.fixed(bars), .flex()])
    }

    static func title(_ model: ConsoleModel) -> (left: [TextRun], right: [TextRun]) {
        guard let id = model.usage.invitation, let invitation = model.state.invitations[id] else { return ([], []) }
        var left = [TextRun(" \(id) \(invitation.name)", model.theme[.textStrong])]
        if !model.usage.search.isEmpty { left.append(TextRun(" /\(model.usage.search.text)", model.theme[.input])) }
        if model.usage.chip != .all { left.append(TextRun(" [\(model.usage.chip.label)]", model.theme[.notice])) }
        let all = Phrases.count(invitation.counts.recipients)
        let shown = Phrases.count(model.usage.list.count)
        return (left, [TextRun(shown == all ? all : "\(shown) of \(all)", model.theme[.textDim])])
    }

    private static func drawFunnel(_ funnel: UsageFunnel, _ model: ConsoleModel, _ rect: Rect, on canvas: inout Canvas) {
        let steps: [(String, Int, ThemeRole)] = [
            ("invited", funnel.recipients, .chart), ("sent", funnel.sentOrFurther, .chartSent),
            ("opened", funnel.openedOrFurther, .stateSeen), ("accepted", funnel.accepted, .chartAccepted),
        ]
        for (index, step) in steps.enumerated() {
            let line = rect.line(index)
            canvas.put(step.0, at: line.origin, model.theme[.text], maxWidth: 9)
            let share = funnel.recipients > 0 ? Double(step.1) / Double(funnel.recipients) : 0
            let start = Point(row: line.row, column: line.column + 10)
            let width = max(0, line.columns - 18)
            canvas.bar(share, at: start, width: width, model.theme[step.2], rest: model.theme[.progressRest])
            canvas.put(
                Phrases.count(step.1), in: Rect(row: line.row, column: line.endColumn - 7, rows: 1, columns: 7),
                model.theme[.textStrong], align: .right)
        }
        drawRest(funnel, model, rect.line(4), on: &canvas)
        drawDays(model, rect.line(5), on: &canvas)
    }

    private static func drawShort(_ funnel: UsageFunnel, _ model: ConsoleModel, _ rect: Rect, on canvas: inout Canvas) {
        let text = model.theme[.text]
        let runs = [
            TextRun("invited \(Phrases.count(funnel.recipients))", text),
            TextRun(" ▏sent \(Phrases.count(funnel.sentOrFurther))", text),
            TextRun(" ▏opened \(Phrases.count(funnel.openedOrFurther))", text),
            TextRun(" ▏accepted \(Phrases.count(funnel.accepted))", model.theme[.stateAccepted]),
        ]
        canvas.put(runs, at: rect.origin, maxWidth: rect.columns)
        if rect.rows > 1 { drawRest(funnel, model, rect.line(1), on: &canvas) }
    }

    private static func drawRest(_ funnel: UsageFunnel, _ model: ConsoleModel, _ line: Rect, on canvas: inout Canvas) {
        let problems = model.theme[funnel.problems > 0 ? .stateProblem : .textDim]
        let dim = model.theme[.textDim]
        let runs = [
            TextRun("waiting \(Phrases.count(funnel.queued))", dim),
            TextRun("  problems \(Phrases.count(funnel.problems))", problems),
            TextRun("  not reached \(Phrases.count(funnel.skipped))", dim),
            TextRun("  ended \(Phrases.count(funnel.ended))", dim),
        ]
        canvas.put(runs, at: line.origin, maxWidth: line.columns)
    }

    private static func drawDays(_ model: ConsoleModel, _ line: Rect, on canvas: inout Canvas) {
        let used = canvas.put("accepted per day, 30 days ", at: line.origin, model.theme[.textDim], maxWidth: line.columns)
        let start = Point(row: line.row, column: line.column + used)
        canvas.sparkline(model.usage.perDay, at: start, width: line.columns - used, model.theme[.chartAccepted])
    }

    private static func drawRows(_ id: InvitationID, _ model: ConsoleModel, _ rect: Rect, on canvas: inout Canvas) -> ListPlace {
        let status = TableColumn("status", least: 26)
        let name = TableColumn("name", least: 12, weight: 2)
        let columns =
            [TableColumn("username", least: 14, weight: 2)]
            + (model.usage.columns == 0 ? [status, name] : [name, status])
            + [TableColumn("sent", least: 5, weight: 0), TableColumn("email", least: 18, weight: 2)]
        let table = TableView(columns: columns, theme: model.theme, isFocused: model.focus == .usage)
        let list = model.usage.list
        return table.draw(on: &canvas, in: rect, window: list.window, scroll: model.usage.scroll) { index in
            model.state.usageRow(RecipientKey(id, list.rows[index]), now: model.now).map { row($0, model) }
        }
    }

    private static func row(_ row: UsageRow, _ model: ConsoleModel) -> TableRow {
        let look = row.redo.map { StatusLook($0.stage) } ?? StatusLook(row.recipient.status)
        let words =
            row.redo.map { "Redo: \(Phrases.redo($0, now: model.now))" }
            ?? Phrases.recipient(row.recipient, now: model.now)
        let text = model.theme[.text]
        let status = [TextRun(words, model.theme[look.role])]
        let name = [TextRun(row.user.fullName, text)]
        let times = row.recipient.timesSent > 0 ? "x\(row.recipient.timesSent)" : ""
        return TableRow(
            isMarked: model.usage.marks.contains(row.user.id) || model.usage.marks.anchor == row.user.id, glyph: look,
            cells: [[TextRun(row.user.username, text)]] + (model.usage.columns == 0 ? [status, name] : [name, status])
                + [[TextRun(times, text)], [TextRun(row.user.email, text)]])
    }
}
