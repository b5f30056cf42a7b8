import Domain
import Terminal

/// One line for the panes that are not on screen: number, title, and the one figure of each.
enum StripView {
    static func draw(_ model: ConsoleModel, _ rect: Rect, on canvas: inout Canvas) {
        var column = rect.column + 1
        for kind in PaneKind.allCases {
            let isFocused = kind == model.focus
            let figure = self.figure(kind, model)
            let words = isFocused || rect.columns >= 110 ? " \(kind.title)" : " \(short(kind))"
            let runs = [
                TextRun("\(kind.rawValue)", model.theme[.keyName]),
                TextRun(words, model.theme[isFocused ? .titleFocused : .title]),
                TextRun(figure.text.isEmpty ? "" : " \(figure.text)", figure.style),
            ]
            let width = runs.reduce(0) { $0 + CellText.width(of: $1.text) }
            guard column + width <= rect.endColumn else { return }
            canvas.put(runs, at: Point(row: rect.row, column: column))
            column += width + 1
        }
    }

    private static func short(_ kind: PaneKind) -> String {
        switch kind {
        case .invitations: "Invit."
        case .activity: "Act."
        case .locations: "Loc."
        case .outbox: "Out"
        case .workList: "Work"
        default: kind.title
        }
    }

    private static func figure(_ kind: PaneKind, _ model: ConsoleModel) -> TextRun {
        let dim = model.theme[.textDim]
        switch kind {
        case .users: return TextRun(Phrases.count(model.state.users.count), dim)
        case .invitations: return TextRun(Phrases.count(model.state.invitations.count), dim)
        case .usage: return TextRun(model.usage.invitation?.description ?? "", dim)
        case .redo:
            let failed = model.facts.redosFailed
            return TextRun("\(model.facts.redosRunning + failed)", model.theme[failed > 0 ? .stateProblem : .textDim])
        case .locations: return TextRun("\(model.state.locations.count)", dim)
        case .outbox: return TextRun(Phrases.count(model.facts.outbox), dim)
        case .workList:
            let count = model.facts.workCount
            return TextRun(Phrases.count(count), model.theme[count > 0 ? .stateProblem : .textDim])
        case .activity: return TextRun("", dim)
        }
    }
}
