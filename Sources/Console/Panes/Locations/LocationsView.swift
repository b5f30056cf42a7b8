import Domain
import Terminal

/// Draws the locations: share, token, age of Apple's answer.
enum LocationsView {
    static func draw(_ model: ConsoleModel, _ pane: ConsoleLayout.Pane, on canvas: inout Canvas) -> ListPlace? {
        let columns = [
            TableColumn("location", least: 14, weight: 3), TableColumn("accepted", least: 16, weight: 2),
            TableColumn("token", least: 12, weight: 2), TableColumn("Apple", least: 11), TableColumn("site", least: 10),
            TableColumn("auto-register", least: 13), TableColumn("organisation", least: 12, weight: 2),
            TableColumn("country", least: 7),
        ]
        let list = model.locations.list
        if list.isEmpty {
            let start = Point(row: pane.inner.row + 1, column: pane.inner.column + TableView.lead)
            canvas.put("no location yet: rollcall locations add --token FILE", at: start, model.theme[.textDim])
        }
        let table = TableView(columns: columns, theme: model.theme, isFocused: model.focus == .locations)
        return table.draw(on: &canvas, in: pane.inner, window: list.window, scroll: model.locations.scroll) { index in
            model.state.locations[list.rows[index]].map { row($0, model) }
        }
    }

    static func title(_ model: ConsoleModel) -> (left: [TextRun], right: [TextRun]) {
        ([], [TextRun(Phrases.count(model.locations.list.count), model.theme[.textDim])])
    }

    private static func row(_ location: Location, _ model: ConsoleModel) -> TableRow {
        let share = model.state.acceptedShare(at: location.id)
        let token = location.tokenState(at: model.now)
        let text = model.theme[.text]
        let role = HeaderView.role(of: token)
        let site = location.settings.site.flatMap { model.state.sites[$0]?.name } ?? ""
        let look = location.isUsable(at: model.now) ? StatusLook(RecipientStatus.accepted) : StatusLook(RecipientStatus.failed)
        return TableRow(
            glyph: look,
            cells: [
                [TextRun(location.name, text)],
                [
                    TextRun("\(Phrases.count(share.accepted))/\(Phrases.count(share.users))", text),
                    TextRun(" \(Phrases.percent(share.accepted, of: share.users))", model.theme[.stateAccepted]),
                ],
                [TextRun(Phrases.tokenState(token), model.theme[role])],
                [TextRun(Phrases.appleAge(location.lastReadAt, now: model.now), text)], [TextRun(site, text)],
                [TextRun(location.settings.autoRegister ? "on" : "off", text)], [TextRun(location.settings.organisation, text)],
                [TextRun(location.settings.country, text)],
            ])
    }
}
