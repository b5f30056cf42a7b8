import Glibc
import Terminal
import TestSupport
import Testing

@Suite("Terminal types and sizes")
struct TerminalTypeTests {
    @Test(
        "a known type is used, an unknown one gets its nearest relative",
        arguments: [
            ("xterm-256color", "xterm-256color palette"), ("screen-256color", "screen-256color palette"),
            ("tmux-256color", "tmux-256color palette"), ("linux", "linux eight"), ("vt100", "vt100 mono"),
            ("xterm-mono", "xterm-mono mono"),
            ("xterm-kitty", "xterm-256color palette"), ("xterm-ghostty", "xterm-256color palette"),
            ("foot-extra", "xterm-256color palette"),
            ("screen.nowhere", "screen-256color palette"), ("no-such-terminal", "xterm eight"),
        ])
    func matrix(type: String, used: String) throws {
        let terminal = try Probe.start(environment: ["TERM": type, "TERMINFO_DIRS": "/lib/terminfo"])
        #expect(terminal.reports.contains("type \(used)"), "\(terminal.reports)")
        for _ in 0..<30 { _ = try terminal.frame(after: "j") }
        let screen = Probe.screen(of: terminal.output)
        #expect(screen.unknown.isEmpty, "\(screen.unknown)")
        #expect(screen.lines[21] == "▸ user.30       Person number 30, who has waited since autumn")
        #expect(screen.lines[23] == "row 30 of 1000")
        terminal.type("q")
        let status = try terminal.exitStatus()
        #expect(status == 0)
        #expect(Probe.screen(of: terminal.output).isCursorShown)
    }

    @Test("marks for one update are not sent to terminals that may not understand them", arguments: ["linux", "vt100"])
    func noMarks(type: String) throws {
        let terminal = try Probe.start(environment: ["TERM": type])
        #expect(!terminal.text.contains("2026") && !terminal.text.contains("2004"))
    }

    @Test("no type, an empty one or a dumb one is refused in words, with nothing written", arguments: ["", "dumb", nil])
    func refused(type: String?) throws {
        let environment = type.map { ["TERM": $0] } ?? [:]
        let terminal = try PseudoTerminal([try Probe.path()], environment: environment)
        try terminal.report("refused TERM is not set")
        let status = try terminal.exitStatus()
        #expect(status == 2)
        #expect(terminal.output.isEmpty)
    }

    @Test("without a terminal it is refused in words")
    func noTerminal() throws {
        let terminal = try PseudoTerminal(["/bin/sh", "-c", "\(try Probe.path()) </dev/null"])
        try terminal.report("refused The screen needs a terminal")
        let status = try terminal.exitStatus()
        #expect(status == 2)
    }

    @Test("a changed size is reported once and the whole screen is drawn for it")
    func resize() throws {
        let terminal = try Probe.start()
        for (rows, columns) in [(1, 1), (2, 3), (5, 500), (200, 500), (40, 100)] {
            let start = terminal.reports.count
            terminal.resize(rows: rows, columns: columns)
            _ = try terminal.frame(behind: "resize \(columns)x\(rows)", after: start)
        }
        let start = terminal.output.count
        _ = try terminal.frame(after: "\u{C}")
        terminal.collect(milliseconds: 30)
        let screen = Probe.screen(of: Array(terminal.output[start...]), rows: 40, columns: 100)
        #expect(screen.lines[37].hasPrefix("  user.37"))
        #expect(screen.lines[39] == "row 0 of 1000")
    }

    @Test("a storm of sizes ends with the last one on the screen")
    func storm() throws {
        let terminal = try Probe.start()
        for columns in 41...100 { terminal.resize(rows: 30, columns: columns) }
        try terminal.report("resize 100x30")
        terminal.type("q")
        let status = try terminal.exitStatus()
        #expect(status == 0)
    }

    @Test("hostile text reaches the screen as visible marks and never as an escape sequence")
    func hostile() throws {
        let terminal = try Probe.start()
        let before = terminal.output.count
        _ = try terminal.frame(after: "X")
        terminal.collect(milliseconds: 30)
        let sent = Array(terminal.output[before...])
        let text = String(decoding: sent, as: UTF8.self)
        for scalar in text.unicodeScalars
        where scalar != "\u{1B}" && scalar != "\r" && scalar != "\n" && scalar != "\u{8}" && scalar != "\u{F}" {
            #expect(
                scalar.value >= 0x20 && !(0x7F..<0xA0).contains(scalar.value) && !(0x200B...0x200F).contains(scalar.value)
                    && !(0x202A...0x202E).contains(scalar.value) && scalar.value < 0xE0000, "\(scalar.value)")
        }
        #expect(!text.contains("]0;title\u{7}") && !text.contains("A\u{1B}"))
        let screen = Probe.screen(of: terminal.output)
        #expect(screen.lines[0].hasPrefix("a\u{FFFD}[31mredEND0"), "\(screen.lines[0])")
        #expect(screen.lines[2].hasPrefix("c·drowEND2"), "\(screen.lines[2])")
        #expect(screen.lines[4].hasPrefix("e\u{301}\u{FFFD}]0;title\u{FFFD}END4"), "\(screen.lines[4])")
    }

    @Test("wide, combined and disputed characters never shift what stands behind them")
    func columns() throws {
        let terminal = try Probe.start()
        _ = try terminal.frame(after: "W")
        terminal.collect(milliseconds: 30)
        let screen = Probe.screen(of: terminal.output)
        let expected = [9, 5, 7, 7, 8, 7, 10, 10, 4, 6, 4]
        for (line, column) in expected.enumerated() {
            let cells = screen.grid[line]
            let word = cells[column..<column + 4].joined()
            #expect(word == "END\(line)".prefix(4), "line \(line): \(screen.lines[line])")
        }
    }
}
