import Dispatch
import Synchronization

/// One attempt to take turn and write lock, on descriptors of its own, so that it can be left waiting in the kernel's queue.
final class LockWait: Sendable {
    private enum State: Sendable {
        case idle
        case holdsTurn
        case waiting(isWanted: Bool)
        case done(Result<OpenFile, JournalError>)
        case over
    }

    private let turn: OpenFile
    private let write: OpenFile
    private let disk: any Disk
    private let state = Mutex(State.idle)
    private let finished = DispatchSemaphore(value: 0)

    init(turn: String, write: String, _ disk: any Disk) throws(DiskError) {
        self.disk = disk
        self.turn = try disk.open(turn, .readWrite, create: .ifMissing, mode: 0o640)
        do throws(DiskError) {
            self.write = try disk.open(write, .readWrite, create: .ifMissing, mode: 0o640)
        } catch {
            disk.close(self.turn)
            throw error
        }
    }

    /// Takes both locks if both are free. Once, on a new attempt.
    func tryOnce() throws(JournalError) -> Bool {
        do throws(DiskError) {
            guard try disk.lock(turn, wait: false) else { return false }
            state.withLock { $0 = .holdsTurn }
            guard try disk.lock(write, wait: false) else { return false }
            finish(.success(write))
            return true
        } catch {
            giveUp()
            throw JournalError(error)
        }
    }

    /// Goes on waiting in the kernel's queue, which is first come, first served.
    func startThread() {
        state.withLock { $0 = .waiting(isWanted: true) }
        DispatchQueue(label: "rollcall.write-lock").async { [self] in
            do throws(DiskError) {
                _ = try disk.lock(turn, wait: true)
                _ = try disk.lock(write, wait: true)
                finish(.success(write))
            } catch {
                finish(.failure(JournalError(error)))
            }
        }
    }

    /// Joins a wait that was left alone; false when it is over.
    func join() -> Bool {
        state.withLock { state in
            guard case .waiting = state else { return false }
            state = .waiting(isWanted: true)
            return true
        }
    }

    /// The locked file, or nil when the time is over: then the lock is given back as soon as it comes, unless somebody joins
    /// before.
    func result(within patience: Duration) throws(JournalError) -> OpenFile? {
        _ = finished.wait(timeout: .now() + .milliseconds(patience.wholeMilliseconds))
        let result: Result<OpenFile, JournalError>? = state.withLock { state in
            guard case .done(let result) = state else {
                state = .waiting(isWanted: false)
                return nil
            }
            state = .over
            return result
        }
        return try result?.get()
    }

    /// Gives back whatever was locked. Only when no thread waits.
    func giveUp() {
        disk.unlockAndClose(turn)
        disk.unlockAndClose(write)
        state.withLock { $0 = .over }
    }

    private func finish(_ result: Result<OpenFile, JournalError>) {
        disk.unlockAndClose(turn)
        let isUnwanted = state.withLock { state in
            if case .waiting(isWanted: false) = state {
                state = .over
                return true
            }
            state = .done(result)
            return false
        }
        if case .failure = result { disk.close(write) } else if isUnwanted { disk.unlockAndClose(write) }
        finished.signal()
    }
}
