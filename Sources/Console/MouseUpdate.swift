import Terminal

/// The mouse: a click chooses pane and row, the wheel scrolls.
enum MouseUpdate {
    static func take(_ mouse: Mouse, _ model: inout ConsoleModel) -> [ConsoleEffect] {
        guard model.dialog == nil, let pane = model.layout.panes.first(where: { $0.frame.contains(mouse.at) }) else { return [] }
        switch mouse.action {
        case .wheelUp: scroll(pane.kind, by: -3, &model)
        case .wheelDown: scroll(pane.kind, by: 3, &model)
        case .press:
            let effects = ConsoleUpdate.show(pane.kind, &model)
            return effects + choose(mouse.at.row, in: pane, &model)
        case .release: break
        }
        return []
    }

    private static func scroll(_ pane: PaneKind, by rows: Int, _ model: inout ConsoleModel) {
        switch pane {
        case .users: model.users.list.scroll(by: rows)
        case .invitations: model.invitations.list.scroll(by: rows)
        case .usage: model.usage.list.scroll(by: rows)
        case .redo: model.redo.list.scroll(by: rows)
        case .activity: model.activity.list.scroll(by: rows)
        case .locations: model.locations.list.scroll(by: rows)
        case .outbox: model.outbox.list.scroll(by: rows)
        case .workList: model.workList.list.scroll(by: rows)
        }
    }

    private static func choose(_ row: Int, in pane: ConsoleLayout.Pane, _ model: inout ConsoleModel) -> [ConsoleEffect] {
        switch pane.kind {
        case .users: choose(row, in: TableView.body(of: pane.inner), &model.users.list)
        case .invitations:
            choose(row, in: TableView.body(of: pane.inner), &model.invitations.list)
            return UsageUpdate.follow(&model)
        case .usage: choose(row, in: UsageView.body(of: pane.inner), &model.usage.list)
        case .redo: choose(row, in: TableView.body(of: pane.inner), &model.redo.list)
        case .activity: choose(row, in: TableView.body(of: pane.inner), &model.activity.list)
        case .locations: choose(row, in: TableView.body(of: pane.inner), &model.locations.list)
        case .outbox: choose(row, in: TableView.body(of: pane.inner), &model.outbox.list)
        case .workList: choose(row, in: TableView.body(of: pane.inner), &model.workList.list)
        }
        return []
    }

    private static func choose<ID>(_ row: Int, in body: Rect, _ list: inout RowList<ID>) {
        let line = row - body.row
        guard line >= 0, line < body.rows, list.window.visible.contains(list.window.top + line) else { return }
        list.move(to: list.window.top + line)
    }
}
