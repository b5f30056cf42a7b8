import Foundation
import Glibc
import Store
import Synchronization
import Testing

@Suite(.serialized)
struct WriteLockTests {
    @Test("A lock file that an administrator deletes or replaces is noticed: who locked the old one locks again")
    func replaced() throws {
        let store = try TemporaryStore.filled(10)
        let (one, two) = (try store.open().journal, try store.open(patience: .milliseconds(50)).journal)
        for isDeleted in [true, false] {
            let probe = try Probe("hold", store.path, "ben")
            #expect(probe.line() == "holding")
            #expect(throws: TransactError<Never>.self) { try two.append([.sample(1)]) }
            #expect(unlink(store.layout.writeLock) == 0)
            if !isDeleted { try Shell.overwrite(store.layout.writeLock, []) }
            _ = probe.finish()
            #expect(try one.append([.sample(1)]).count == 1)
            #expect(try two.append([.sample(2)]).count == 1)
        }
        let all = try store.open(.read).journal.all()
        #expect(all.map(\.sequence) == Array(1...UInt64(all.count)) && all.count == 14)
    }

    @Test("Who waited for a lock file that was replaced meanwhile waits again, for the new one")
    func replacedWhileWaiting() throws {
        let (store, disk) = (try TemporaryStore.filled(10), FaultyDisk())
        let journal = try store.open(disk: disk).journal
        let first = try Probe("hold", store.path, "ben")
        #expect(first.line() == "holding")
        disk.forgetLog()
        let isWritten = Atomic(false)
        let waiting = DispatchGroup()
        DispatchQueue.global().async(group: waiting) {
            _ = try? journal.append([.sample(1)])
            isWritten.store(true, ordering: .sequentiallyConsistent)
        }
        let opened = { disk.log.count { $0 == "openToWrite write" } }
        #expect(eventually { disk.log.contains("lock turn") && isLocked(store.layout.turnLock) })
        #expect(unlink(store.layout.writeLock) == 0 && unlink(store.layout.turnLock) == 0)
        let second = try Probe("hold", store.path, "eve")
        // The second has the new lock file, and waits at MARK for the first to end.
        #expect(eventually { isLocked(store.layout.writeLock) })
        _ = first.finish()
        #expect(second.line() == "holding")
        let hasMoved = eventually { opened() > 1 || isWritten.load(ordering: .sequentiallyConsistent) }
        let hasWritten = isWritten.load(ordering: .sequentiallyConsistent)
        #expect(hasMoved && !hasWritten, "it wrote while another held the lock")
        _ = second.finish()
        waiting.wait()
        #expect(try journal.all().count == 11)
    }

    @Test("Who waits is next in line: the writer that has just finished comes after it")
    func queue() throws {
        let store = try TemporaryStore()
        let (bulk, person) = (try store.open().journal, try store.open().journal)
        for round in 0..<10 {
            let waiting = DispatchGroup()
            _ = try bulk.transact(after: bulk.lastSequence()) { _ in
                DispatchQueue.global().async(group: waiting) { _ = try? person.append([.sample(round * 3 + 1)]) }
                #expect(eventually { isLocked(store.layout.turnLock) })
                return [.sample(round * 3)]
            }
            try bulk.append([.sample(round * 3 + 2)])
            waiting.wait()
        }
        #expect(try bulk.all().compactMap(\.command) == (0..<30).map { "c-\($0)" })
    }

    /// Whether somebody holds a lock file.
    private func isLocked(_ path: String) -> Bool {
        let disk = PosixDisk()
        guard let file = try? disk.open(path, .readWrite, create: .never, mode: 0) else { return false }
        defer { disk.close(file) }
        return (try? disk.lock(file, wait: false)) == false
    }

    /// Waits up to five seconds for something to become true.
    private func eventually(_ condition: () -> Bool) -> Bool {
        for _ in 0..<5000 {
            if condition() { return true }
            usleep(1000)
        }
        return false
    }

    @Test("A child process inherits no file of the store")
    func inheritsNothing() throws {
        let store = try TemporaryStore.filled(10)
        let opened = try store.open()
        #expect(try opened.workerLock.tryAcquire())
        let listing = store.folder + "/listing"
        _ = try opened.journal.transact(after: 0) { _ in
            // Started as plainly as can be: nothing between fork and exec closes files.
            var process: pid_t = 0
            let arguments = ["/bin/sh", "-c", "ls -l /proc/self/fd > '\(listing)'"].map { (text: String) in strdup(text) }
            defer { for argument in arguments { free(argument) } }
            #expect(posix_spawn(&process, "/bin/sh", nil, nil, arguments + [nil], nil) == 0)
            var status: Int32 = 0
            #expect(waitpid(process, &status, 0) == process && status == 0)
            return []
        }
        let text = String(decoding: try Shell.contents(listing), as: UTF8.self)
        #expect(text.contains(listing) && !text.contains(store.path + "/"))
    }

    /// How long each of some syncs of a few hundred bytes takes on the same disk, in milliseconds, ascending.
    private func rawSyncs(_ folder: String, _ count: Int) throws -> [Double] {
        let disk = PosixDisk()
        let file = try disk.open(folder + "/raw", .readWrite, create: .ifMissing, mode: 0o600)
        defer { disk.close(file) }
        let line = [UInt8](repeating: 0x20, count: 200)
        return try (0..<count).map { number in
            try milliseconds {
                _ = try disk.write(file, line, from: 0, at: UInt64(number * line.count))
                try disk.sync(file)
            }
        }.sorted()
    }

    private func milliseconds(_ body: () throws -> Void) rethrows -> Double {
        let time = try ContinuousClock().measure(body)
        return Double(time.components.seconds) * 1000 + Double(time.components.attoseconds) / 1e15
    }

    @Test("Beside a bulk writer every administrator gets the lock within a few turns of others")
    func fairness() throws {
        let store = try TemporaryStore(onDisk: true)
        let before = try rawSyncs(store.folder, 60)
        let isOver = Atomic(false)
        let waits = Mutex<[Double]>([])
        let bulk = Mutex(0)
        DispatchQueue.concurrentPerform(iterations: 4) { number in
            do {
                let journal = try store.open().journal
                if number == 0 {
                    var pace = TurnPace()
                    while !isOver.load(ordering: .relaxed) {
                        let count = pace.records
                        let time = ContinuousClock().measure {
                            _ = try? journal.transact(after: 0) { _ in (0..<count).map { .sample($0) } }
                        }
                        pace.took(time, records: count)
                        bulk.withLock { $0 += 1 }
                    }
                } else {
                    for turn in 0..<25 {
                        let wait = try milliseconds { try journal.append([.sample(turn)]) }
                        waits.withLock { $0.append(wait) }
                        usleep(5000)
                    }
                    if waits.withLock({ $0.count == 75 }) { isOver.store(true, ordering: .relaxed) }
                }
            } catch {
                isOver.store(true, ordering: .relaxed)
                Issue.record("\(error)")
            }
        }
        let raw = (before + (try rawSyncs(store.folder, 60))).sorted()
        let sorted = waits.withLock { $0.sorted() }
        guard sorted.count == 75 else { return }
        // Generous, because other tests run beside this one; waits without a turnstile are often several hundred milliseconds.
        let limit = max(60, 8 * raw[raw.count * 99 / 100])
        #expect(bulk.withLock { $0 > 10 })
        #expect(sorted[73] <= limit, "the second longest of 75 waits; the longest was \(sorted[74]) ms")
    }
}

struct TurnPaceTests {
    private func transactions(_ sizes: [Int]) -> ArraySlice<PendingTransaction> {
        sizes.map { .sample(1, records: $0) }[...]
    }

    @Test("Quick turns grow up to a thousand records, slow ones shrink down to one")
    func adapts() {
        var pace = TurnPace()
        for _ in 0..<20 { pace.took(.milliseconds(1), records: pace.records) }
        #expect(pace.records == 1000)
        pace.took(.milliseconds(8), records: 1000)
        #expect(pace.records == 1000)
        pace.took(.milliseconds(11), records: 1000)
        #expect(pace.records == 500)
        for _ in 0..<20 { pace.took(.milliseconds(50), records: pace.records) }
        #expect(pace.records == 1)
    }

    @Test("A turn that was small for want of work proves nothing about larger ones")
    func smallTurns() {
        var pace = TurnPace()
        let start = pace.records
        pace.took(.milliseconds(1), records: 1)
        #expect(pace.records == start)
    }

    @Test("A turn takes whole transactions, as many as fit, and one that is larger alone")
    func takes() {
        let pace = TurnPace()
        var waiting = transactions([30, 30, 30, 200, 1])
        var sizes: [[Int]] = []
        while !waiting.isEmpty { sizes.append(pace.next(&waiting).map(\.records.count)) }
        #expect(sizes == [[30, 30], [30], [200], [1]])
        #expect(pace.next(&waiting).isEmpty)
    }
}
