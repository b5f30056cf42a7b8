import Glibc

/// A program on a terminal of its own, driven by a test: keys in, bytes out, and a pipe on its descriptor 3 for reports.
///
/// One test uses it at a time, from one thread.
package final class PseudoTerminal {
    /// The program that was started.
    package let process: pid_t
    /// Everything the program has written to the terminal so far.
    package private(set) var output: [UInt8] = []
    /// Everything it has written to descriptor 3 so far, in whole lines.
    package private(set) var reports: [String] = []
    private let master: Int32
    private let slave: Int32
    private let reportEnd: Int32
    private var partialReport: [UInt8] = []
    private var masterOpen = true
    private var status: Int32?

    /// What went wrong, in words, when a test waited in vain or nothing started.
    package struct Failure: Error, CustomStringConvertible {
        /// What went wrong.
        package let description: String

        /// A failure in words.
        package init(description: String) {
            self.description = description
        }
    }

    /// Starts a program as the leader of a session whose controlling terminal is new.
    package init(
        _ command: [String], rows: Int = 24, columns: Int = 80, environment: [String: String] = ["TERM": "xterm-256color"]
    ) throws {
        (master, slave) = try PseudoTerminal.openPair()
        var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(master, UInt(TIOCSWINSZ), &size)
        var pipeEnds: [Int32] = [-1, -1]
        guard pipe(&pipeEnds) == 0 else { throw Failure(description: "no pipe, errno \(errno)") }
        for end in pipeEnds { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        reportEnd = pipeEnds[0]
        process = try PseudoTerminal.spawn(
            command, terminal: PseudoTerminal.name(of: master), reports: pipeEnds[1], environment: environment)
        close(pipeEnds[1])
    }

    deinit {
        if status == nil {
            kill(process, SIGKILL)
            waitpid(process, nil, 0)
        }
        closeMaster()
        close(slave)
        close(reportEnd)
    }

    /// Types text.
    package func type(_ text: String) {
        type(bytes: Array(text.utf8))
    }

    /// Types bytes that may be no text.
    package func type(bytes: [UInt8]) {
        var bytes = bytes[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
            if count > 0 { bytes = bytes.dropFirst(count) } else if errno != EAGAIN && errno != EINTR { return }
            collect(milliseconds: 0)
        }
    }

    /// Changes the size of the terminal, as a window manager does.
    package func resize(rows: Int, columns: Int) {
        var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(master, UInt(TIOCSWINSZ), &size)
    }

    /// Sends a signal to the program.
    package func send(_ signal: Int32) {
        kill(process, signal)
    }

    /// Hangs up: the other side of the terminal is gone.
    package func closeMaster() {
        guard masterOpen else { return }
        masterOpen = false
        close(master)
    }

    /// Reads output and reports until the condition holds.
    ///
    /// - Throws: `Failure` with what has been reported when it does not within `seconds`.
    package func wait(for what: String, seconds: Double = 10, until condition: (PseudoTerminal) -> Bool) throws {
        let deadline = PseudoTerminal.now() + seconds
        while !condition(self) {
            guard PseudoTerminal.now() < deadline else {
                throw Failure(description: "waited \(seconds) s for \(what); reports: \(reports.suffix(12)); process \(process)")
            }
            collect(milliseconds: 20)
        }
    }

    /// Waits for a report that begins with the text, at or after a place in ``reports``, and returns it.
    @discardableResult
    package func report(_ prefix: String, after start: Int = 0, seconds: Double = 10) throws -> String {
        var found: String?
        try wait(for: prefix, seconds: seconds) { terminal in
            found = terminal.reports.dropFirst(start).first { $0.hasPrefix(prefix) }
            return found != nil
        }
        return found ?? ""
    }

    /// Waits for the end of the program and returns its status as a shell would: 128 plus the signal that ended it.
    package func exitStatus(seconds: Double = 10) throws -> Int32 {
        var raw: Int32 = 0
        try wait(for: "the end of the program", seconds: seconds) { terminal in
            waitpid(terminal.process, &raw, WNOHANG) == terminal.process
        }
        status = raw
        collect(milliseconds: 0)
        return raw & 0x7F == 0 ? raw >> 8 & 0xFF : 128 + raw & 0x7F
    }

    /// Types text while nobody reads what the program writes: a line that hangs.
    package func typeWithoutReading(_ text: String) {
        let bytes = Array(text.utf8)
        _ = bytes.withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
    }

    /// Waits for the end of the program while nobody reads what it writes.
    package func exitStatusWithoutReading(seconds: Double) throws -> Int32 {
        let deadline = PseudoTerminal.now() + seconds
        var raw: Int32 = 0
        while waitpid(process, &raw, WNOHANG) != process {
            guard PseudoTerminal.now() < deadline else { throw Failure(description: "still running after \(seconds) s") }
            usleep(5000)
        }
        status = raw
        return raw & 0x7F == 0 ? raw >> 8 & 0xFF : 128 + raw & 0x7F
    }

    /// Waits until the program has written as much as fits and stopped reporting.
    package func waitUntilStuck() {
        var fds = pollfd(fd: reportEnd, events: Int16(POLLIN), revents: 0)
        while poll(&fds, 1, 150) > 0, read(from: reportEnd, into: &partialReport) > 0 { splitReports() }
    }

    /// The terminal's settings now, in a form that can be compared.
    package func settings() -> [UInt32] {
        var found = termios()
        tcgetattr(slave, &found)
        let controls = withUnsafeBytes(of: found.c_cc) { $0.map(UInt32.init) }
        return [found.c_iflag, found.c_oflag, found.c_cflag, found.c_lflag] + controls
    }

    /// What the output is as text; bytes that are no UTF-8 become U+FFFD.
    package var text: String { String(decoding: output, as: UTF8.self) }

    /// Seconds on a clock that only runs forward.
    package static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// Takes in what is there, waiting so long for the first of it.
    package func collect(milliseconds: Int32) {
        var fds = [
            pollfd(fd: masterOpen ? master : -1, events: Int16(POLLIN), revents: 0),
            pollfd(fd: reportEnd, events: Int16(POLLIN), revents: 0),
        ]
        var wait = milliseconds
        while poll(&fds, 2, wait) > 0 {
            wait = 0
            let outputCount = fds[0].revents & Int16(POLLIN) != 0 ? read(from: master, into: &output) : 0
            let reportCount = fds[1].revents & Int16(POLLIN) != 0 ? read(from: reportEnd, into: &partialReport) : 0
            splitReports()
            // The pipe's end stays ready for ever once the program is gone: look at it no more.
            if reportCount == 0, fds[1].revents != 0 { fds[1].fd = -1 }
            if outputCount == 0, fds[0].revents != 0 { fds[0].fd = -1 }
        }
    }

    private func read(from descriptor: Int32, into bytes: inout [UInt8]) -> Int {
        var buffer = [UInt8](repeating: 0, count: 65536)
        let count = Glibc.read(descriptor, &buffer, buffer.count)
        if count > 0 { bytes += buffer.prefix(count) }
        return max(0, count)
    }

    private func splitReports() {
        while let end = partialReport.firstIndex(of: UInt8(ascii: "\n")) {
            reports.append(String(decoding: partialReport[..<end], as: UTF8.self))
            partialReport.removeSubrange(...end)
        }
    }

    /// Opens both sides by hand: Glibc's Swift overlay has no `posix_openpt`.
    private static func openPair() throws -> (master: Int32, slave: Int32) {
        let unlock: UInt = 0x4004_5431  // TIOCSPTLCK
        var locked: Int32 = 0
        let master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        guard master >= 0, ioctl(master, unlock, &locked) == 0 else {
            throw Failure(description: "no pseudo-terminal, errno \(errno)")
        }
        return (master, open(name(of: master), O_RDWR | O_NOCTTY | O_CLOEXEC))
    }

    private static func name(of master: Int32) -> String {
        let askNumber: UInt = 0x8004_5430  // TIOCGPTN
        var number: Int32 = -1
        _ = ioctl(master, askNumber, &number)
        return "/dev/pts/\(number)"
    }

    private static func spawn(
        _ command: [String], terminal: String, reports: Int32, environment: [String: String]
    ) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        // Opened after setsid: the first terminal that a session leader opens becomes its controlling one.
        posix_spawn_file_actions_addopen(&actions, 0, terminal, O_RDWR, 0)
        posix_spawn_file_actions_adddup2(&actions, 0, 1)
        posix_spawn_file_actions_adddup2(&actions, 0, 2)
        posix_spawn_file_actions_adddup2(&actions, reports, 3)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        let newSession: Int16 = 0x80  // POSIX_SPAWN_SETSID
        posix_spawnattr_setflags(&attributes, newSession | Int16(POSIX_SPAWN_SETSIGDEF) | Int16(POSIX_SPAWN_SETSIGMASK))
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        let variables = environment.merging(["PATH": "/usr/bin:/bin", "SWIFT_BACKTRACE": "enable=no"]) { own, _ in own }
        let arguments = command.map { strdup($0) } + [nil]
        let environmentList = variables.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { (arguments + environmentList).forEach { free($0) } }
        var process = pid_t()
        let result = posix_spawn(&process, command[0], &actions, &attributes, arguments, environmentList)
        guard result == 0 else { throw Failure(description: "\(command[0]) did not start: errno \(result)") }
        return process
    }
}
