import Terminal

/// One line of the list of keys: an action, its keys and what people read about it.
package struct KeyEntry: Hashable, Sendable {
    /// Where a key counts; the same key may mean another thing in the other place.
    package enum Place: String, CaseIterable, Hashable, Sendable { case panes, sheets }

    /// What the keys do.
    package let action: ConsoleAction
    /// The first one is shown; empty for what is only in the menu and on the command line.
    package var keys: [Key]
    /// One or two words for the bottom line.
    package let label: String
    /// One sentence for the help.
    package let description: String
    /// Where the keys count.
    package let place: Place
    /// The panes in which it means something; nil for all.
    package let panes: Set<PaneKind>?

    init(
        _ action: ConsoleAction, _ keys: String, _ label: String, _ description: String, place: Place = .panes,
        panes: Set<PaneKind>? = nil
    ) {
        self.action = action
        self.keys = keys.split(separator: " ").compactMap { Key(name: String($0)) }
        self.label = label
        self.description = description
        self.place = place
        self.panes = panes
    }

    /// The keys as the screen shows them, such as `⏎` or `k ↑`.
    package var symbols: String { keys.map { $0 == .space ? "space" : $0.symbol }.joined(separator: " ") }
    /// The key that the bottom line shows; empty without one.
    package var symbol: String { keys.first.map { $0 == .space ? "space" : $0.symbol } ?? "" }
}
