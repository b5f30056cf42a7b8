import Terminal

/// All actions of the row, each with a letter.
struct ActionMenu: Sendable {
    struct Item: Hashable, Sendable {
        let letter: Key
        let action: ConsoleAction
        let label: String
        let whyNot: String?
    }

    let items: [Item]
    var window: ListWindow

    /// The action under the cursor; nil in an empty menu.
    var selected: Item? { items.indices.contains(window.cursor) ? items[window.cursor] : nil }

    /// The actions that mean something in the focused pane: those that work first, then the others with the reason.
    init(_ model: ConsoleModel) {
        var used: Set<Key> = [Key("j"), Key("k"), Key("q"), Key(".")]
        let entries = model.keys.entries.filter { entry in
            entry.place == .panes && ActionMenu.kinds.contains(entry.action) && (entry.panes?.contains(model.focus) ?? true)
        }
        for entry in entries { used.formUnion(entry.keys) }
        var items: [Item] = []
        for entry in entries {
            let letter = entry.keys.first { $0.typed != nil } ?? entry.keys.first ?? ActionMenu.free(entry.label, &used)
            items.append(
                Item(
                    letter: letter, action: entry.action, label: entry.description,
                    whyNot: Availability.whyNot(entry.action, model)))
        }
        self.items = items.filter { $0.whyNot == nil } + items.filter { $0.whyNot != nil }
        window = ListWindow(count: self.items.count, height: self.items.count)
    }

    /// What is offered: everything that acts on the row.
    private static let kinds: Set<ConsoleAction> = [
        .open, .resend, .redo, .ask, .why, .invite, .takeBack, .showLink, .edit, .settle, .cancel, .retryRedo, .cancelRedo,
        .endRedo, .copy, .export, .mark,
    ]

    /// A letter for an action without a key: a capital of its name that nothing uses.
    private static func free(_ label: String, _ used: inout Set<Key>) -> Key {
        let own = label.uppercased().unicodeScalars.filter { ("A"..."Z").contains($0) }
        let others = (65...90).compactMap(Unicode.Scalar.init)
        let found = (own + others).map { Key($0) }.first { !used.contains($0) } ?? .enter
        used.insert(found)
        return found
    }
}
