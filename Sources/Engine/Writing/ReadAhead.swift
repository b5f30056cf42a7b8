import Domain
import Store
import Synchronization

/// Reads and decodes the journal on a thread of its own, a little ahead of whoever takes the events in.
final class ReadAhead: Sendable {
    enum Step: Sendable {
        case batch(DecodedBatch)
        /// The journal cannot be read on; what came before is good.
        case failed(JournalError)
        /// A record cannot be understood.
        case unreadable(CommandFailure)
        case end
    }

    /// Records can be 64 KiB long: so many keep a batch at some megabytes.
    static let batchLength = 128
    private static let ahead: UInt32 = 3

    private let steps = Mutex<[Step]>([])
    private let filled = Semaphore()
    private let room = Semaphore(ahead)

    init(_ log: any EventLog, after sequence: UInt64) {
        OwnThread.start { self.read(log, after: sequence) }
    }

    /// The next step, waiting for it. After anything but a batch there is none.
    func next() -> Step {
        filled.wait()
        defer { room.signal() }
        return steps.withLock { $0.removeFirst() }
    }

    private func put(_ step: Step) {
        room.wait()
        steps.withLock { $0.append(step) }
        filled.signal()
    }

    private func read(_ log: any EventLog, after sequence: UInt64) {
        var last = sequence
        while true {
            let records: [Record]
            do throws(JournalError) {
                records = try log.read(after: last, limit: Self.batchLength)
            } catch {
                return put(.failed(error))
            }
            guard let end = records.last else { return put(.end) }
            do throws(CommandFailure) {
                put(.batch(try DecodedBatch(records)))
            } catch {
                return put(.unreadable(error))
            }
            last = end.sequence
        }
    }
}
