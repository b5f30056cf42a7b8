import Domain
import Terminal

/// Draws what lies over the panes.
enum DialogView {
    /// Returns where the cursor stands; nil when nothing lies over the panes.
    static func draw(_ model: ConsoleModel, _ layout: ConsoleLayout, on canvas: inout Canvas) -> Point? {
        switch model.dialog {
        case .search(let line): drawLine("/", line.field, "search: words, \"phrase\", *", model, layout, on: &canvas)
        case .pattern(let field): drawLine("+", field, "mark by pattern", model, layout, on: &canvas)
        case .command(let line): drawCommand(line, model, layout, on: &canvas)
        case .menu(let menu): MenuView.draw(menu, model, layout, on: &canvas)
        case .sheet(let sheet): SheetView.draw(sheet, model, layout, on: &canvas)
        case .form(let form): FormView.draw(form, model, layout, on: &canvas)
        case .page(let page): PageView.draw(page, model, layout, on: &canvas)
        case nil: nil
        }
    }

    /// Whether letters go into a text now.
    static func isTyping(_ model: ConsoleModel) -> Bool {
        switch model.dialog {
        case .search, .pattern, .command: true
        case .sheet(let sheet): sheet.confirmation.isGivingReason || sheet.plan.terms.wantsNumber
        case .form(let form): form.isEditing || form.confirmation.isGivingReason
        case .page(let page): page.find != nil
        case .menu, nil: false
        }
    }

    /// The keys of what lies over the panes; nil when the panes' own keys count.
    static func hints(_ model: ConsoleModel) -> KeyHints? {
        let leave = KeyHints.Hint("esc", "leave")
        switch model.dialog {
        case .search: return KeyHints([KeyHints.Hint("⏎", "keep"), KeyHints.Hint("esc", "clear"), KeyHints.Hint("↑↓", "move")])
        case .pattern: return KeyHints([KeyHints.Hint("⏎", "mark"), leave])
        case .command:
            return KeyHints([KeyHints.Hint("⏎", "do"), KeyHints.Hint("tab", "complete"), KeyHints.Hint("↑↓", "history"), leave])
        case .menu: return KeyHints([KeyHints.Hint("⏎", "do"), KeyHints.Hint("letter", "do at once"), leave])
        case .sheet(let sheet): return KeyHints(SheetView.hints(sheet, model))
        case .form(let form): return KeyHints(FormView.hints(form, model))
        case .page(let page): return KeyHints(PageView.hints(page, model))
        case nil: return nil
        }
    }

    /// A line at the place of the messages.
    private static func drawLine(
        _ prompt: String, _ field: TextField, _ hint: String, _ model: ConsoleModel, _ layout: ConsoleLayout,
        on canvas: inout Canvas
    ) -> Point {
        let rect = layout.message
        canvas.fill(rect, with: .blank(model.theme[.input]))
        canvas.put(prompt, at: Point(row: rect.row, column: 0), model.theme[.inputPrompt])
        var field = field
        let room = Rect(row: rect.row, column: 1, rows: 1, columns: rect.columns - 1)
        return field.draw(on: &canvas, in: room, model.theme[.input], hint: TextRun(hint, model.theme[.inputHint]))
    }

    private static func drawCommand(
        _ line: CommandLine, _ model: ConsoleModel, _ layout: ConsoleLayout, on canvas: inout Canvas
    ) -> Point {
        let cursor = drawLine(":", line.field, "a command; Tab completes", model, layout, on: &canvas)
        let found = line.field.isEmpty ? [] : line.candidates(model)
        guard !found.isEmpty else { return cursor }
        let words = found.prefix(12).joined(separator: "  ")
        let start = max(cursor.column + 3, 20)
        canvas.put(words, at: Point(row: layout.message.row, column: start), model.theme[.inputHint])
        return cursor
    }
}
