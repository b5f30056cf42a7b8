import Terminal
import Testing

@Suite("Keys")
struct KeyTests {
    @Test(
        "a key's name reads back as the key",
        arguments: [
            "a", "R", "+", "-", "ctrl-c", "alt-x", "ctrl-alt-x", "space", "enter", "esc", "tab", "shift-tab", "backspace",
            "delete", "insert",
            "up", "ctrl-right", "shift-end", "pageup", "pagedown", "f1", "f12", "ctrl--", "ctrl-space", "é", "佳", "alt-enter",
        ])
    func names(name: String) throws {
        let key = try #require(Key(name: name))
        #expect(key.name == name)
    }

    @Test("other spellings mean the same key")
    func spellings() {
        #expect(Key(name: "⏎") == .enter && Key(name: "Return") == .enter && Key(name: "Ctrl-C") == .ctrl("c"))
        #expect(
            Key(name: "escape") == .escape && Key(name: "PgDn") == .pageDown
                && Key(name: "CTRL-ALT-up") == Key(.up, [.ctrl, .alt]))
        #expect(Key(name: " ") == .space && Key(name: "F5") == .function(5))
    }

    @Test("what a terminal cannot tell apart is one key")
    func normalized() {
        #expect(Key.ctrl("i") == .tab && Key.ctrl("m") == .enter && Key.ctrl("[") == .escape && Key.ctrl("H") == .backspace)
        #expect(Key(.character("a"), .shift) == Key("a"))
    }

    @Test(
        "what is no key is refused",
        arguments: ["", "ctrl-", "f0", "f64", "fx", "ab", "\u{1B}", "shift-a", "\u{202E}", "hyper-x", "ctrl-ab"])
    func refused(name: String) {
        #expect(Key(name: name) == nil)
    }
}
