/// How a key is written in keys.yaml: one character, or a name, with `ctrl-`, `alt-` or `shift-` before it.
enum KeyText {
    private static let names: Set<String> = [
        "space", "enter", "tab", "backtab", "escape", "esc", "backspace", "delete", "insert", "up", "down", "left", "right",
        "home", "end", "pageup", "pagedown", "page-up", "page-down",
    ]

    /// True when the text names a key.
    static func isKey(_ text: String) -> Bool {
        var rest = text[...]
        while let modifier = ["ctrl-", "alt-", "shift-"].first(where: { rest.hasPrefix($0) && rest.count > $0.count }) {
            rest = rest.dropFirst(modifier.count)
        }
        if names.contains(String(rest)) { return true }
        if rest.hasPrefix("f"), let number = Int(rest.dropFirst()), (1...24).contains(number) { return true }
        return rest.count == 1 && rest.first?.isWhitespace == false
    }
}
