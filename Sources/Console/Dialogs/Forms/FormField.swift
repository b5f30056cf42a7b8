import Terminal

/// One line of a form.
struct FormField: Sendable {
    enum Content: Sendable {
        case text(TextField)
        case choice([String], Int)
        case toggle(Bool)
    }

    let name: String
    var content: Content

    init(_ name: String, text: String, limit: Int = 1_000) {
        self.name = name
        content = .text(TextField(text, limit: limit))
    }

    init(_ name: String, choices: [String], chosen: Int = 0) {
        self.name = name
        content = .choice(choices, chosen)
    }

    init(_ name: String, isOn: Bool) {
        self.name = name
        content = .toggle(isOn)
    }

    /// What was written; empty for other fields.
    var text: String {
        if case .text(let field) = content { field.text.trimmed } else { "" }
    }

    /// Which choice stands; 0 for other fields.
    var chosen: Int {
        if case .choice(_, let index) = content { index } else { 0 }
    }

    var isOn: Bool {
        if case .toggle(let isOn) = content { isOn } else { false }
    }

    /// The next or the previous choice; turns a switch round; does nothing to a text.
    mutating func step(by count: Int) {
        switch content {
        case .choice(let all, let index) where !all.isEmpty:
            content = .choice(all, (index + count + all.count) % all.count)
        case .toggle(let isOn): content = .toggle(!isOn)
        default: break
        }
    }

    /// What the line shows.
    var words: String {
        switch content {
        case .text(let field): field.text
        case .choice(let all, let index): all.indices.contains(index) ? all[index] : "-"
        case .toggle(let isOn): isOn ? "yes" : "no"
        }
    }
}
