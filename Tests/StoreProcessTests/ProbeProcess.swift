import Glibc

/// A second process on the same store, started by these tests and ended by them: by its id, at the latest in `deinit`.
final class ProbeProcess {
    struct Failure: Error {
        let what: String
    }

    static let executable: String = {
        var path = [UInt8](repeating: 0, count: 4096)
        let length = max(0, readlink("/proc/self/exe", &path, path.count))
        let text = String(decoding: path[..<length], as: UTF8.self)
        return text.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 } + "/StoreProbe"
    }()

    let id: pid_t
    private let wire: Int32
    private var unread: [UInt8] = []
    private var status: Int32?
    /// How long the process may say nothing before a test gives up on it.
    private let patience: Int32 = 120_000

    /// Starts the probe, or `before` with the probe behind it (`strace …`, `setpriv …`).
    init(_ arguments: [String], before: [String] = []) throws {
        // A pair of sockets, because they can be made close-on-exec in one call: no other child may keep them open.
        var ends = [Int32](repeating: -1, count: 2)
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw Failure(what: "socketpair \(errno)") }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[1], 0)
        posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        var child: pid_t = 0
        var words = (before + [Self.executable] + arguments).map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        let code = posix_spawnp(&child, before.first ?? Self.executable, &actions, nil, &words, environ)
        close(ends[1])
        (id, wire) = (code == 0 ? child : 0, ends[0])
        if code != 0 { throw Failure(what: "\(before.first ?? Self.executable) did not start: \(code)") }
    }

    convenience init(_ arguments: String...) throws {
        try self.init(arguments)
    }

    deinit {
        if status == nil, id != 0 {
            kill(id, SIGKILL)
            _ = wait()
        }
        close(wire)
    }

    /// The next line that the process prints; nil when it has ended.
    func line() throws -> String? {
        while true {
            if let end = unread.firstIndex(of: 0x0a) {
                defer { unread.removeSubrange(...end) }
                return String(decoding: unread[..<end], as: UTF8.self)
            }
            if try !fill() { return nil }
        }
    }

    /// Everything until the process ends.
    func lines() throws -> [String] {
        while try fill() {}
        defer { unread = [] }
        // What follows the last line end was cut off by a kill.
        let whole = unread.lastIndex(of: 0x0a).map { unread[..<$0] } ?? []
        return whole.split(separator: 0x0a).map { String(decoding: $0, as: UTF8.self) }
    }

    private func fill() throws -> Bool {
        var ready = pollfd(fd: wire, events: Int16(POLLIN), revents: 0)
        guard poll(&ready, 1, patience) > 0 else { throw Failure(what: "process \(id) says nothing for two minutes") }
        var buffer = [UInt8](repeating: 0, count: 65_536)
        var count = read(wire, &buffer, buffer.count)
        // A killed process that had not read all: what it said comes after this one error.
        if count < 0, errno == ECONNRESET { count = read(wire, &buffer, buffer.count) }
        if count > 0 { unread += buffer[..<count] }
        return count > 0
    }

    func send(_ line: String) {
        let bytes = Array((line + "\n").utf8)
        _ = write(wire, bytes, bytes.count)
    }

    func signal(_ number: Int32) {
        kill(id, number)
    }

    /// Waits until the kernel has stopped the process.
    func stop() throws {
        kill(id, SIGSTOP)
        var status: Int32 = 0
        guard waitpid(id, &status, WUNTRACED) == id, status & 0xff == 0x7f else { throw Failure(what: "not stopped") }
    }

    /// Ends the standard input, which is what a probe waits for, and waits for the end: the exit code, or the signal as a
    /// negative number.
    @discardableResult
    func finish() -> Int32 {
        endInput()
        return wait()
    }

    func endInput() {
        shutdown(wire, Int32(SHUT_WR))
    }

    private func wait() -> Int32 {
        if status == nil {
            var raw: Int32 = 0
            while waitpid(id, &raw, 0) < 0, errno == EINTR {}
            status = raw & 0x7f == 0 ? raw >> 8 & 0xff : -(raw & 0x7f)
        }
        return status ?? 0
    }
}
