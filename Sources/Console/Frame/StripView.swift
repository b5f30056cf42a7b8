import Domain
import Terminal

/// One line for the panes that are not on screen: number, title, and the one figure of each.
enum StripView {
    static func draw(_ model: ConsoleModel, _ rect: Rect, on canvas: inout Canvas) {
        // The title of the focused pane stands in its frame too: here it gives way before another pane does.
        let wordings = [rect.columns >= 110 ? PaneKind.allCases : [model.focus], [model.focus], []].map {
            tabs(model, spelledOut: $0)
        }
        let fitting = wordings.first { $0.reduce(0) { $0 + width($1) + 1 } <= rect.columns }
        var column = rect.column + 1
        for tab in fitting ?? wordings[2] {
            guard column + width(tab) <= rect.endColumn else { return }
            column += canvas.put(tab, at: Point(row: rect.row, column: column)) + 1
        }
    }

    private static func tabs(_ model: ConsoleModel, spelledOut: [PaneKind]) -> [[TextRun]] {
        PaneKind.allCases.map { kind in
            let figure = self.figure(kind, model)
            let title = spelledOut.contains(kind) ? kind.title : short(kind)
            return [
                TextRun("\(kind.rawValue)", model.theme[.keyName]),
                TextRun(" \(title)", model.theme[kind == model.focus ? .titleFocused : .title]),
                TextRun(figure.text.isEmpty ? "" : " \(figure.text)", figure.style),
            ]
        }
    }

    private static func width(_ tab: [TextRun]) -> Int { tab.reduce(0) { $0 + CellText.width(of: $1.text) } }

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
