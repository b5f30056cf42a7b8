import Terminal

/// Draws a form: its fields, and below them what they would do.
enum FormView {
    static func draw(_ form: FormSheet, _ model: ConsoleModel, _ layout: ConsoleLayout, on canvas: inout Canvas) -> Point {
        let body = SheetView.wrapped(form.preview, to: SheetView.width(model.size) - 4)
        let askRows = SheetView.askRows(form.confirmation)
        let inner = SheetView.frame(
            form.title, isDangerous: false, rows: form.fields.count + 1 + body.count + askRows, model, on: &canvas)
        // What will not work is read first: fields give way before the preview does.
        let fieldRows = min(form.fields.count, max(1, inner.rows - askRows - min(body.count, 4)))
        let gap = inner.rows > fieldRows + askRows + body.count ? 1 : 0
        let parts = inner.splitRows([.fixed(fieldRows), .fixed(gap), .flex(), .fixed(askRows)])
        let cursor = drawFields(form, model, parts[0], on: &canvas)
        SheetView.draw(body, model, parts[2], on: &canvas)
        let question = SheetView.question(form.confirmation, form.terms, model)
        let asked = SheetView.draw(question, form.confirmation, model, parts[3], on: &canvas)
        return form.confirmation.isGivingReason ? asked : cursor
    }

    static func hints(_ form: FormSheet, _ model: ConsoleModel) -> [KeyHints.Hint] {
        if form.isEditing { return [KeyHints.Hint("⏎", "keep"), KeyHints.Hint("tab", "next field")] }
        let moving = [KeyHints.Hint("⏎", "change"), KeyHints.Hint("esc", "leave"), KeyHints.Hint("j k", "field")]
        return SheetView.confirming(form.confirmation, form.terms, model) + moving
    }

    private static func drawFields(_ form: FormSheet, _ model: ConsoleModel, _ rect: Rect, on canvas: inout Canvas) -> Point {
        let first = max(0, min(form.cursor - rect.rows + 1, form.fields.count - rect.rows))
        let width = min(30, (form.fields.map { CellText.width(of: $0.name) }.max() ?? 0) + 2)
        var cursor = rect.origin
        for (line, index) in (first..<form.fields.count).prefix(rect.rows).enumerated() {
            let isHere = index == form.cursor
            let row = rect.line(line)
            let name = model.theme[isHere ? .titleFocused : .text]
            canvas.put(isHere ? "▸ " : "  ", at: row.origin, name)
            canvas.put(form.fields[index].name, at: Point(row: row.row, column: row.column + 2), name, maxWidth: width)
            let room = Rect(row: row.row, column: row.column + 3 + width, rows: 1, columns: max(0, row.columns - 3 - width))
            let place = draw(form.fields[index], isEdited: isHere && form.isEditing, model, room, on: &canvas)
            if isHere { cursor = place }
        }
        return cursor
    }

    private static func draw(
        _ field: FormField, isEdited: Bool, _ model: ConsoleModel, _ rect: Rect, on canvas: inout Canvas
    ) -> Point {
        if case .text(var text) = field.content, isEdited {
            return text.draw(on: &canvas, in: rect, model.theme[.input])
        }
        let isText = if case .text = field.content { true } else { false }
        canvas.put(isText ? field.words : "< \(field.words) >", in: rect, model.theme[isText ? .input : .sheetChoice])
        return rect.origin
    }
}
