import Domain
import Terminal

/// What the `:` line understands.
enum CommandWords {
    /// Every word and every fixed beginning, for completion.
    static func vocabulary(_ model: ConsoleModel) -> [String] {
        let actions = model.keys.entries.filter { $0.place == .panes }.map { spelling($0.action) }
        let panes = PaneKind.allCases.map(\.name)
        let orders = UserOrder.allCases.map { "sort \($0.rawValue)" }
        let locations = model.state.locations.values.prefix(50).map { "location \($0.name)" }
        let rest = ["q", "quit", "open ", "theme default", "theme mono", "search ", "take-over ", "retire "]
        return Array(Set(actions + panes + orders + locations + rest)).sorted()
    }

    /// Does a line; says in the message line when it is not understood.
    static func run(_ line: String, _ model: inout ConsoleModel) -> [ConsoleEffect] {
        let words = line.split(separator: " ", maxSplits: 1).map(String.init)
        guard let verb = words.first else { return [] }
        let rest = words.count > 1 ? words[1].trimmed : ""
        if let pane = PaneKind(name: verb) { return ConsoleUpdate.show(pane, &model) }
        switch verb {
        case "q", "quit", "q!": return ConsoleUpdate.leave(&model)
        case "open": return open(rest, &model)
        case "theme": return rest.isEmpty ? say("theme NAME", &model) : [.loadTheme(rest)]
        case "search": return SearchLine.search(rest, in: model.focus, &model)
        case "sort": return sort(rest, &model)
        case "location": return choose(rest, &model)
        case "take-over": return say("Take a location over with: rollcall locations claim NAME", &model)
        case "retire": return say("Retire without inviting again with: rollcall retire USER", &model)
        default: break
        }
        guard let action = action(named: verb) else { return say(":\(verb) is no command; Tab completes, ? lists them", &model) }
        return ConsoleUpdate.perform(action, &model)
    }

    /// `takeBack` is written `take-back`.
    static func spelling(_ action: ConsoleAction) -> String {
        action.rawValue.reduce(into: "") { text, character in
            text += character.isUppercase ? "-" + character.lowercased() : String(character)
        }
    }

    private static func action(named word: String) -> ConsoleAction? {
        ConsoleAction.allCases.first { spelling($0) == word || $0.rawValue == word }
    }

    private static func open(_ text: String, _ model: inout ConsoleModel) -> [ConsoleEffect] {
        let digits = text.hasPrefix("#") ? String(text.dropFirst()) : text
        if let number = UInt32(digits) {
            let id = InvitationID(number)
            guard model.state.invitations.contains(id) else { return say("there is no invitation \(id)", &model) }
            model.invitations.search = .none
            InvitationsUpdate.refresh(&model)
            model.invitations.list.select(id)
            return UsageUpdate.follow(&model) + ConsoleUpdate.show(.usage, &model)
        }
        guard let user = model.state.users.find(text) else { return say("there is no user or invitation \(text)", &model) }
        model.dialog = .page(TextPage(.why(user.id), model))
        return []
    }

    private static func sort(_ text: String, _ model: inout ConsoleModel) -> [ConsoleEffect] {
        guard let order = UserOrder(rawValue: text) ?? UserOrder.allCases.first(where: { $0.label == text }) else {
            return say("sort " + UserOrder.allCases.map(\.rawValue).joined(separator: "|"), &model)
        }
        model.users.order = order
        return UsersUpdate.ask(&model)
    }

    private static func choose(_ text: String, _ model: inout ConsoleModel) -> [ConsoleEffect] {
        guard let location = model.state.location(named: text) else { return say("there is no location \(text)", &model) }
        model.location = location.id
        return []
    }

    private static func say(_ words: String, _ model: inout ConsoleModel) -> [ConsoleEffect] {
        model.line = MessageLine(.warning, words)
        return []
    }
}

extension String {
    /// Without blanks at both ends.
    var trimmed: String {
        String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
}
