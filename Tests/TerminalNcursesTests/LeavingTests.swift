import Glibc
import TestSupport
import Testing

/// Whatever ends the program, the person's shell gets its terminal back.
@Suite("Leaving")
struct LeavingTests {
    private func expectRestored(_ terminal: PseudoTerminal, settings: [UInt32]) {
        let screen = Probe.screen(of: terminal.output)
        #expect(terminal.settings() == settings, "the terminal's settings are as they were")
        #expect(!screen.isAlternate)
        #expect(screen.isCursorShown)
        #expect(screen.modes.isDisjoint(with: [2004, 1004, 1000, 1006, 2026]), "\(screen.modes)")
    }

    private func started(_ words: [String] = []) throws -> (PseudoTerminal, [UInt32]) {
        let terminal = try Probe.start(["mouse"] + words)
        // The settings of a new terminal are the same for all.
        let other = try PseudoTerminal(["/bin/true"])
        return (terminal, other.settings())
    }

    @Test("q leaves in order")
    func quit() throws {
        let (terminal, settings) = try started()
        #expect(terminal.settings() != settings)
        terminal.type("q")
        let status = try terminal.exitStatus()
        #expect(status == 0)
        expectRestored(terminal, settings: settings)
    }

    @Test("SIGTERM and SIGHUP leave in order", arguments: [(SIGTERM, "signal 15"), (SIGHUP, "hangup")])
    func asked(signal: Int32, report: String) throws {
        let (terminal, settings) = try started()
        terminal.send(signal)
        let status = try terminal.exitStatus()
        #expect(status == 0)
        #expect(terminal.reports.contains(report) && terminal.reports.contains("end"))
        expectRestored(terminal, settings: settings)
    }

    @Test("SIGINT from outside is an event, not an end")
    func interrupt() throws {
        let (terminal, _) = try started()
        terminal.send(SIGINT)
        try terminal.report("signal 2")
        terminal.type("q")
        let status = try terminal.exitStatus()
        #expect(status == 0)
    }

    @Test(
        "a crash restores the terminal, says so behind the screen, and dies of its own signal",
        arguments: [("S", SIGSEGV), ("A", SIGABRT), ("T", SIGILL), ("O", SIGSEGV)])
    func crash(key: String, signal: Int32) throws {
        let path = "/tmp/rollcall-probe-\(getpid())-\(key)"
        defer { unlink(path) }
        let (terminal, settings) = try started(["breadcrumb=\(path)"])
        terminal.type(key)
        let status = try terminal.exitStatus()
        #expect(status == 128 + signal)
        expectRestored(terminal, settings: settings)
        let screen = Probe.screen(of: terminal.output)
        #expect(screen.lines.contains("The program has crashed (signal \(signal))."))
        let written = try contents(of: path)
        #expect(written == "probe 1\nsignal \(signal)\nmoving about\n")
    }

    @Test("a crash by a signal from outside restores the terminal too", arguments: [SIGBUS, SIGFPE, SIGTRAP])
    func crashFromOutside(signal: Int32) throws {
        let (terminal, settings) = try started()
        terminal.send(signal)
        let status = try terminal.exitStatus()
        #expect(status == 128 + signal)
        expectRestored(terminal, settings: settings)
    }

    @Test("a hang-up ends it within a second")
    func hangUp() throws {
        let (terminal, _) = try started()
        let start = PseudoTerminal.now()
        terminal.closeMaster()
        let status = try terminal.exitStatus()
        #expect(status == 0)
        #expect(PseudoTerminal.now() - start < 1)
        #expect(terminal.reports.contains("hangup"))
    }

    @Test("a terminal that is lost without a signal ends it within a second too, without spinning")
    func lostWithoutSignal() throws {
        let terminal = try PseudoTerminal(["/usr/bin/setsid", "-w", try Probe.path()])
        try terminal.report("frame")
        let start = PseudoTerminal.now()
        terminal.closeMaster()
        try terminal.report("end")
        #expect(PseudoTerminal.now() - start < 1)
        #expect(terminal.reports.filter { $0.hasPrefix("frame") }.count < 5)
    }

    @Test("a terminal that takes no output does not keep it from ending when it is told to")
    func stuck() throws {
        let (terminal, _) = try started()
        terminal.typeWithoutReading(String(repeating: "\u{C}j", count: 200))
        terminal.waitUntilStuck()
        terminal.send(SIGTERM)
        let status = try terminal.exitStatusWithoutReading(seconds: 2)
        #expect(status == 0)
    }

    @Test("Ctrl-Z gives the terminal to the shell and fg brings the screen back", arguments: [true, false])
    func suspend(byKey: Bool) throws {
        let shell = try PseudoTerminal(
            ["/bin/bash", "--norc", "--noediting", "-i"], environment: ["TERM": "xterm-256color", "PS1": "shell> "])
        try shell.wait(for: "a prompt") { $0.text.contains("shell> ") }
        let settings = shell.settings()
        shell.type(try Probe.path() + " & echo pid $!; fg\n")
        try shell.report("frame")
        if byKey {
            shell.type("\u{1A}")
        } else {
            let line = shell.text.split(whereSeparator: \.isNewline).first { $0.hasPrefix("pid ") } ?? ""
            kill(try #require(pid_t(line.dropFirst(4).filter(\.isNumber))), SIGTSTP)
        }
        try shell.wait(for: "Stopped") { $0.text.contains("Stopped") }
        let stopped = Probe.screen(of: shell.output)
        #expect(!stopped.isAlternate && stopped.isCursorShown && !stopped.modes.contains(2004))
        #expect(shell.settings() == settings)
        let (start, shown) = (shell.reports.count, shell.output.count)
        shell.type("fg\n")
        try shell.report("frame", after: start)
        try shell.wait(for: "the list") { Probe.screen(of: Array($0.output[shown...])).lines[0].hasPrefix("▸ user.0") }
        #expect(Probe.screen(of: shell.output).isAlternate && Probe.screen(of: shell.output).modes.contains(2004))
        shell.type("q")
        try shell.report("end", after: start)
        shell.type("exit\n")
        let status = try shell.exitStatus()
        #expect(status == 0)
    }

    @Test("without a shell that could continue it, Ctrl-Z does not stop the program for ever")
    func orphan() throws {
        let (terminal, _) = try started()
        let bytes = try terminal.frame(after: "\u{1A}")
        #expect(bytes > 0)
        terminal.type("q")
        let status = try terminal.exitStatus()
        #expect(status == 0)
    }

    @Test("a stop that nobody asked for is repaired on SIGCONT")
    func stoppedFromOutside() throws {
        let (terminal, _) = try started()
        terminal.send(SIGSTOP)
        let start = terminal.reports.count
        terminal.send(SIGCONT)
        let bytes = try terminal.frame(behind: "resize 80x24", after: start)
        #expect(bytes > 1000, "everything is drawn again")
    }

    @Test("what is printed to standard error goes to the log while the screen is on")
    func standardError() throws {
        let path = "/tmp/rollcall-probe-\(getpid())-errors"
        defer { unlink(path) }
        let (terminal, _) = try started(["errors=\(path)"])
        _ = try terminal.frame(after: "E")
        #expect(!terminal.text.contains("noise"))
        let written = try contents(of: path)
        #expect(written == "noise on the screen\n")
    }

    private func contents(of path: String) throws -> String {
        let descriptor = open(path, O_RDONLY)
        guard descriptor >= 0 else { throw PseudoTerminal.Failure(description: "no \(path)") }
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = read(descriptor, &buffer, buffer.count)
        return String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
    }
}
