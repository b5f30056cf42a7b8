import Terminal

/// Draws a text over the panes.
enum PageView {
    static func draw(_ page: TextPage, _ model: ConsoleModel, _ layout: ConsoleLayout, on canvas: inout Canvas) -> Point {
        let rect = TextPage.frame(in: model.size)
        canvas.fill(rect, with: .blank(model.theme[.sheet]))
        let title = Canvas.BoxTitles([TextRun(" \(page.title) ", model.theme[.sheetTitle])], bottomRight: place(page, model))
        let inner = canvas.box(rect, model.theme[.sheetBorder], titles: title).inset(columns: 1)
        page.body.draw(on: &canvas, in: inner, model.theme[.sheet])
        guard var field = page.find else { return inner.origin }
        let line = layout.message
        canvas.fill(line, with: .blank(model.theme[.input]))
        canvas.put("/", at: line.origin, model.theme[.inputPrompt])
        let room = Rect(row: line.row, column: line.column + 1, rows: 1, columns: max(0, line.columns - 1))
        return field.draw(on: &canvas, in: room, model.theme[.input])
    }

    static func hints(_ page: TextPage, _ model: ConsoleModel) -> [KeyHints.Hint] {
        var hints = [("q", "back"), ("j k", "scroll"), ("/", "find"), ("n N", "next")].map { KeyHints.Hint($0.0, $0.1) }
        if page.copy != nil { hints.insert(KeyHints.Hint(model.keys.symbol(.copy), "copy"), at: 0) }
        return hints
    }

    private static func place(_ page: TextPage, _ model: ConsoleModel) -> [TextRun] {
        guard page.body.visible.count < page.body.lineCount else { return [] }
        return [TextRun(" \(page.body.visible.upperBound) of \(page.body.lineCount) ", model.theme[.textDim])]
    }
}
