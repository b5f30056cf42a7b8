import Terminal

/// Draws a pane in its frame, with its title, search and counts.
enum PaneView {
    static func draw(_ model: ConsoleModel, _ pane: ConsoleLayout.Pane, on canvas: inout Canvas) -> Point? {
        drawFrame(model, pane, on: &canvas)
        var place: ListPlace?
        canvas.clipped(to: pane.inner) { canvas in place = content(model, pane, on: &canvas) }
        if let place { drawBar(place, model, pane, on: &canvas) }
        return place?.cursor
    }

    /// On the border, where there is one: it has the look of the border, so a line that is scrolled needs no other look for it.
    private static func drawBar(_ place: ListPlace, _ model: ConsoleModel, _ pane: ConsoleLayout.Pane, on canvas: inout Canvas) {
        let body = place.body
        let bar = Rect(row: body.row, column: pane.frame.endColumn - 1, rows: body.rows, columns: 1)
        let thumb = model.theme[.scrollThumb]
        let track = pane.isBoxed ? border(model, pane) : model.theme[.scroll]
        canvas.scrollBar(place.window.visible, of: place.window.count, in: bar, track, thumb: pane.isBoxed ? track : thumb)
    }

    private static func border(_ model: ConsoleModel, _ pane: ConsoleLayout.Pane) -> Style {
        model.theme[model.focus == pane.kind ? .borderFocused : .border]
    }

    private static func content(_ model: ConsoleModel, _ pane: ConsoleLayout.Pane, on canvas: inout Canvas) -> ListPlace? {
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
        let name = TextRun("\(pane.kind.rawValue) \(pane.kind.title)", model.theme[isFocused ? .titleFocused : .title])
        let title = self.title(model, pane.kind)
        var right = title.right
        if model.isFrozen { right = [TextRun("frozen  ", model.theme[.warning])] + right }
        guard pane.isBoxed else {
            let used = canvas.put([name] + title.left, at: pane.frame.origin, maxWidth: pane.frame.columns)
            let text = right.map(\.text).joined()
            let width = CellText.width(of: text)
            guard used + width < pane.frame.columns else { return }
            canvas.put(right, at: Point(row: pane.frame.row, column: pane.frame.endColumn - width))
            return
        }
        let style = border(model, pane)
        let spaced = right.isEmpty ? [] : [TextRun(" ", style)] + right + [TextRun(" ", style)]
        canvas.box(pane.frame, style, titles: Canvas.BoxTitles([name] + title.left + [TextRun(" ", style)], topRight: spaced))
    }

    private static func title(_ model: ConsoleModel, _ kind: PaneKind) -> (left: [TextRun], right: [TextRun]) {
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
