import Testing

@Suite("Frames")
struct FrameTests {
    @Test("a first frame is one write, and shows what was drawn")
    func firstFrame() throws {
        let terminal = try Probe.start()
        #expect(terminal.reports.contains("size 80x24"))
        let frame = try terminal.report("frame")
        #expect(frame.split(separator: " ")[2] == "1")
        let screen = Probe.screen(of: terminal.output)
        #expect(screen.isAlternate)
        #expect(screen.unknown.isEmpty)
        #expect(screen.lines[0] == "▸ user.0        Person number 0, who has waited since autumn")
        #expect(screen.lines[23] == "row 0 of 1000")
    }

    @Test("a cursor move costs 100 bytes at 80 columns, sync marks included, and never over 250")
    func cursorMove() throws {
        let terminal = try Probe.start()
        var costs: [Int] = []
        for _ in 0..<10 { costs.append(try terminal.frame(after: "j")) }
        #expect(costs.sorted()[5] <= 100 && costs.allSatisfy { $0 > 0 && $0 <= 250 }, "\(costs)")
        #expect(Probe.screen(of: terminal.output).lines[23] == "row 10 of 1000")
        #expect(terminal.reports.last?.hasSuffix(" 11") == true, "one write a frame: \(terminal.reports.suffix(2))")
    }

    @Test("held at the edge, most moves still cost 100 bytes and none a page")
    func scrollingMoves() throws {
        let terminal = try Probe.start()
        for _ in 0..<21 { _ = try terminal.frame(after: "j") }
        var costs: [Int] = []
        for _ in 0..<30 { costs.append(try terminal.frame(after: "j")) }
        #expect(costs.sorted()[15] <= 100 && costs.allSatisfy { $0 > 0 && $0 <= 500 }, "\(costs)")
    }

    @Test("what a reset takes back is not sent, and switches side by side are one")
    func switches() throws {
        let terminal = try Probe.start()
        for keys in ["jj", "\u{4}", "G", "g", "\u{C}"] { _ = try terminal.frame(after: keys) }
        let text = terminal.text
        #expect(text.contains("\u{1B}[0;7muser.0"))
        #expect(text.firstMatch(of: /\e\[[0-9;:]*m\e\[[0-9;:]*m/) == nil)
    }

    @Test("an unchanged frame writes nothing")
    func unchanged() throws {
        let terminal = try Probe.start()
        let before = terminal.output.count
        let bytes = try terminal.frame(after: "?")
        #expect(bytes == 0)
        terminal.collect(milliseconds: 30)
        #expect(terminal.output.count == before)
    }

    @Test("a page of scrolling leaves the same screen as a full repaint")
    func scrolling() throws {
        let terminal = try Probe.start()
        for keys in ["\u{4}", "G", "k", "\u{15}", "g", "\u{1B}[6~", "\u{1B}[6~", "jjj"] { _ = try terminal.frame(after: keys) }
        let scrolled = Probe.screen(of: terminal.output)
        #expect(scrolled.unknown.isEmpty, "\(scrolled.unknown)")
        let bytes = try terminal.frame(after: "\u{C}")
        #expect(bytes > 1000)
        terminal.collect(milliseconds: 30)
        #expect(Probe.screen(of: terminal.output).lines == scrolled.lines)
    }

    @Test("frames are marked as one update, and not when that is switched off")
    func syncMarks() throws {
        let marked = try Probe.start()
        #expect(marked.text.contains("\u{1B}[?2026h") && marked.text.hasSuffix("\u{1B}[?2026l"))
        let unmarked = try Probe.start(["no-sync"])
        #expect(!unmarked.text.contains("2026h"))
    }

    @Test("another thread wakes a waiting screen")
    func wake() throws {
        let terminal = try Probe.start()
        let start = terminal.reports.count
        terminal.type("P")
        try terminal.wait(for: "two frames") { $0.reports.dropFirst(start).filter { $0.hasPrefix("frame") }.count >= 2 }
    }

    @Test("a style is sent once for what it covers, without switching character sets")
    func attributes() throws {
        let terminal = try Probe.start(environment: ["TERM": "screen-256color"])
        let drawn = terminal.text.split(separator: "\u{1B}[?2026h").last ?? ""
        #expect(!drawn.contains("\u{1B}(B") && !drawn.contains("\u{F}"))
        #expect(drawn.contains("\u{1B}[0;7muser.0\u{1B}["))
    }

    @Test("without colour no colour is sent, and the row under the cursor stays reversed")
    func noColor() throws {
        let terminal = try Probe.start(environment: ["TERM": "xterm-256color", "NO_COLOR": "1"])
        #expect(terminal.reports.contains("type xterm-256color mono"))
        let switches = terminal.text.split(separator: "\u{1B}[").compactMap { part in
            part.firstIndex { $0.isLetter }.flatMap { part[$0] == "m" ? String(part[..<$0]) : nil }
        }
        #expect(switches.contains { $0.hasSuffix("7") })
        #expect(switches.flatMap { $0.split(separator: ";") }.allSatisfy { (Int($0) ?? 0) < 10 }, "\(switches)")
    }
}
