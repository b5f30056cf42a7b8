import Domain
import Terminal

/// The texts of the pages, made from facts.
enum PageText {
    struct Text: Sendable {
        var title: String
        var body: String
        var copy: String?
    }

    static func text(_ kind: TextPage.Kind, _ model: ConsoleModel) -> Text {
        switch kind {
        case .why(let user): why(user, model)
        case .summary: summary(model)
        case .help: help(model)
        case .link(let key, let link): self.link(key, link, model)
        case .demo: demo
        }
    }

    private static func why(_ user: UserID, _ model: ConsoleModel) -> Text {
        guard let report = model.state.why(user, context: model.contextNow), let known = model.state.users[user] else {
            return Text(title: "Why", body: "There is no such user any more.")
        }
        let chain = report.chain.map { "\($0.ok ? "✓" : "✗") \($0.check): \($0.detail)" }
        let head = ["\(known.displayName), \(known.username)", "", "Next: \(report.nextStep)", ""]
        return Text(
            title: "Why \(known.username)", body: (head + chain + details(known, model)).joined(separator: "\n"),
            copy: "\(known.username): \(report.nextStep)")
    }

    private static func details(_ user: User, _ model: ConsoleModel) -> [String] {
        guard let summary = model.state.userSummary(user.id, now: model.now) else { return [] }
        let registrations = summary.registrations.map { at in
            let apple = at.appleStatus.map { ", Apple says \($0)" } ?? ""
            return "\(at.locationName): \(Phrases.registration(at.status))\(apple)"
        }
        let facts = [
            ("phone", user.phone), ("position", user.position), ("groups", summary.groups.joined(separator: ", ")),
        ].filter { !$0.1.isEmpty }.map { "\($0.0): \($0.1)" }
        let more = user.attributes.map { "\($0.name): \($0.value)" }
        return ["", "At Apple", ""] + registrations + (facts.isEmpty && more.isEmpty ? [] : ["", "Details", ""] + facts + more)
    }

    private static func summary(_ model: ConsoleModel) -> Text {
        let isLong = model.state.users.count > UserSearch.most
        guard let report = isLong ? model.status : model.state.statusReport(now: model.now) else {
            return Text(title: "Summary", body: "Counting.")
        }
        var lines = [
            "\(Phrases.count(report.accepted)) of \(Phrases.count(report.users)) accepted"
                + " (\(Phrases.percent(report.accepted, of: report.users)))", "",
        ]
        for location in report.locations { lines += summary(location, model) }
        lines.append("\(Phrases.count(report.outbox)) in the outbox")
        return Text(title: "Summary", body: lines.joined(separator: "\n"), copy: report.oneLine)
    }

    private static func summary(_ location: LocationStatus, _ model: ConsoleModel) -> [String] {
        let reasons = location.notReachableInOrder.map { reason, count in
            "  not reached, \(Phrases.reason(reason)): \(Phrases.count(count))"
        }
        let age = Phrases.appleAge(location.lastReadAt, now: model.now)
        let bar = BarText.eighths(location.share, width: model.size.columns < 60 ? 10 : 20)
        return [
            "\(location.name): \(Phrases.count(location.accepted)) of \(Phrases.count(location.users))  \(bar)  "
                + Phrases.percent(location.accepted, of: location.users),
            "  invited: \(Phrases.count(location.invited))", "  waiting: \(Phrases.count(location.waiting))",
            "  not invited: \(Phrases.count(location.notInvited))",
        ] + reasons + [
            "  problems: \(Phrases.count(location.problems))",
            "  \(Phrases.tokenState(location.token)), Apple's answer: \(age)", "",
        ]
    }

    private static func help(_ model: ConsoleModel) -> Text {
        let titles: [(KeyEntry.Place, String)] = [(.panes, "In the panes"), (.sheets, "In sheets")]
        var lines = ["/ finds in this text, n and N go on, q leaves.", ""]
        for (place, title) in titles {
            lines += [title, ""]
            for entry in model.keys.entries where entry.place == place {
                let keys = entry.keys.isEmpty ? ":\(CommandWords.spelling(entry.action))" : entry.symbols
                let words = CellText.wrapped(entry.description, to: max(16, TextPage.columns(in: model.size) - 16))
                lines.append(keys + blanks(max(1, 16 - keys.count)) + words.joined(separator: "\n" + blanks(16)))
            }
            lines.append("")
        }
        return Text(title: "Keys", body: lines.joined(separator: "\n"))
    }

    private static func blanks(_ count: Int) -> String { String(repeating: " ", count: count) }

    private static func link(_ key: RecipientKey, _ link: String, _ model: ConsoleModel) -> Text {
        let name = model.state.users[key.user]?.username ?? key.user.description
        let rest = "y copies it. It is for \(name) alone; that it was shown is recorded."
        let body = "The personal link of \(name):\n\n\(link)\n\n\(rest)"
        return Text(title: "Personal link", body: body, copy: link)
    }

    private static let demo = Text(
        title: "Demo",
        body: """
            rollcall demo

            opens a throw-away store with made-up people, a simulator of Apple's service, and people who accept over time.
            Nothing real is touched. Leave this console and type it, or use another window. y copies it.
            """,
        copy: "rollcall demo")
}
