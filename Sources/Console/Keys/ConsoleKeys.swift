import Terminal

/// The one list of keys: it makes the bottom line, the help, `rollcall keys`, docs/KEYS.md and what keys.yaml may rebind.
package struct ConsoleKeys: Hashable, Sendable {
    /// In the order of the help.
    package let entries: [KeyEntry]
    private let panes: [Key: ConsoleAction]
    private let sheets: [Key: ConsoleAction]

    /// The keys as delivered, some of them replaced.
    ///
    /// - Parameter rebound: key names by action name, as keys.yaml gives them; unknown names are left out, the loader has
    ///   reported them already.
    package init(rebound: [String: [String]] = [:]) {
        var entries = ConsoleKeys.standard
        for index in entries.indices {
            guard let names = rebound[entries[index].action.rawValue] else { continue }
            entries[index].keys = names.compactMap(Key.init(name:))
        }
        self.entries = entries
        self.panes = ConsoleKeys.table(entries, .panes)
        self.sheets = ConsoleKeys.table(entries, .sheets)
    }

    /// What a key means; nil when nothing.
    func action(of key: Key, in place: KeyEntry.Place) -> ConsoleAction? {
        place == .panes ? panes[key] : sheets[key]
    }

    /// The line of an action.
    package func entry(_ action: ConsoleAction) -> KeyEntry? { entries.first { $0.action == action } }

    /// The key that is shown for an action; empty when it has none.
    func symbol(_ action: ConsoleAction) -> String { entry(action)?.symbol ?? "" }

    /// The first line wins: a key that two lines claim was reported when the file was read.
    private static func table(_ entries: [KeyEntry], _ place: KeyEntry.Place) -> [Key: ConsoleAction] {
        let pairs = entries.filter { $0.place == place }.flatMap { entry in entry.keys.map { ($0, entry.action) } }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }
}
