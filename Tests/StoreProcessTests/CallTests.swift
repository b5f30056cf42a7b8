import Glibc
import Store
import Testing

/// A real process, killed at a call or refused one. Every call of a short script, one after the other.
@Suite("Processes met at a call", .enabled(if: Tracer.works, "strace may not trace here"))
struct CallTests {
    private static let calls = ["pwrite64", "fdatasync", "fsync", "ftruncate", "rename", "openat", "flock", "unlink"]

    /// What is asked of a store: `torn` has the rest of an interrupted write to settle first, `rolling` begins a new segment with
    /// each turn.
    enum Script: String, CaseIterable, CustomTestStringConvertible {
        case commits, torn, rolling

        var testDescription: String { rawValue }

        func prepare() throws -> ProcessStore {
            let store = try ProcessStore(inMemory: true)
            try store.commitOne("checker")
            guard self == .torn else { return store }
            let mark = try Files.contents(store.layout.mark)
            _ = try store.open().journal.transact(after: 2) { _ in [.plain("torn-0", records: 3)] }
            let bytes = try Files.contents(store.segment)
            try Files.overwrite(store.segment, bytes.dropLast(40))
            try Files.overwrite(store.layout.mark, mark[...])
            return store
        }

        func arguments(_ store: ProcessStore) -> [String] {
            [
                "commit", store.path, "s", "3", "2", "--mixed", "--tolerant", "--settling", "0", "--after", "0",
                "--segment", self == .rolling ? "100" : "1000000",
            ]
        }

        func tracer(_ store: ProcessStore) -> Tracer {
            let layout = store.layout
            return Tracer(
                paths: [
                    layout.format, layout.mark, layout.journal, store.segment, layout.writeLock, layout.turnLock,
                    layout.lostAndFound,
                    layout.poison(first: 1), layout.poison(first: 1) + ".new", layout.root, layout.current,
                    layout.current + ".new",
                    layout.format + ".new",
                ] + (2...12).map { layout.segment(first: $0) })
        }
    }

    private func counts(_ script: Script) throws -> [String: Int] {
        let store = try script.prepare()
        return try script.tracer(store).counts(of: Self.calls, in: script.arguments(store))
    }

    @Test(
        "A process killed at any of its calls leaves what it confirmed, whole, and a store that goes on",
        arguments: Script.allCases)
    func killedAt(_ script: Script) throws {
        let counts = try counts(script)
        #expect(counts["fdatasync"] ?? 0 >= 3 && counts["pwrite64"] ?? 0 >= 9)
        try Soak.run("kills at a call (\(script))") {
            var done = 0
            for (call, count) in counts.sorted(by: { $0.key < $1.key }) {
                for number in 1...count where Soak.isOn || script == .commits || number % 3 == count % 3 {
                    let store = try script.prepare()
                    var checker = Checker()
                    checker.possible = ["s"]
                    let words = script.tracer(store).words(call, "signal=SIGKILL", when: "\(number)")
                    let probe = try ProbeProcess(script.arguments(store), before: words)
                    checker.take(try probe.lines())
                    #expect(probe.finish() == -SIGKILL, "\(call) \(number) of \(count)")
                    #expect(checker.errors.isEmpty)
                    try checker.verify(store, "\(script), killed at \(call) \(number) of \(count)")
                    done += 1
                }
            }
            return (done, ())
        }
    }

    /// What may be said when calls fail so. Everything else is not an answer to it.
    private static let answers: [(errno: String, names: Set<String>)] = [
        ("EIO", ["outcomeUnknown", "readOnly/outcomeUnknown", "system", "readOnly/system", "open"]),
        ("ENOSPC", ["outOfSpace", "system", "outcomeUnknown", "readOnly/outcomeUnknown"]),
        ("EDQUOT", ["outOfSpace", "system", "outcomeUnknown", "readOnly/outcomeUnknown"]),
        ("EROFS", ["readOnly/system", "system", "outcomeUnknown", "readOnly/outcomeUnknown"]),
        ("EACCES", ["readOnly/system", "system", "outcomeUnknown", "readOnly/outcomeUnknown"]),
        ("EMFILE", ["system", "outcomeUnknown", "readOnly/outcomeUnknown"]),
        ("EINTR", ["system", "outcomeUnknown", "readOnly/outcomeUnknown"]),
    ]

    @Test(
        "A call that fails once, or for ever, confirms nothing that is not there, invents nothing, and the next process goes on",
        arguments: Script.allCases)
    func failingCall(_ script: Script) throws {
        let counts = try counts(script)
        try Soak.run("failing calls (\(script))") {
            var done = 0
            for (call, count) in counts.sorted(by: { $0.key < $1.key }) {
                for (code, names) in Self.answers where !(code == "EINTR" && call != "fdatasync") {
                    for number in 1...count where Soak.isOn || (number + done) % 16 == 0 {
                        for span in ["", "+"] {
                            try fail(script, call, code, "\(number)\(span)", names)
                            done += 1
                        }
                    }
                }
            }
            return (done, ())
        }
    }

    private func fail(_ script: Script, _ call: String, _ code: String, _ when: String, _ names: Set<String>) throws {
        let store = try script.prepare()
        var checker = Checker()
        checker.allowsUnknown = when.hasSuffix("+")
        let words = script.tracer(store).words(call, "error=\(code)", when: when)
        let probe = try ProbeProcess(script.arguments(store), before: words)
        checker.take(try probe.lines())
        probe.finish()
        let place: Comment = "\(script), \(code) from \(call) \(when)"
        #expect(Set(checker.errors.keys).isSubset(of: names), "\(place): \(checker.errors)")
        try checker.verify(store, place)
    }
}
