import Store
import Synchronization

/// The disk and the books before one call that changes the disk.
struct CrashPoint: Sendable {
    let image: DiskImage
    let ledger: Ledger
    /// What was about to be called.
    let call: String
}

/// Runs processes on a simulated machine and keeps every moment at which they could be interrupted.
final class CrashRun: Sendable {
    let machine: SimulatedMachine
    let book: LedgerBook
    private let points = Mutex<[CrashPoint]>([])
    private let violation = Mutex<Violation?>(nil)

    init(_ image: DiskImage, _ ledger: Ledger = Ledger(), segmentLimit: UInt64 = 64 << 20) {
        machine = SimulatedMachine(image)
        machine.look { $0.segmentLimit = segmentLimit }
        book = LedgerBook(ledger)
        machine.onChange { [unowned self] image, call in
            points.withLock { $0.append(CrashPoint(image: image, ledger: book.now, call: call)) }
        }
    }

    /// A new store, all of it on the disk.
    static let newStore: Result<DiskImage, JournalError> = {
        let run = CrashRun(DiskImage())
        do throws(JournalError) {
            _ = try StoreDirectory.create(at: SimulatedUser.folder, options: run.machine.options(run.machine.newProcess()))
        } catch {
            return .failure(error)
        }
        run.machine.look { $0.image.writeBack() }
        return .success(run.machine.image)
    }()

    /// Every moment so far, and now.
    func allPoints() throws(Violation) -> [CrashPoint] {
        if let violation = violation.withLock({ $0 }) { throw violation }
        return points.withLock { $0 } + [CrashPoint(image: machine.image, ledger: book.now, call: "the end")]
    }

    /// Lets a reader look on at every so many calls of the others.
    func watch(every count: Int) {
        machine.onChange { [unowned self] image, call in
            let number = points.withLock { points in
                points.append(CrashPoint(image: image, ledger: book.now, call: call))
                return points.count
            }
            guard number % count == 0 else { return }
            do throws(Violation) {
                let error = try SimulatedUser(machine, .read, book).follow()
                if let error { throw Violation("a reader failed before \(call): \(error)") }
            } catch {
                violation.withLock { $0 = $0 ?? error }
            }
        }
    }

    /// Runs a script to its end; no step may fail.
    func play(_ script: CrashScript) throws(Violation) {
        var users = (0..<CrashScript.userCount).map { _ in SimulatedUser(machine, book) }
        for (number, step) in script.steps.enumerated() {
            if let error = try play(step, &users) { throw Violation("step \(number) (\(step)) failed: \(error)") }
        }
    }

    private func play(_ step: CrashScript.Step, _ users: inout [SimulatedUser]) throws(Violation) -> JournalError? {
        switch step {
        case .commit(let user, let orders): return try users[user].commit(orders)
        case .dyingCommit(let user, let orders, let calls, let bytes):
            let process = users[user].disk.process
            machine.look { $0.processes[process].death = ($0.processes[process].calls + calls, bytes) }
            // Whatever the dying process hears, nobody learns of it.
            _ = try users[user].commit(orders)
            machine.look { $0.kill(process) }
            users[user] = SimulatedUser(machine, book)
            return nil
        case .follow(let user): return try users[user].follow()
        case .reopen(let user):
            users[user] = SimulatedUser(machine, book)
            return nil
        case .stepClock(let milliseconds):
            machine.look { $0.clock += milliseconds }
            return nil
        case .writeBack:
            machine.look { $0.image.writeBack() }
            return nil
        }
    }

    /// Opens the store after a crash and writes one transaction.
    func recover(_ depth: Int) throws(Violation) {
        let user = SimulatedUser(machine, book)
        let error = try user.commit([.init(command: "after-crash-\(depth)", lengths: [10, 600, 20])])
        if let error { throw Violation("it does not go on: \(error)") }
    }
}

extension SimulatedUser {
    convenience init(_ machine: SimulatedMachine, _ book: LedgerBook) {
        self.init(machine, .readWrite, book)
    }
}
