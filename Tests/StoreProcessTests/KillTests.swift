import Glibc
import Store
import Testing

@Suite("Processes killed at any moment")
struct KillTests {
    @Test("R30: of kills at random moments each leaves every confirmed commit exactly once, and nothing half done or invented")
    func randomKills() throws {
        let count = Soak.count(60, full: 10_000)
        let sums = try Soak.run("kill -9 at random moments") { () throws -> (Int, (confirmed: Int, torn: Int)) in
            // A store of its own for each hundred, so that looking at all of it stays cheap.
            var sums = (confirmed: 0, torn: 0)
            for part in 0..<(count + 99) / 100 {
                let (confirmed, torn) = try kills(min(100, count - part * 100), UInt64(part))
                sums = (sums.confirmed + confirmed, sums.torn + torn)
            }
            return (count, sums)
        }
        print("kill -9 at random moments: \(sums.confirmed) confirmed commits, \(sums.torn) torn tails")
        #expect(sums.confirmed > count / 2)
    }

    private func kills(_ count: Int, _ part: UInt64) throws -> (confirmed: Int, torn: Int) {
        let store = try ProcessStore()
        var (checker, chance) = (Checker(), SeededNumbers(part))
        for round in 0..<count {
            let name = "k\(part)x\(round)"
            checker.possible = [name]
            let probe = try ProbeProcess(
                "commit", store.path, name, "1000000", "\(round % 6 == 5 ? 1500 : round % 4 + 1)", "--batch", "\(1 + round % 3)",
                "--settling", "0",
                "--mixed", "--segment", "\(round % 5 < 3 ? 64 << 20 : 2000)")
            for _ in 0..<Int.random(in: 0...6, using: &chance) { checker.take([try probe.line()].compactMap(\.self)) }
            usleep(UInt32.random(in: 0...6000, using: &chance))
            probe.signal(SIGKILL)
            checker.take(try probe.lines())
            probe.finish()
            if round % 10 == 9 { try checker.verifyRecords(store, "kill \(round) of part \(part), seed \(Soak.seed)") }
            checker.adopt(try lastUnconfirmed(store, name, checker))
        }
        try checker.verify(store, "part \(part), seed \(Soak.seed)")
        // Only a write of many pages can be torn by a signal: every sixth process makes such.
        let saved = try PosixDisk().names(in: store.layout.lostAndFound).count { $0.hasSuffix(".torn") }
        return (checker.confirmed.count, saved)
    }

    /// What the last process wrote and had no time to confirm: it may stay, and must not go again.
    private func lastUnconfirmed(
        _ store: ProcessStore, _ name: String, _ checker: Checker
    ) throws -> [(command: String, last: UInt64)] {
        _ = try store.open()
        var (open, found): (String, [(command: String, last: UInt64)]) = ("", [])
        let after = checker.confirmed.last?.last ?? 0
        _ = try store.open(.read).journal.forEachBatch(after: after) { records in
            for record in records {
                if record.element == 1 { open = record.command ?? "" }
                if record.endsTransaction && open.hasPrefix(name + "-") { found.append((open, record.sequence)) }
            }
        }
        return found
    }
}

extension Checker {
    /// From now on these count as confirmed too.
    mutating func adopt(_ found: [(command: String, last: UInt64)]) {
        let known = Set(confirmed.suffix(64).map(\.command))
        for entry in found where !known.contains(entry.command) { confirm(entry) }
    }
}
