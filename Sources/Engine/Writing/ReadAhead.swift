import Domain
import Glibc
import Store
import Synchronization

/// Reads and decodes the journal on threads of its own, a little ahead of whoever takes the events in.
///
/// The threads take turns at reading, since each line's checksum continues the one before, and decode side by side.
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
    private static let ahead = 6
    private static let mostThreads = 4

    /// Where the next thread reads on.
    private struct Reading {
        var last: UInt64
        var turn = 0
        var isOver = false
    }

    /// What one turn came to.
    private final class Slot: Sendable {
        let step = Mutex<Step?>(nil)
        let filled = Semaphore()
    }

    private let log: any EventLog
    private let reading: Mutex<Reading>
    private let slots = (0..<ahead).map { _ in Slot() }
    private let room = Semaphore(UInt32(ahead))
    private let taken = Mutex(0)

    init(_ log: any EventLog, after sequence: UInt64) {
        self.log = log
        reading = Mutex(Reading(last: sequence))
        let threads = min(Self.mostThreads, max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))))
        for _ in 0..<threads { OwnThread.start { self.read() } }
    }

    /// The next step, waiting for it. After anything but a batch there is none.
    func next() -> Step {
        let slot = slots[
            taken.withLock {
                $0 += 1; return $0 - 1
            } % Self.ahead]
        slot.filled.wait()
        defer { room.signal() }
        return slot.step.withLock { $0.take() } ?? .end
    }

    /// Ends the threads; to be called when nobody asks for a step any more.
    func stop() {
        reading.withLock { $0.isOver = true }
        for _ in 0..<Self.mostThreads { room.signal() }
    }

    private func read() {
        while true {
            room.wait()
            guard let (turn, records) = readOn() else { return }
            let slot = slots[turn % Self.ahead]
            let step = Self.step(records)
            slot.step.withLock { $0 = step }
            slot.filled.signal()
        }
    }

    /// Reads the next records; nil when there is nothing more to read.
    private func readOn() -> (turn: Int, records: Result<[Record], JournalError>)? {
        reading.withLock { reading in
            guard !reading.isOver else { return nil }
            let records = Result { () throws(JournalError) in try log.read(after: reading.last, limit: Self.batchLength) }
            if let last = try? records.get().last { reading.last = last.sequence } else { reading.isOver = true }
            defer { reading.turn += 1 }
            return (reading.turn, records)
        }
    }

    private static func step(_ records: Result<[Record], JournalError>) -> Step {
        switch records {
        case .failure(let error): return .failed(error)
        case .success(let records) where records.isEmpty: return .end
        case .success(let records):
            do throws(CommandFailure) { return .batch(try DecodedBatch(records)) } catch { return .unreadable(error) }
        }
    }
}
