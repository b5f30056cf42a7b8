extension ConsoleKeys {
    /// One action of `rollcall keys` and of keys.yaml.
    package struct Line: Hashable, Sendable {
        /// Key names as keys.yaml writes them; empty for what has no key.
        package let keys: [String]
        /// The name of the action in keys.yaml.
        package let action: String
        /// `panes` or `sheets`: the same key may mean another thing in the other.
        package let place: String
        /// One sentence.
        package let description: String
    }

    /// The list for `rollcall keys` and for the rebinding: key names as keys.yaml writes them.
    package var lines: [Line] {
        entries.map { entry in
            Line(
                keys: entry.keys.map(\.name), action: entry.action.rawValue, place: entry.place.rawValue,
                description: entry.description)
        }
    }

    /// The text of docs/KEYS.md.
    package var markdown: String {
        let head = """
            # Keys

            Made from the list that the console itself uses; `rollcall keys` prints it. `keys.yaml` gives an action other keys:
            `resend: r`, `redo: [R, f6]`, or `[]` for none. Actions without a key are in the menu (`.`) and on the command
            line (`:`).
            Inside a sheet, Esc and `q` leave it; Enter and the key that opened it never confirm.


            """
        return head + KeyEntry.Place.allCases.map(table).joined(separator: "\n")
    }

    private func table(_ place: KeyEntry.Place) -> String {
        let title = place == .panes ? "## In the panes" : "## In sheets"
        let rows = lines.filter { $0.place == place.rawValue }.map { line in
            "| \(line.keys.map { "`\($0)`" }.joined(separator: " ")) | \(line.action) | \(line.description) |"
        }
        return ([title, "", "| keys | action | what it does |", "|---|---|---|"] + rows).joined(separator: "\n") + "\n"
    }
}
