import Domain
import Terminal

/// What the row under the cursor is about, in words, with its next step.
enum DetailView {
    static func draw(_ model: ConsoleModel, _ rect: Rect, on canvas: inout Canvas) {
        guard !rect.isEmpty, !(model.isEmptyStore && model.focus == .users) else { return }
        let lines = self.lines(model, rect.columns - 1)
        guard model.layout.kind == .wide, rect.rows >= 3 else {
            for (index, line) in lines.prefix(rect.rows).enumerated() {
                canvas.put(line, at: Point(row: rect.row + index, column: rect.column + 1), maxWidth: rect.columns - 1)
            }
            return
        }
        let inner = canvas.box(rect, model.theme[.border])
        for (index, line) in lines.prefix(inner.rows).enumerated() {
            canvas.put(line, at: Point(row: inner.row + index, column: inner.column + 1), maxWidth: inner.columns - 1)
        }
    }

    private static func lines(_ model: ConsoleModel, _ room: Int) -> [[TextRun]] {
        let subject = model.subject
        if model.focus == .invitations { return subject.invitation.map { invitation($0, model) } ?? [] }
        if model.focus == .workList { return model.workList.selected.map { work($0, model) } ?? [] }
        if model.focus == .activity { return record(model) }
        guard let user = subject.user else { return [] }
        return self.user(user, subject, model, room)
    }

    private static func user(_ id: UserID, _ subject: Subject, _ model: ConsoleModel, _ room: Int) -> [[TextRun]] {
        guard let summary = model.state.userSummary(id, now: model.now) else { return [] }
        let text = model.theme[.text]
        let look = StatusLook(summary.overall)
        let status = Phrases.overall(summary.overall, since: summary.since, now: model.now)
        var sendings = ""
        if let key = subject.recipient(in: model.state), let recipient = model.state.recipient(key) {
            let sent = recipient.timesSent > 0 ? ", sent \(recipient.timesSent)x" : ""
            sendings = "\(key.invitation)\(sent)" + (recipient.lastSentAt.map { ", last \(Phrases.ago($0, model.now))" } ?? "")
        }
        let first = [
            TextRun(summary.user.displayName, text), TextRun(gap(after: summary.user.displayName, to: 20, room), text),
            TextRun("\(look.glyph) \(status)", model.theme[look.role]),
            TextRun(sendings.isEmpty ? "" : gap(after: status, to: 26, room) + sendings, text),
        ]
        return [first, next(summary, subject, model, room)]
    }

    /// What follows stays at its column from row to row where there is room: less is painted on a slow line.
    private static func gap(after text: String, to columns: Int, _ room: Int) -> String {
        String(repeating: " ", count: 2 + (room < 76 ? 0 : max(0, columns - CellText.width(of: text))))
    }

    /// Cheap words for the next step; the page of `w` has the whole chain.
    private static func next(_ summary: UserSummary, _ subject: Subject, _ model: ConsoleModel, _ room: Int) -> [TextRun] {
        let actions: [ConsoleAction]
        switch summary.overall {
        case .accepted: actions = [.why, .redo]
        case .notInvited: actions = [.invite, .why]
        case .notReached: actions = [.edit, .why, .showLink]
        case .problem(.unknown, _): actions = [.why, .menu]
        case .problem: actions = [.why, .resend, .edit]
        case .waiting: actions = [.why, .takeBack]
        case .invited: actions = [.resend, .ask, .showLink, .why]
        case .redo: actions = [.why, .ask]
        }
        let email = summary.user.email.isEmpty ? "no email" : summary.user.email
        let words = actions.compactMap { action in
            model.keys.entry(action).map { $0.symbol.isEmpty ? $0.label : "\($0.label) (\($0.symbol))" }
        }
        let text = model.theme[.text]
        let width = CellText.width(of: email)
        guard room >= 76 else { return [TextRun(email, text), TextRun("  " + fitting(words, room - width - 2), text)] }
        // At the right edge, the part after the @ that people share stays where it is.
        let steps = fitting(words, room - max(30, width) - 3)
        let gap = max(2, room - 1 - CellText.width(of: steps) - width)
        return [TextRun(steps + String(repeating: " ", count: gap) + email, text)]
    }

    /// As many steps as there is room for, and at least one: they are in the order of their use.
    private static func fitting(_ words: [String], _ room: Int) -> String {
        let shorter = words.indices.reversed().lazy.map { "next: " + words[...$0].joined(separator: ", ") }
        return shorter.first { CellText.width(of: $0) <= room } ?? "next: " + (words.first ?? "")
    }

    private static func invitation(_ id: InvitationID, _ model: ConsoleModel) -> [[TextRun]] {
        guard let summary = model.state.summary(of: id, now: model.now) else { return [] }
        let look = StatusLook(summary.state)
        let counts = summary.counts
        var second = "by \(summary.createdBy) \(Phrases.ago(summary.createdAt, model.now))"
        if let last = summary.lastSending { second += ", \(Phrases.recentSending(last, now: model.now))" }
        second += ", skipped \(Phrases.count(counts[.skipped]))"
        if summary.excluded > 0 { second += ", excluded \(Phrases.count(summary.excluded))" }
        return [
            [
                TextRun("\(summary.id) \(summary.name)", model.theme[.textStrong]),
                TextRun("  \(look.glyph) \(Phrases.invitationState(summary.state))", model.theme[look.role]),
                TextRun("  \(Phrases.count(counts.recipients)) recipients at \(summary.location.name)", model.theme[.text]),
            ],
            [TextRun(second, model.theme[.textDim])],
        ]
    }

    private static func work(_ item: WorkItem, _ model: ConsoleModel) -> [[TextRun]] {
        [[TextRun(item.words, model.theme[.textStrong])], [TextRun(item.nextStep, model.theme[.link])]]
    }

    private static func record(_ model: ConsoleModel) -> [[TextRun]] {
        guard let entry = model.activity.list.selected.flatMap({ model.activity.entry($0) }) else { return [] }
        let origin = entry.from.map { " from \($0)" } ?? ""
        return [
            [
                TextRun("#\(entry.sequence) \(Phrases.moment(entry.at))", model.theme[.textStrong]),
                TextRun("  \(entry.by)\(origin)", model.theme[.text]),
            ],
            [TextRun(entry.why.map { "why: \($0)" } ?? ActivityView.words(entry, model.state), model.theme[.textDim])],
        ]
    }
}
