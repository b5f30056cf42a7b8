import Terminal

/// The `:` line: every action by name, with completion and history.
struct CommandLine: Sendable {
    var field = TextField(limit: 500)
    /// Which line of the history is shown; nil for the one being written.
    private var place: Int?
    private var draft = ""

    /// What can be completed now: those words of the vocabulary that begin as the line does.
    func candidates(_ model: ConsoleModel) -> [String] {
        let text = field.text
        return CommandWords.vocabulary(model).filter { $0.hasPrefix(text) && $0 != text }
    }

    /// Completes as far as all candidates agree; with one candidate, the whole word.
    mutating func complete(_ model: ConsoleModel) {
        let found = candidates(model)
        guard let first = found.first else { return }
        let common = found.dropFirst().reduce(first) { common, word in
            String(zip(common, word).prefix { $0 == $1 }.map(\.0))
        }
        if common.count > field.text.count { field.replace(with: found.count == 1 ? common + " " : common) }
    }

    mutating func older(_ history: [String]) {
        let next = (place ?? history.count) - 1
        guard history.indices.contains(next) else { return }
        if place == nil { draft = field.text }
        place = next
        field.replace(with: history[next])
    }

    mutating func newer(_ history: [String]) {
        guard let place else { return }
        if history.indices.contains(place + 1) {
            self.place = place + 1
            field.replace(with: history[place + 1])
        } else {
            self.place = nil
            field.replace(with: draft)
        }
    }
}
