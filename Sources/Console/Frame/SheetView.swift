import Domain
import Terminal

/// Draws a sheet: what would be done, for whom, and what has to be pressed.
enum SheetView {
    static func draw(
        _ sheet: ConfirmSheet, _ model: ConsoleModel, _ layout: ConsoleLayout, on canvas: inout Canvas
    ) -> Point {
        let ask = question(sheet.confirmation, sheet.plan.terms, model)
        let body = wrapped(sheet.plan.lines, to: SheetView.width(model.size) - 4)
        let inner = frame(
            sheet.plan.title, isDangerous: sheet.plan.isDangerous, rows: body.count + 1 + askRows(sheet.confirmation), model,
            on: &canvas)
        let parts = inner.splitRows([.flex(), .fixed(min(inner.rows, askRows(sheet.confirmation)))])
        draw(Array(body.dropFirst(min(sheet.top, max(0, body.count - parts[0].rows)))), model, parts[0], on: &canvas)
        return draw(ask, sheet.confirmation, model, parts[1], on: &canvas)
    }

    /// The keys at the bottom line.
    static func hints(_ sheet: ConfirmSheet, _ model: ConsoleModel) -> [KeyHints.Hint] {
        let leave = KeyHints.Hint("esc", "leave")
        if sheet.choice != nil {
            let marked = KeyHints.Hint(model.keys.symbol(.useMarked), "marked")
            let one = KeyHints.Hint(model.keys.symbol(.useOne), "only this one", isEnabled: sheet.choice?.one != nil)
            return [marked, one, leave]
        }
        return confirming(sheet.confirmation, sheet.plan.terms, model) + sheet.plan.hints + [leave]
    }

    static func confirming(_ confirmation: Confirmation, _ terms: Confirmation.Terms, _ model: ConsoleModel) -> [KeyHints.Hint] {
        if confirmation.isGivingReason { return [KeyHints.Hint("⏎", "keep the reason")] }
        // What cannot be done is not offered; the sheet itself says why.
        guard terms.obstacle == nil else { return [KeyHints.Hint(model.keys.symbol(.reason), "reason")] }
        let yes = KeyHints.Hint(model.keys.symbol(.confirm), "do it")
        let number = KeyHints.Hint("\(terms.people)", "do it")
        return [terms.wantsNumber && !terms.alwaysYes ? number : yes, KeyHints.Hint(model.keys.symbol(.reason), "reason")]
    }

    static func width(_ size: Size) -> Int { min(size.columns, 78) }

    /// How many of so many lines a sheet shows at once.
    static func room(for lines: Int, _ confirmation: Confirmation, _ size: Size) -> Int {
        min(lines, max(0, size.rows - 4 - askRows(confirmation)))
    }

    /// The bordered room in the middle of the screen.
    static func frame(_ title: String, isDangerous: Bool, rows: Int, _ model: ConsoleModel, on canvas: inout Canvas) -> Rect {
        let room = Rect(model.size).splitRows([.fixed(1), .flex(), .fixed(1)])[1]
        let rect = room.centered(Size(rows: rows + 2, columns: width(model.size)))
        canvas.fill(rect, with: .blank(model.theme[.sheet]))
        let name = TextRun(" \(title) ", model.theme[isDangerous ? .sheetDanger : .sheetTitle])
        return canvas.box(rect, model.theme[.sheetBorder], titles: Canvas.BoxTitles([name])).inset(columns: 1)
    }

    static func wrapped(_ lines: [SheetLine], to columns: Int) -> [SheetLine] {
        lines.flatMap { line in
            CellText.wrapped(line.text, to: columns).map { SheetLine(text: $0, role: line.role) }
        }
    }

    static func draw(_ lines: [SheetLine], _ model: ConsoleModel, _ rect: Rect, on canvas: inout Canvas) {
        for (index, line) in lines.prefix(rect.rows).enumerated() {
            let isCut = index == rect.rows - 1 && lines.count > rect.rows
            let style = isCut ? model.theme[.textDim] : model.theme[line.role].over(model.theme[.sheet])
            canvas.put(isCut ? "…" : line.text, in: rect.line(index), style)
        }
    }

    /// One line for the question, one more for the reason.
    static func askRows(_ confirmation: Confirmation) -> Int {
        confirmation.isGivingReason || confirmation.givenReason != nil ? 2 : 1
    }

    /// What has to be pressed, or why the last key was not it.
    static func question(_ confirmation: Confirmation, _ terms: Confirmation.Terms, _ model: ConsoleModel) -> SheetLine {
        if let refusal = confirmation.refusal { return SheetLine(text: refusal, role: .error) }
        if let obstacle = terms.obstacle { return SheetLine(text: obstacle, role: .warning) }
        if terms.wantsNumber, !terms.alwaysYes {
            return SheetLine(text: "Type \(terms.people) to do it: \(confirmation.typed)", role: .sheetChoice)
        }
        let reason = terms.needsReason != nil && confirmation.givenReason == nil ? "# gives the reason, then " : ""
        return SheetLine(text: "\(reason)\(model.keys.symbol(.confirm)) does it.", role: .sheetChoice)
    }

    static func draw(
        _ question: SheetLine, _ confirmation: Confirmation, _ model: ConsoleModel, _ rect: Rect, on canvas: inout Canvas
    ) -> Point {
        let style = model.theme[question.role].over(model.theme[.sheet])
        let used = canvas.put(question.text, at: rect.origin, style, maxWidth: rect.columns)
        var cursor = Point(row: rect.row, column: rect.column + used)
        guard rect.rows > 1 else { return cursor }
        let line = rect.line(1)
        let prompt = canvas.put("Reason: ", at: line.origin, model.theme[.inputPrompt])
        var field = confirmation.reason
        let room = Rect(row: line.row, column: line.column + prompt, rows: 1, columns: max(0, line.columns - prompt))
        let typing = field.draw(on: &canvas, in: room, model.theme[.input])
        if confirmation.isGivingReason { cursor = typing }
        return cursor
    }
}
