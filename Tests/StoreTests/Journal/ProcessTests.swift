import Glibc
import Store
import Testing

@Suite(.serialized)
struct ProcessTests {
    /// What a probe said was confirmed: command id and last sequence.
    private func confirmed(_ lines: [String]) -> [(command: String, last: UInt64)] {
        lines.compactMap { line in
            let words = line.split(separator: " ")
            guard words.count == 2, let last = UInt64(words[1]) else { return nil }
            return (String(words[0]), last)
        }
    }

    /// Checks that the journal is dense and sound, and holds each confirmed command exactly once, where it was said to be.
    private func verify(_ store: TemporaryStore, _ confirmed: [(command: String, last: UInt64)], records: Int?) throws {
        let all = try store.open().journal.all()
        #expect(all.map(\.sequence) == Array(1...UInt64(all.count)))
        var ends: [String: UInt64] = [:]
        var open = ""
        for record in all where !record.isStoreOwn {
            open = record.command ?? open
            if record.endsTransaction {
                #expect(ends.updateValue(record.sequence, forKey: open) == nil)
                if let records { #expect(record.elementCount == records) }
            }
        }
        for (command, last) in confirmed { #expect(ends[command] == last) }
        #expect(try StoreCheck.run(at: store.path, options: TemporaryStore.options()).isSound)
    }

    @Test("Several processes that write at once leave one dense sequence, and every confirmed commit is there once")
    func concurrentWriters() throws {
        let store = try TemporaryStore(onDisk: true)
        let probes = try (1...4).map { try Probe("commit", store.path, "p\($0)", "60", "\($0)") }
        let lines = probes.flatMap { $0.lines() }
        #expect(probes.allSatisfy { $0.finish() == 0 })
        #expect(lines.count == 240)
        try verify(store, confirmed(lines), records: nil)
        #expect(try store.open(.read).journal.all().count == 1 + 60 * (1 + 2 + 3 + 4))
    }

    @Test("R30: a process killed at any moment loses nothing that it had confirmed, and leaves nothing half done")
    func kills() throws {
        let store = try TemporaryStore(onDisk: true)
        var acknowledged: [(command: String, last: UInt64)] = []
        for round in 0..<50 {
            let probe = try Probe("commit", store.path, "r\(round)", "100000", "3")
            for _ in 0...(round * 7) % 11 { acknowledged += confirmed([probe.line()].compactMap(\.self)) }
            usleep(UInt32(round * 131 % 900))
            probe.signal(SIGKILL)
            acknowledged += confirmed(probe.lines())
            _ = probe.finish()
        }
        #expect(acknowledged.count > 100)
        try verify(store, acknowledged, records: 3)
    }

    @Test("A stopped process that holds the lock is named and said to be stopped; reading goes on; nothing is broken open")
    func stoppedHolder() throws {
        let store = try TemporaryStore.filled(10)
        let probe = try Probe("hold", store.path, "ben")
        #expect(probe.line() == "holding")
        probe.signal(SIGSTOP)
        let journal = try store.open(patience: .milliseconds(100)).journal
        for _ in 0..<2 {
            let error = #expect(throws: TransactError<Never>.self) { try journal.append([.sample(1)]) }
            guard case .journal(.lockHeld(_, let holder?, _)) = error else {
                Issue.record("\(String(describing: error))")
                break
            }
            #expect(holder.processID == probe.processID && holder.name == "ben" && holder.role == .service)
            while !(holder.isStopped || LockHolderState.isStopped(probe.processID)) {}
        }
        #expect(try journal.all().count == 10)
        probe.signal(SIGCONT)
        #expect(probe.finish() == 0)
        #expect(try store.open().journal.append([.sample(1)]).count == 1)
        #expect(try journal.append([.sample(2)]).count == 1)
    }

    @Test("A killed holder frees the lock")
    func killedHolder() throws {
        let store = try TemporaryStore.filled(10)
        let probe = try Probe("hold", store.path, "ben")
        #expect(probe.line() == "holding")
        probe.signal(SIGKILL)
        #expect(try store.open().journal.append([.sample(1)]).count == 1)
        _ = probe.finish()
    }

    @Test("A size limit at any byte of a transaction leaves none of it, or all of it")
    func sizeLimit() throws {
        let store = try TemporaryStore.filled(6)
        let before = try Shell.contents(store.segment)
        for room in stride(from: 0, through: 460, by: 23) {
            let said = try Probe("squeeze", store.path, "\(room)").lines().joined()
            let count = try store.open().journal.all().count
            if said == "confirmed" {
                #expect(count > 6)
                break
            }
            #expect(said.hasPrefix("Nothing was saved: File too large") && room < 460)
            #expect(try Shell.contents(store.segment) == before)
        }
    }

    @Test("No open file of a store is inherited by a child process")
    func closeOnExec() throws {
        let store = try TemporaryStore.filled(10)
        let opened = try store.open()
        #expect(try opened.workerLock.tryAcquire())
        let disk = PosixDisk()
        var seen = 0
        _ = try opened.journal.transact(after: 0) { _ in
            for name in (try? disk.names(in: "/proc/self/fd")) ?? [] {
                var target = [UInt8](repeating: 0, count: 4096)
                let length = readlink("/proc/self/fd/\(name)", &target, target.count)
                guard length > 0, String(decoding: target[..<length], as: UTF8.self).hasPrefix(store.path) else { continue }
                seen += 1
                #expect(fcntl(Int32(name) ?? -1, F_GETFD) & FD_CLOEXEC != 0)
            }
            return []
        }
        #expect(seen >= 3)
    }
}

/// What /proc says about a process.
enum LockHolderState {
    static func isStopped(_ processID: Int32) -> Bool {
        let disk = PosixDisk()
        guard let file = try? disk.open("/proc/\(processID)/stat", .read, create: .never, mode: 0) else { return true }
        defer { disk.close(file) }
        let text = (try? disk.read(file, at: 0, count: 512)).map { String(decoding: $0, as: UTF8.self) } ?? ""
        return text.contains(") T ")
    }
}
