import Terminal

/// Draws a pane in its frame, with its title, search and counts.
enum PaneView {
    static func draw(_ model: ConsoleModel, _ pane: ConsoleLayout.Pane, on canvas: inout Canvas) -> Point? {
        drawFrame(model, pane, on: &canvas)
        var cursor: Point?
        canvas.clipped(to: pane.inner) { canvas in cursor = content(model, pane, on: &canvas) }
        return cursor
    }

    private static func content(_ model: ConsoleModel, _ pane: ConsoleLayout.Pane, on canvas: inout Canvas) -> Point? {
        switch pane.kind {
        case .users: UsersView.draw(model, pane, on: &canvas)
        case .invitations: InvitationsView.draw(model, pane, on: &canvas)
        case .usage: UsageView.draw(model, pane, on: &canvas)
        case .redo: RedoView.draw(model, pane, on: &canvas)
        case .activity: ActivityView.draw(model, pane, on: &canvas)
        case .locations: LocationsView.draw(model, pane, on: &canvas)
        case .outbox: OutboxView.draw(model, pane, on: &canvas)
        case .workList: WorkListView.draw(model, pane, on: &canvas)
        }
    }

    private static func drawFrame(_ model: ConsoleModel, _ pane: ConsoleLayout.Pane, on canvas: inout Canvas) {
        let isFocused = model.focus == pane.kind
        let name = Span("\(pane.kind.rawValue) \(pane.kind.title)", model.theme[isFocused ? .titleFocused : .title])
        let title = self.title(model, pane.kind)
        var right = title.right
        if model.isFrozen { right = [Span("frozen  ", model.theme[.warning])] + right }
        guard pane.isBoxed else {
            let used = canvas.put([name] + title.left, at: pane.frame.origin, maxWidth: pane.frame.columns)
            let text = right.map(\.text).joined()
            let width = CellText.width(of: text)
            guard used + width < pane.frame.columns else { return }
            canvas.put(right, at: Point(row: pane.frame.row, column: pane.frame.endColumn - width))
            return
        }
        let style = model.theme[isFocused ? .borderFocused : .border]
        let spaced = right.isEmpty ? [] : [Span(" ", style)] + right + [Span(" ", style)]
        canvas.box(pane.frame, style, titles: Canvas.BoxTitles([name] + title.left + [Span(" ", style)], topRight: spaced))
    }

    private static func title(_ model: ConsoleModel, _ kind: PaneKind) -> (left: [Span], right: [Span]) {
        switch kind {
        case .users: UsersView.title(model)
        case .invitations: InvitationsView.title(model)
        case .usage: UsageView.title(model)
        case .redo: RedoView.title(model)
        case .activity: ActivityView.title(model)
        case .locations: LocationsView.title(model)
        case .outbox: OutboxView.title(model)
        case .workList: WorkListView.title(model)
        }
    }
}
