import Dispatch
import Synchronization

/// The right to write, one process at a time, with a turnstile before it.
///
/// Plain `flock` starves: whoever writes much takes the lock again before a waiting process wakes up. So one first takes
/// `lock/turn`, then
/// `lock/write`, and gives the turn back: one waiter is always next in line.
///
/// Somebody may delete or replace the lock files while a turn goes on. So MARK is locked as well: it is never replaced, and a
/// second writer that found another lock file waits there.
final class WriteLock: Sendable {
    private let layout: StoreLayout
    private let options: StoreOptions
    /// A wait that ran out of patience goes on in its thread; the next attempt joins it instead of starting another.
    private let pending = Mutex<LockWait?>(nil)

    init(layout: StoreLayout, options: StoreOptions) {
        self.layout = layout
        self.options = options
    }

    /// The lock, while it is held.
    struct Held: Sendable {
        let file: OpenFile
        fileprivate(set) var mark: OpenFile?
    }

    /// Takes the lock, waiting as long as the options say.
    /// - Throws: `lockHeld` with who holds it; `system`.
    func acquire() throws(JournalError) -> Held {
        while true {
            var held = try acquireOnce()
            guard try isCurrent(held) else {
                release(held)
                continue
            }
            held.mark = try lockMark(patience: options.lockPatience, held)
            announce(held)
            return held
        }
    }

    /// Takes the lock if nobody holds it and nobody waits for it.
    /// - Throws: `system`.
    func acquireIfFree() throws(JournalError) -> Held? {
        let wait = try newWait()
        guard try wait.tryOnce() else {
            wait.giveUp()
            return nil
        }
        guard let file = try wait.result(within: .zero) else { return nil }
        var held = Held(file: file)
        guard try isCurrent(held) else {
            release(held)
            return nil
        }
        do throws(JournalError) {
            held.mark = try lockMark(patience: .zero, held)
        } catch .lockHeld {
            return nil
        }
        announce(held)
        return held
    }

    func release(_ held: Held) {
        if let mark = held.mark { options.disk.unlockAndClose(mark) }
        options.disk.unlockAndClose(held.file)
    }

    /// Locks MARK; who holds it, with the lock file in our hands, writes under one that was deleted.
    private func lockMark(patience: Duration, _ held: Held) throws(JournalError) -> OpenFile {
        do throws(DiskError) {
            if let mark = try openAndLockMark(patience) { return mark }
        } catch {
            release(held)
            throw JournalError(error)
        }
        release(held)
        throw .lockHeld(path: layout.mark, holder: nil, waitedMilliseconds: patience.wholeMilliseconds)
    }

    private func openAndLockMark(_ patience: Duration) throws(DiskError) -> OpenFile? {
        let disk = options.disk
        let mark = try disk.open(layout.mark, .readWrite, create: .ifMissing, mode: 0o640)
        let step = 5
        do throws(DiskError) {
            for _ in 0...patience.wholeMilliseconds / step {
                if try disk.lock(mark, wait: false) { return mark }
                WallClock.sleep(milliseconds: step)
            }
        } catch {
            // It may have been taken all the same.
            disk.unlockAndClose(mark)
            throw error
        }
        disk.close(mark)
        return nil
    }

    private func isLocked(_ mark: OpenFile, within patience: Duration) throws(DiskError) -> Bool {
        let step = 5
        do throws(DiskError) {
            for _ in 0...patience.wholeMilliseconds / step {
                if try options.disk.lock(mark, wait: false) { return true }
                WallClock.sleep(milliseconds: step)
            }
        } catch {
            options.disk.unlockAndClose(mark)
            throw error
        }
        return false
    }

    /// Who wrote itself into the lock file last, if that process lives.
    func holder() -> LockHolder? {
        guard let file = try? options.disk.open(layout.writeLock, .read, create: .never, mode: 0) else { return nil }
        defer { options.disk.close(file) }
        return LockHolder.read(file, options.disk)
    }

    private func acquireOnce() throws(JournalError) -> Held {
        let joined = joinedWait()
        let wait = if let joined { joined } else { try startWait() }
        if let file = try wait.result(within: options.lockPatience) { return Held(file: file) }
        pending.withLock { $0 = wait }
        throw .lockHeld(path: layout.writeLock, holder: holder(), waitedMilliseconds: options.lockPatience.wholeMilliseconds)
    }

    /// The wait that an earlier attempt left behind, if it goes on.
    private func joinedWait() -> LockWait? {
        pending.withLock { wait in
            defer { wait = nil }
            return wait.flatMap { $0.join() ? $0 : nil }
        }
    }

    private func startWait() throws(JournalError) -> LockWait {
        let wait = try newWait()
        if try !wait.tryOnce() { wait.startThread() }
        return wait
    }

    private func newWait() throws(JournalError) -> LockWait {
        do throws(DiskError) {
            return try LockWait(turn: layout.turnLock, write: layout.writeLock, options.disk)
        } catch {
            throw JournalError(error)
        }
    }

    /// Whether the locked file is still the one that others find: a replaced lock file protects nothing.
    private func isCurrent(_ held: Held) throws(JournalError) -> Bool {
        do throws(DiskError) {
            let (mine, theirs) = (try options.disk.status(held.file), try options.disk.status(at: layout.writeLock))
            return mine.inode == theirs?.inode && mine.device == theirs?.device
        } catch {
            release(held)
            throw JournalError(error)
        }
    }

    private func announce(_ held: Held) {
        // Only for the message to those who wait.
        try? options.disk.writeAll(held.file, LockHolder.current(options).text, at: 0)
    }
}
