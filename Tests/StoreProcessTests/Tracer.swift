import Glibc

/// `strace`, which ends a real process at a call, or makes a call of it fail.
struct Tracer {
    /// Why these tests cannot run here; nil when they can.
    static let obstacle: String? = {
        guard let probe = try? ProbeProcess([], before: ["strace", "-f", "-o", "/dev/null", "-e", "trace=fdatasync", "true"])
        else {
            return "strace is not installed"
        }
        return probe.finish() == 0 ? nil : "this user may not trace processes here (ptrace is refused)"
    }()

    static var works: Bool {
        if let obstacle { print("skipped: \(obstacle)") }
        return obstacle == nil
    }

    /// Only calls on these files count.
    var paths: [String] = []

    /// Words to put before a command: `what` happens to the nth `call`.
    func words(_ call: String, _ what: String, when number: String) -> [String] {
        let only = paths.flatMap { ["-P", $0] }
        return ["strace", "-f", "-q", "-q", "-o", "/dev/null", "-e", "trace=\(call)"] + only
            + ["-e", "inject=\(call):\(what):when=\(number)"]
    }

    /// How often the command makes each of these calls.
    func counts(of calls: [String], in arguments: [String]) throws -> [String: Int] {
        var template = Array("/tmp/rollcall-trace-XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw ProbeProcess.Failure(what: "mkstemp \(errno)") }
        close(descriptor)
        let log = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        defer { unlink(log) }
        let trace = ["strace", "-f", "-q", "-q", "-o", log, "-e", "trace=\(calls.joined(separator: ","))"]
        let probe = try ProbeProcess(arguments, before: trace + paths.flatMap { ["-P", $0] })
        probe.endInput()
        _ = try probe.lines()
        probe.finish()
        let text = String(decoding: try Files.contents(log), as: UTF8.self)
        var counts: [String: Int] = [:]
        for line in text.split(separator: "\n") {
            for call in calls where line.contains(" \(call)(") { counts[call, default: 0] += 1 }
        }
        return counts
    }
}
