import Domain
import Terminal

/// Draws the users pane; its work grows with the rows that are visible.
enum UsersView {
    static func draw(_ model: ConsoleModel, _ pane: ConsoleLayout.Pane, on canvas: inout Canvas) -> ListPlace? {
        if model.isEmptyStore { return ChecklistView.draw(model, pane.inner, on: &canvas).map { ListPlace(cursor: $0) } }
        let users = model.users
        let isNarrow = model.layout.kind == .narrow
        let chosen = isNarrow ? UserColumn.narrow : UserColumn.choices[users.columns % UserColumn.choices.count]
        let columns =
            [TableColumn("username", least: 14, weight: 2, isSorted: users.order == .username)]
            + chosen.map { TableColumn($0.title, least: $0.least, weight: $0.weight, isSorted: sorts($0, users.order)) }
        let table = TableView(columns: columns, theme: model.theme, isFocused: model.focus == .users)
        if users.list.isEmpty { empty(model, pane.inner, on: &canvas) }
        return table.draw(on: &canvas, in: pane.inner, window: users.list.window, scroll: users.scroll) { index in
            row(users.list.rows[index], chosen, model)
        }
    }

    /// What stands in the frame: the search, the chips and how many there are.
    static func title(_ model: ConsoleModel) -> (left: [TextRun], right: [TextRun]) {
        let users = model.users
        var left: [TextRun] = []
        if !users.search.isEmpty { left.append(TextRun(" /\(users.search.text)", model.theme[.input])) }
        if users.filter != .all { left.append(TextRun(" [\(users.filter.label)]", model.theme[.notice])) }
        let all = Phrases.count(model.state.users.count)
        let shown = Phrases.count(users.list.count) + (users.isCounting ? "+" : "")
        let count = users.list.count == model.state.users.count && !users.isCounting ? all : "\(shown) of \(all)"
        return (left, [TextRun(count, model.theme[.textDim])])
    }

    private static func empty(_ model: ConsoleModel, _ rect: Rect, on canvas: inout Canvas) {
        let words = model.users.isCounting ? "searching" : "no user matches; Esc in the search clears it, f changes the filter"
        canvas.put(words, at: Point(row: rect.row + 1, column: rect.column + TableView.lead), model.theme[.textDim])
    }

    private static func row(_ id: UserID, _ columns: [UserColumn], _ model: ConsoleModel) -> TableRow? {
        guard let summary = model.state.userSummary(id, now: model.now) else { return nil }
        let look = StatusLook(summary.overall)
        let name = highlighted(summary.user.username, model, model.theme[.text])
        let cells = columns.map { cell($0, summary, look, model) }
        return TableRow(isMarked: isMarked(id, model), glyph: look, cells: [name] + cells)
    }

    private static func isMarked(_ id: UserID, _ model: ConsoleModel) -> Bool {
        model.users.marks.contains(id) || model.users.marks.anchor == id
    }

    private static func cell(
        _ column: UserColumn, _ summary: UserSummary, _ look: StatusLook, _ model: ConsoleModel
    ) -> [TextRun] {
        let user = summary.user
        switch column {
        case .fullName: return highlighted(user.fullName, model, model.theme[.text])
        case .status:
            return [TextRun(Phrases.overall(summary.overall, since: summary.since, now: model.now), model.theme[look.role])]
        case .age: return [TextRun(summary.since.map { Phrases.age($0, model.now) } ?? "", model.theme[look.role])]
        case .email: return highlighted(user.email, model, model.theme[.text])
        case .managedAppleAccount: return highlighted(user.managedAppleAccount, model, model.theme[.text])
        case .phone: return highlighted(user.phone, model, model.theme[.text])
        case .groups: return [TextRun(summary.groups.joined(separator: ", "), model.theme[.text])]
        case .sites: return [TextRun(summary.sites.joined(separator: ", "), model.theme[.text])]
        case .devices: return highlighted(user.devices.map(\.serial).joined(separator: " "), model, model.theme[.text])
        }
    }

    private static func highlighted(_ text: String, _ model: ConsoleModel, _ style: Style) -> [TextRun] {
        let ranges = model.users.search.ranges(in: text)
        return ranges.isEmpty ? [TextRun(text, style)] : TextRun.highlighting(ranges, of: text, style, model.theme[.match])
    }

    private static func sorts(_ column: UserColumn, _ order: UserOrder) -> Bool {
        switch (column, order) {
        case (.fullName, .fullName), (.status, .status), (.status, .since): true
        default: false
        }
    }
}
