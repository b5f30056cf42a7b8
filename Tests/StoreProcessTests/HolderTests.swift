import Glibc
import Store
import Testing

@Suite("Who holds the lock")
struct HolderTests {
    @Test("A holder that is stopped is named and said to be stopped; reading goes on; continued it goes on, killed it frees")
    func stoppedHolder() throws {
        let store = try ProcessStore()
        try store.commitOne()
        for round in 0..<Soak.count(4, full: 100) {
            let holder = try ProbeProcess("hold", store.path, "ben", "--commit")
            #expect(try holder.line() == "holding")
            try holder.stop()
            let before = try store.records().count
            let said = try ProbeProcess("commit", store.path, "ada", "1", "1", "--patience", "150").lines()
            #expect(said.first?.hasPrefix("! ada-0 lockHeld ") == true)
            #expect(said.first?.contains("ben (service, process \(holder.id)) since 20") == true)
            #expect(said.first?.contains("which is stopped: continue it with `kill -CONT \(holder.id)`") == true)
            let waiting = try ProbeProcess("commit", store.path, "eve\(round)", "1", "1", "--patience", "60000")
            if round % 2 == 0 {
                holder.signal(SIGCONT)
                holder.endInput()
                #expect(try holder.lines() == ["held \(before + 1)"])
                #expect(holder.finish() == 0)
            } else {
                holder.signal(SIGKILL)
                #expect(holder.finish() == -SIGKILL)
            }
            #expect(try waiting.lines().first?.hasPrefix("eve\(round)-0 ") == true)
            #expect(waiting.finish() == 0)
        }
        #expect(try StoreCheck.run(at: store.path, options: ProcessStore.options()).isSound)
    }

    @Test("A writer stopped at any moment holds up other writers at most, never a reader, and loses nothing")
    func stoppedAnywhere() throws {
        let store = try ProcessStore()
        var (checker, chance) = (Checker(), SeededNumbers(6))
        var held = 0
        for round in 0..<Soak.count(6, full: 100) {
            let writer = try ProbeProcess("commit", store.path, "s\(round)", "1000000", "2")
            checker.take([try writer.line()].compactMap(\.self))
            usleep(UInt32.random(in: 0...4000, using: &chance))
            try writer.stop()
            _ = try store.records()
            let said = try ProbeProcess("commit", store.path, "o\(round)", "1", "1", "--patience", "100").lines()
            var others = Checker()
            others.take(said)
            if others.errors.isEmpty { checker.take(said) } else { held += 1 }
            #expect(others.errors.keys.allSatisfy { $0 == "lockHeld" })
            if others.errors["lockHeld"] != nil { #expect(said.first?.contains("process \(writer.id)") == true, "\(said)") }
            writer.signal(SIGCONT)
            usleep(UInt32.random(in: 0...4000, using: &chance))
            writer.signal(SIGKILL)
            checker.take(try writer.lines())
            writer.finish()
            checker.possible.insert("s\(round)")
        }
        try checker.verify(store, "seed \(Soak.seed)")
        print("soak: stopped at any moment: inside the lock \(held) times")
    }

    @Test("A child of the holder inherits no file of the store, and keeps no lock when the holder is killed")
    func childOfHolder() throws {
        let store = try ProcessStore()
        let holder = try ProbeProcess("hold", store.path, "ben", "--child")
        let child = pid_t(try holder.line()?.split(separator: " ").last ?? "") ?? 0
        defer { if child > 1 { kill(child, SIGKILL) } }
        try #require(child > 1)
        for name in try PosixDisk().names(in: "/proc/\(child)/fd") {
            var target = [UInt8](repeating: 0, count: 4096)
            let length = max(0, readlink("/proc/\(child)/fd/\(name)", &target, target.count))
            #expect(!String(decoding: target[..<length], as: UTF8.self).hasPrefix(store.folder))
        }
        holder.signal(SIGKILL)
        #expect(try store.commitOne() == 2)
    }

    @Test("A lock that leaked into a child is free once the holder's turn ends, though the child lives")
    func leakedLockReleased() throws {
        let store = try ProcessStore()
        let holder = try ProbeProcess("hold", store.path, "ben", "--child", "--leak")
        let child = pid_t(try holder.line()?.split(separator: " ").last ?? "") ?? 0
        defer { if child > 1 { kill(child, SIGKILL) } }
        holder.endInput()
        #expect(try holder.line() == "released")
        #expect(kill(child, 0) == 0)
        #expect(try store.commitOne() == 2)
    }

    @Test("A lock that leaked into a child of a killed holder is waited for, not broken, and free when the child ends")
    func leakedLockOfKilledHolder() throws {
        let store = try ProcessStore()
        let holder = try ProbeProcess("hold", store.path, "ben", "--child", "--leak")
        let child = pid_t(try holder.line()?.split(separator: " ").last ?? "") ?? 0
        try #require(child > 1)
        holder.signal(SIGKILL)
        holder.finish()
        let said = try ProbeProcess("commit", store.path, "ada", "1", "1", "--patience", "150").lines()
        #expect(said.first?.hasPrefix("! ada-0 lockHeld ") == true, "\(said)")
        #expect(try store.records().count == 1)
        kill(child, SIGKILL)
        #expect(try store.commitOne() == 2)
    }

    @Test("A lock file that was deleted or replaced while writers wait is noticed: they lock the new one")
    func replacedWhileWaiting() throws {
        for isReplaced in [false, true] {
            let store = try ProcessStore()
            let holder = try ProbeProcess("hold", store.path, "ben")
            #expect(try holder.line() == "holding")
            let waiting = try (0..<3).map { try ProbeProcess("commit", store.path, "w\($0)", "20", "2", "--patience", "60000") }
            for process in waiting { try wait(for: process, toOpen: store.layout.writeLock) }
            unlink(store.layout.writeLock)
            if isReplaced { try Files.overwrite(store.layout.writeLock, []) }
            holder.finish()
            var checker = Checker()
            for process in waiting { checker.take(try process.lines()) }
            #expect(checker.confirmed.count == 60 && checker.errors.isEmpty)
            try checker.verify(store)
        }
    }

    private func wait(for process: ProbeProcess, toOpen path: String) throws {
        for _ in 0..<20_000 {
            for name in (try? PosixDisk().names(in: "/proc/\(process.id)/fd")) ?? [] {
                var target = [UInt8](repeating: 0, count: 4096)
                let length = max(0, readlink("/proc/\(process.id)/fd/\(name)", &target, target.count))
                if String(decoding: target[..<length], as: UTF8.self) == path { return }
            }
            usleep(1000)
        }
        throw ProbeProcess.Failure(what: "\(path) was not opened")
    }

    @Test("A lock file that is deleted in the middle of a turn costs no confirmed commit", arguments: [false, true])
    func deletedInsideTurn(isReplaced: Bool) throws {
        let store = try ProcessStore()
        let holder = try ProbeProcess("hold", store.path, "ben", "--commit")
        #expect(try holder.line() == "holding")
        unlink(store.layout.writeLock)
        unlink(store.layout.turnLock)
        if isReplaced { try Files.overwrite(store.layout.writeLock, []) }
        // Waits at MARK until the turn of the first is over.
        let other = try ProbeProcess("commit", store.path, "other", "3", "2")
        holder.endInput()
        _ = try holder.lines()
        var checker = Checker()
        checker.take(try other.lines())
        #expect(checker.confirmed.count == 3)
        checker.possible = ["held"]
        try checker.verify(store)
    }
}
