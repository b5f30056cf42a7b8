/// Reads the lines of keys.yaml and finds keys that would mean two things.
struct KeyBindingsReader {
    /// A key of an action and where it is written; without a place it is the action's own.
    private struct Use {
        let key: String
        let action: BindableAction
        let place: SettingsPlace?
    }

    let root: SettingsSection
    let actions: [BindableAction]
    let isKey: (String) -> Bool

    /// The keys of every action that the file names.
    func read() -> [String: [String]] {
        let uses = root.entries.flatMap(uses)
        reportConflicts(uses + defaults())
        var keys: [String: [String]] = [:]
        for entry in root.entries { keys[entry.name] = [] }
        for use in uses { keys[use.action.name, default: []].append(use.key) }
        return keys
    }

    private func uses(_ entry: SettingsNode.Entry) -> [Use] {
        guard let action = actions.first(where: { $0.name == entry.name }) else {
            let question = NearestName.question(entry.name, among: actions.map(\.name))
            root.reader.report(entry.place, "unknown action \(quoted(entry.name))\(question)")
            return []
        }
        if case .list(let nodes) = entry.value.content {
            return nodes.compactMap { use($0, action) }
        }
        return use(entry.value, action).map { [$0] } ?? []
    }

    private func use(_ node: SettingsNode, _ action: BindableAction) -> Use? {
        guard case .text(let text, _) = node.content, !text.isEmpty else {
            root.wrong(node, of: action.name, mustBe: "a key or a list of keys")
            return nil
        }
        guard isKey(text) else {
            let sentence = "\(quoted(text)) is no key; write one character, or a name such as space, f5 or ctrl-l"
            root.reader.report(node.place, sentence)
            return nil
        }
        return Use(key: text, action: action, place: node.place)
    }

    /// The keys of the actions that the file does not name.
    private func defaults() -> [Use] {
        actions.filter { action in !root.has(action.name) }.flatMap { action in
            action.defaultKeys.map { Use(key: $0, action: action, place: nil) }
        }
    }

    private func reportConflicts(_ uses: [Use]) {
        for (index, use) in uses.enumerated() {
            for earlier in uses[..<index] where earlier.key == use.key && earlier.action.meets(use.action) {
                report(earlier, use)
            }
        }
    }

    /// At least one of the two is written in the file, and that is the first one: defaults come last.
    private func report(_ first: Use, _ second: Use) {
        guard let firstPlace = first.place else { return }
        let key = quoted(first.key)
        guard let secondPlace = second.place else {
            let sentence =
                "key \(key) of \(quoted(first.action.name)) is already the key of \(quoted(second.action.name)), "
                + "which this file does not change"
            root.reader.report(firstPlace, sentence)
            return
        }
        let sentence =
            first.action == second.action
            ? "key \(key) is listed twice for \(quoted(first.action.name))"
            : "key \(key) of \(quoted(second.action.name)) is already the key of \(quoted(first.action.name))"
        root.reader.report(secondPlace, "\(sentence) at \(firstPlace.line):\(firstPlace.column)")
    }
}
