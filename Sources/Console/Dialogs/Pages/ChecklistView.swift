import Domain
import Terminal

/// What a store without users opens on: what is done, what is missing, and how to get it.
enum ChecklistView {
    struct Step: Hashable, Sendable {
        let isDone: Bool
        let words: String
        let how: String
    }

    static func steps(_ model: ConsoleModel) -> [Step] {
        let state = model.state
        let capabilities = model.context.capabilities
        let canReach = capabilities.mail != nil || capabilities.deviceManagement || capabilities.selfService
        let remedy = "rollcall config edit, then: rollcall doctor"
        let mail = capabilities.mail.map { "mail as \($0.senderAddress)" } ?? "ready"
        return [
            Step(
                isDone: !state.locations.isEmpty, words: "a location",
                how: state.locations.values.first(where: { _ in true })?.name ?? "rollcall locations add --token FILE"),
            Step(isDone: state.users.count > 0, words: "users", how: "rollcall users import FILE"),
            Step(isDone: canReach, words: "a way to reach people", how: canReach ? mail : remedy),
            Step(
                isDone: !state.invitations.isEmpty, words: "a test invitation to yourself",
                how: "rollcall invitations create --test-to ADDRESS"),
            Step(isDone: !state.groups.isEmpty, words: "a first group", how: "rollcall groups create NAME"),
        ]
    }

    static func draw(_ model: ConsoleModel, _ rect: Rect, on canvas: inout Canvas) -> Point? {
        canvas.put("Five steps to the first invitation", in: rect.line(1), model.theme[.textStrong])
        for (index, step) in steps(model).enumerated() {
            let line = rect.line(3 + index)
            let look = step.isDone ? StatusLook("✓", .success) : StatusLook("○", .warning)
            let runs = [
                TextRun("\(look.glyph) ", model.theme[look.role]), TextRun("\(index + 1) \(step.words)", model.theme[.text]),
                TextRun(step.isDone ? "  \(step.how)" : "  → \(step.how)", model.theme[step.isDone ? .textDim : .link]),
            ]
            canvas.put(runs, at: Point(row: line.row, column: line.column + 1), maxWidth: line.columns - 1)
        }
        canvas.put(" d  try everything on made-up people", in: rect.line(9), model.theme[.text])
        return Point(row: rect.row + min(3, max(0, rect.rows - 1)), column: rect.column)
    }
}
