import Foundation
import Testing

/// A console in a real terminal multiplexer, driven from the keyboard.
final class Tmux: Sendable {
    private let socket = "rollcall-\(UUID().uuidString.prefix(8))"
    private let environment: [String: String]

    /// Starts a command in a window of a size.
    init(_ command: [String], rows: Int, columns: Int, environment: [String: String]) async throws {
        self.environment = ProcessInfo.processInfo.environment.merging(environment) { _, ours in ours }
            .merging(["TERM": "xterm-256color", "LC_ALL": "C.UTF-8"]) { _, ours in ours }
        let variables = environment.flatMap { ["-e", "\($0.key)=\($0.value)"] }
        let words = command.map { "'" + $0.replacing("'", with: "'\\''") + "'" }.joined(separator: " ")
        try await tmux(
            ["-f", "/dev/null", "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)"] + variables
                + ["timeout --foreground 300 \(words); echo ENDED $?; sleep 60"])
    }

    /// Ends the session, and so the console and the server; every test does so when it leaves. (`kill-server` would send the
    /// server a signal, and those of a test process are blocked, for its children too.)
    func end() {
        _ = system("/usr/bin/tmux -L \(socket) kill-session > /dev/null 2>&1")
    }

    private static let detached = """
        for file in /proc/self/fd/*; do number=${file##*/}; [ "$number" -gt 2 ] && eval "exec $number>&-"; done 2> /dev/null
        exec /usr/bin/tmux "$@" > /dev/null 2>&1 < /dev/null
        """

    @discardableResult
    private func tmux(_ arguments: [String]) async throws -> String {
        // The server that a first call starts lives on: whatever it inherited of ours would never be seen to end.
        let script = arguments.contains("new-session") ? Self.detached : "exec /usr/bin/tmux \"$@\""
        let process = try RunningProcess("/bin/bash", ["-c", script, "tmux", "-L", socket] + arguments, environment)
        let outcome = await process.outcome()
        guard outcome.status == 0 else { throw Timeout(description: "tmux \(arguments): \(outcome.error)") }
        return outcome.output
    }

    /// Presses named keys, as tmux calls them.
    func press(_ keys: String...) async throws { try await tmux(["send-keys"] + keys) }
    /// Types text letter by letter.
    func type(_ text: String) async throws { try await tmux(["send-keys", "-l", text]) }
    func resize(rows: Int, columns: Int) async throws {
        try await tmux(["resize-window", "-x", "\(columns)", "-y", "\(rows)"])
    }

    func screen() async throws -> String { try await tmux(["capture-pane", "-p"]) }

    /// Waits until the screen satisfies a condition and returns it.
    @discardableResult
    func wait(_ what: String, within seconds: Double = 30, _ condition: (String) -> Bool) async throws -> String {
        var last = ""
        do {
            return try await eventually(what, within: seconds) {
                last = try await screen()
                return condition(last) ? last : nil
            }
        } catch is Timeout {
            throw Timeout(description: "waited in vain for \(what); the screen:\n\(last)")
        }
    }

    @discardableResult
    func wait(for text: String) async throws -> String { try await wait("\"\(text)\"") { $0.contains(text) } }
}

extension Stage {
    /// A console on this store.
    func console(rows: Int, columns: Int, _ arguments: [String] = []) async throws -> Tmux {
        try await Tmux(
            [Rollcall.executable] + arguments, rows: rows, columns: columns,
            environment: rollcall.environment.merging(["ROLLCALL_STORE": rollcall.store]) { _, ours in ours })
    }
}
