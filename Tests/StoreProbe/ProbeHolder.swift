import Glibc
import Store

/// A process that stays in its turn until it is told to leave it.
struct ProbeHolder {
    let store: StoreDirectory
    let arguments: ProbeArguments

    /// Begins a turn, prints "holding", ends it when standard input ends; with `--commit` it writes one record then.
    func run() throws {
        let last = try store.journal.forEachBatch(after: 0) { _ in }
        do throws(TransactError<Never>) {
            let written = try store.journal.transact(after: last) { _ in
                if arguments.has("leak") { leakLocks() }
                let child = arguments.has("child") ? startChild() : 0
                ProbeOutput.say(child > 0 ? "holding \(child)" : "holding")
                ProbeOutput.waitForEnd()
                guard arguments.has("commit") else { return [] }
                let record = PendingRecord(kind: "sampleHappened") { $0.field("held", 1) }
                return [
                    PendingTransaction(at: WallClock.milliseconds(), by: arguments.word(2), command: "held", records: [record])
                ]
            }
            if let last = written.last { ProbeOutput.say("held \(last.sequence)") }
        } catch {
            if case .journal(let error) = error { ProbeOutput.say("! held \(ProbeOutput.name(error)) \(error)") }
        }
        if arguments.has("child") {
            ProbeOutput.say("released")
            pause()
        }
    }

    /// What a careless library could do: the lock files pass to children.
    private func leakLocks() {
        for descriptor in Int32(3)..<64 {
            var target = [UInt8](repeating: 0, count: 4096)
            let length = readlink("/proc/self/fd/\(descriptor)", &target, target.count)
            let path = String(decoding: target[..<max(0, length)], as: UTF8.self)
            if path == store.layout.writeLock { _ = fcntl(descriptor, F_SETFD, 0) }
        }
    }

    private func startChild() -> pid_t {
        var child: pid_t = 0
        var words: [UnsafeMutablePointer<CChar>?] = [strdup("sleep"), strdup("600"), nil]
        defer { for word in words { free(word) } }
        return posix_spawn(&child, "/bin/sleep", nil, nil, &words, environ) == 0 ? child : -1
    }
}
