import Glibc
import Store
import Synchronization

/// A process that only reads: it says which transaction it has seen, and when.
final class ProbeFollower: Sendable {
    private struct Seen {
        var last: UInt64 = 0
        var digest = ProbeDigest()
        var failure: String?
    }

    private let store: StoreDirectory
    private let seen = Mutex(Seen())

    init(_ store: StoreDirectory) {
        self.store = store
    }

    /// Prints "seen SEQUENCE NANOSECONDS" for each transaction; when standard input ends, "digest LAST DIGEST".
    func run() {
        let task = Task { [self] in
            for await _ in store.journal.changes { readNews() }
        }
        ProbeOutput.waitForEnd()
        task.cancel()
        seen.withLock { ProbeOutput.say("digest \($0.last) \($0.digest.text)") }
    }

    private func readNews() {
        seen.withLock { seen in
            do throws(JournalError) {
                while case let records = try store.journal.read(after: seen.last, limit: 4096), let end = records.last {
                    let time = ProbeOutput.now()
                    let lines = records.filter(\.endsTransaction).map { "seen \($0.sequence) \(time)" }
                    seen.digest.add(records)
                    seen.last = end.sequence
                    ProbeOutput.say(lines.joined(separator: "\n"))
                }
            } catch {
                if seen.failure == ProbeOutput.name(error) { return }
                seen.failure = ProbeOutput.name(error)
                ProbeOutput.say("! read \(ProbeOutput.name(error)) \(error)")
            }
        }
    }
}
