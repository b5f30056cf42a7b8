import Domain
import Engine
import Logging
import Synchronization

/// Records that links were opened, beside the pages: no reader of a page ever waits for the disk, and no flood of readers becomes
/// a flood of commands.
final class OpeningRecorder: Sendable {
    /// An opening is news once for each sending; which generation of the link it was counts for the command.
    private struct Opening: Hashable {
        var key: RecipientKey
        var generation: UInt32
        var sendNumber: UInt32
    }

    private struct Memory {
        var noted: Set<Opening> = []
        var lastComplaint: String?
    }

    /// What is remembered is forgotten at this many, and begins anew.
    private static let mostNoted = 65_536
    /// What waits to be written, at most; more in one moment is not recorded, as if the people had come by Apple's own link.
    private static let mostWaiting = 4_096

    private let engine: Engine
    private let logger: Logger
    private let memory = Mutex(Memory())
    private let openings: AsyncStream<Opening>
    private let queue: AsyncStream<Opening>.Continuation

    init(_ engine: Engine, _ logger: Logger) {
        self.engine = engine
        self.logger = logger
        (openings, queue) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(Self.mostWaiting))
    }

    /// Takes note of an opening and returns at once.
    func note(_ link: PersonalLink, in state: State) {
        guard let recipient = state.recipient(link.key), recipient.status != .linkOpened else { return }
        let opening = Opening(key: link.key, generation: link.generation, sendNumber: recipient.sendNumber)
        guard remember(opening) else { return }
        if case .enqueued = queue.yield(opening) { return }
        forget(opening)
    }

    /// Writes what was noted until ``finish()``; what was noted before it is written still.
    func run() async {
        await withDiscardingTaskGroup { group in
            for await opening in openings {
                // Side by side, so that the writer can make one turn of many.
                group.addTask { await self.record(opening) }
            }
        }
    }

    func finish() { queue.finish() }

    private func record(_ opening: Opening) async {
        if let why = engine.projection.readOnly { return missed(opening, why) }
        do {
            _ = try await engine.perform(
                .openLink(opening.key, generation: opening.generation), engine.ownRequest())
            memory.withLock { $0.lastComplaint = nil }
        } catch {
            switch error {
            // Ended or accepted since the page was made: there is nothing to record any more.
            case .refused: break
            case .readOnly(let why), .store(let why, _): missed(opening, why)
            }
        }
    }

    /// The page was given nevertheless; the next opening is tried again. One reason is said once.
    private func missed(_ opening: Opening, _ why: String) {
        forget(opening)
        let isNew = memory.withLock { memory in
            defer { memory.lastComplaint = why }
            return memory.lastComplaint != why
        }
        if isNew { logger.warning("that links are opened is not recorded at the moment: \(why)") }
    }

    private func remember(_ opening: Opening) -> Bool {
        memory.withLock { memory in
            if memory.noted.count >= Self.mostNoted { memory.noted.removeAll() }
            return memory.noted.insert(opening).inserted
        }
    }

    private func forget(_ opening: Opening) { memory.withLock { _ = $0.noted.remove(opening) } }
}
