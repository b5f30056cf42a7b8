import TestSupport
import Testing

@Suite("Keyboard")
struct KeyboardTests {
    @Test(
        "keys arrive under their names",
        arguments: [
            ("\u{1B}[C", "right"), ("\u{1B}OC", "right"), ("\u{1B}[1;5C", "ctrl-right"), ("\u{1B}[1;2A", "shift-up"),
            ("\u{1B}[Z", "shift-tab"),
            ("\u{1B}[3~", "delete"), ("\u{1B}[2~", "insert"), ("\u{1B}[5;5~", "ctrl-pageup"), ("\u{1B}OP", "f1"),
            ("\u{1B}[24~", "f12"),
            ("\u{1B}x", "alt-x"), ("\u{1B}\r", "alt-enter"), ("\u{1B}", "esc"), ("\r", "enter"), ("\n", "enter"), ("\t", "tab"),
            ("\u{7F}", "backspace"),
            ("\u{3}", "ctrl-c"), ("\u{13}", "ctrl-s"), ("\u{0}", "ctrl-space"), ("\u{1C}", "ctrl-\\"), ("é", "é"), ("佳", "佳"),
            ("🚀", "🚀"), (" ", "space"),
            ("\u{1B}[H", "home"), ("\u{1B}[4~", "end"), ("\u{1B}OF", "end"),
        ])
    func names(keys: String, name: String) throws {
        let terminal = try Probe.start()
        let start = terminal.reports.count
        terminal.type(keys)
        let report = try terminal.report("key", after: start)
        #expect(report == "key \(name)")
    }

    @Test("two Esc are two keys, and a burst is read before one frame is painted")
    func burst() throws {
        let terminal = try Probe.start()
        let start = terminal.reports.count
        terminal.type("\u{1B}\u{1B}")
        try terminal.wait(for: "two keys") { $0.reports.dropFirst(start).filter { $0 == "key esc" }.count == 2 }
        terminal.type(String(repeating: "j", count: 500) + "?")
        _ = try terminal.frame(behind: "key ?", after: start)
        let after = terminal.reports.dropFirst(start)
        #expect(after.filter { $0 == "key j" }.count == 500)
        #expect(after.filter { $0.hasPrefix("frame") }.count < 50)
    }

    @Test("bytes that are no UTF-8 become U+FFFD and never a control")
    func invalid() throws {
        let terminal = try Probe.start()
        let start = terminal.reports.count
        terminal.type(bytes: [0xFF, 0xC3, 0x28, 0xC2, 0x9B, 0xED, 0xA0, 0x80, 0xF0, 0x9F, 0x3F])
        try terminal.report("key ?", after: start)
        let keys = terminal.reports.dropFirst(start).filter { $0.hasPrefix("key") }
        #expect(keys == ["key \u{FFFD}", "key \u{FFFD}", "key (", "key \u{FFFD}", "key \u{FFFD}", "key ?"])
    }

    @Test("a character whose bytes arrive apart is still one character")
    func split() throws {
        let terminal = try Probe.start()
        let start = terminal.reports.count
        terminal.type(bytes: [0xE4, 0xBD])
        _ = try terminal.report("frame", after: start)
        terminal.type(bytes: [0xB3])
        let key = try terminal.report("key", after: start)
        #expect(key == "key 佳")
    }

    @Test("pasted text is a paste, not keys, even when it holds escape sequences and its mark comes in pieces")
    func paste() throws {
        let terminal = try Probe.start()
        let start = terminal.reports.count
        terminal.type("\u{1B}[200~q\u{1B}[A quit\u{1B}[2")
        terminal.type("01")
        try terminal.report("frame", after: start)
        terminal.type("~?")
        try terminal.report("key ?", after: start)
        let after = terminal.reports.dropFirst(start).filter { !$0.hasPrefix("frame") }
        #expect(after == ["paste 9 \"q\\u{1B}[A quit\"", "key ?"])
    }

    @Test("a paste is cut at 64 kB and the keyboard works afterwards")
    func flood() throws {
        let terminal = try Probe.start()
        let start = terminal.reports.count
        terminal.type("\u{1B}[200~" + String(repeating: "x", count: 200_000) + "\u{1B}[201~?")
        try terminal.report("key ?", after: start)
        #expect(terminal.reports.contains { $0.hasPrefix("paste 65536 ") })
    }

    @Test(
        "focus and the mouse are reported, beyond column 223 too, in every terminal type",
        arguments: ["xterm-256color", "screen-256color"])
    func mouse(type: String) throws {
        let terminal = try Probe.start(["mouse"], columns: 300, environment: ["TERM": type])
        let start = terminal.reports.count
        terminal.type(
            "\u{1B}[O\u{1B}[I\u{1B}[<0;250;3M\u{1B}[<0;250;3m\u{1B}[<64;1;1M\u{1B}[<65;1;1M\u{1B}[<35;1;1M\u{1B}[<9;9M?")
        try terminal.report("key ?", after: start)
        let after = terminal.reports.dropFirst(start).filter { !$0.hasPrefix("frame") }
        #expect(
            after == [
                "focus false", "focus true", "mouse press 0 2,249", "mouse release 0 2,249", "mouse wheelUp 0 0,0",
                "mouse wheelDown 0 0,0",
                "key ?",
            ])
    }

    @Test("keys that were typed before a sheet was painted can be dropped")
    func typedAhead() throws {
        let terminal = try Probe.start()
        terminal.type("D")
        try terminal.report("painted")
        terminal.type("y")
        try terminal.report("dropped")
        terminal.type("?")
        try terminal.report("key ?")
        #expect(!terminal.reports.contains("key y"))
    }
}
