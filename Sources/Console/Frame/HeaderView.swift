import Domain
import Engine
import Terminal

/// The first line: how many have accepted, who delivers, how old Apple's answer is, how long the token lasts, who is at work.
enum HeaderView {
    static func draw(_ model: ConsoleModel, _ rect: Rect, on canvas: inout Canvas) {
        canvas.fill(rect, with: .blank(model.theme[.header]))
        let right = right(model, rect.columns, naming: naming(model, rect.columns))
        let left = left(model, rect.columns, beside: width(right))
        canvas.put(left, at: rect.origin, maxWidth: max(0, rect.columns - width(right) - 1))
        canvas.put(right, at: Point(row: rect.row, column: rect.endColumn - width(right)))
    }

    /// How who delivers is named.
    private enum Naming { case sentence, word, none }

    /// From 80 columns on it always is: in a sentence where the count keeps its words beside it, else in a word, before which
    /// even those words give way.
    private static func naming(_ model: ConsoleModel, _ columns: Int) -> Naming {
        guard columns >= 80 else { return .none }
        let fits = { (naming: Naming, words: Int) in
            width(left(model, words)) + width(right(model, columns, naming: naming)) < columns
        }
        return fits(.sentence, 64) ? .sentence : fits(.word, 49) ? .word : .none
    }

    private static func width(_ runs: [TextRun]) -> Int { runs.reduce(0) { $0 + CellText.width(of: $1.text) } }

    /// The fullest wording that fits beside so many columns: the percentage is never cut for the name of an organisation.
    private static func left(_ model: ConsoleModel, _ columns: Int, beside right: Int) -> [TextRun] {
        let room = columns - right - 1
        let wordings = [90, 89, 69, 64, 59, 49].map { left(model, $0) }
        return wordings.first { width($0) <= room } ?? wordings.last ?? left(model, room)
    }

    /// The role of a token's state: what ends soon is seen at once.
    static func role(of token: Location.TokenState) -> ThemeRole {
        switch token {
        case .valid(let days): days < 7 ? .error : days <= 31 ? .warning : .headerValue
        default: .error
        }
    }

    private static func left(_ model: ConsoleModel, _ room: Int) -> [TextRun] {
        let plain = model.theme[.header]
        guard let location = model.currentLocation else {
            return [TextRun(" Rollcall", model.theme[.headerName]), TextRun("  no location yet", model.theme[.warning])]
        }
        let share = model.state.acceptedShare(at: location.id)
        let fraction = share.users > 0 ? Double(share.accepted) / Double(share.users) : 0
        let organisation = location.settings.organisation
        let isPlain = organisation.isEmpty || organisation == location.name || room < 70
        let name = isPlain ? location.name : "\(organisation) / \(location.name)"
        let several = model.state.locations.count > 1 ? " (\(model.state.locations.count))" : ""
        let counts =
            room < 60
            ? "\(Phrases.count(share.accepted))/\(Phrases.count(share.users)) "
            : "\(Phrases.count(share.accepted)) of \(Phrases.count(share.users)) accepted "
        let bar = room < 50 ? [] : [TextRun(BarText.eighths(fraction, width: room < 90 ? 6 : 10), model.theme[.progress])]
        return [
            TextRun(room < 65 ? " " : " Rollcall  ", plain), TextRun(name + several, model.theme[.headerName]),
            TextRun("  ", plain), TextRun(counts, model.theme[.headerValue]),
        ] + bar
            + [TextRun(" " + Phrases.percent(share.accepted, of: share.users), model.theme[.headerValue])]
    }

    /// What fits, the most important last: it stays when room is short.
    private static func right(_ model: ConsoleModel, _ columns: Int, naming: Naming) -> [TextRun] {
        let value = model.theme[.headerValue]
        var parts: [(least: Int, span: TextRun)] = []
        if let words = delivers(model, naming) { parts.append((80, words)) }
        if let location = model.currentLocation {
            let age = "Apple \(coarse(location.lastReadAt, model.now))"
            parts.append((100, TextRun(age, value)))
            let token = location.tokenState(at: model.now)
            parts.append((44, TextRun(Phrases.tokenState(token), model.theme[role(of: token)])))
        }
        if model.facts.workCount > 0 {
            parts.append((60, TextRun("!\(Phrases.count(model.facts.workCount))", model.theme[.stateProblem])))
        }
        parts.append((130, TextRun(model.options.me, value)))
        if model.projection.readOnly != nil { parts.append((0, TextRun("read-only", model.theme[.headerReadOnly]))) }
        let shown = parts.filter { $0.least <= columns }.map(\.span)
        return shown.flatMap { [TextRun("  ", model.theme[.header]), $0] } + [TextRun(" ", model.theme[.header])]
    }

    private static func delivers(_ model: ConsoleModel, _ naming: Naming) -> TextRun? {
        guard naming != .none else { return nil }
        let isWord = naming == .word
        let value = model.theme[.headerValue]
        switch model.projection.deliverer {
        case .service: return TextRun(isWord ? "mail: service" : "service delivers", value)
        case .thisProcess: return TextRun(isWord ? "mail: here" : "this console delivers", value)
        case .other(let by, let role):
            let name = by.prefix { $0 != "@" }
            return TextRun(isWord ? "mail: \(name)'s \(role)" : "\(by)'s \(role) delivers", value)
        case .nobody:
            return TextRun(isWord ? "mail: nobody" : "nobody delivers", model.theme[model.facts.outbox > 0 ? .error : .warning])
        }
    }

    /// In steps of ten seconds below a minute, so that an idle console does not paint every second.
    private static func coarse(_ moment: Instant?, _ now: Instant) -> String {
        guard let moment else { return Phrases.appleAge(nil, now: now) }
        let seconds = now.since(moment).milliseconds / 1_000
        return seconds < 60 ? Phrases.span(.seconds(max(0, seconds / 10 * 10))) : Phrases.age(moment, now)
    }
}
