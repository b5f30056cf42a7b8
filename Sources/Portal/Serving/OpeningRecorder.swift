import Domain
import Engine
import Logging
import Synchronization

/// Records that links were opened, beside the pages: no reader of a page ever waits for the disk, and no flood of readers becomes
/// a flood of commands.
final class OpeningRecorder: Sendable {
    private struct Memory {
        /// Noted and not yet decided: of these another opening is no news.
        var underWay: Set<PersonalLink> = []
        var lastComplaint: String?
    }

    /// What waits to be written, at most; more in one moment is not recorded, as if the people had come by Apple's own link.
    private static let mostUnderWay = 4_096

    private let engine: Engine
    private let logger: Logger
    private let memory = Mutex(Memory())
    private let openings: AsyncStream<PersonalLink>
    private let queue: AsyncStream<PersonalLink>.Continuation

    init(_ engine: Engine, _ logger: Logger) {
        self.engine = engine
        self.logger = logger
        (openings, queue) = AsyncStream.makeStream()
    }

    /// Takes note of an opening and returns at once.
    func note(_ link: PersonalLink, in state: State) {
        guard let recipient = state.recipient(link.key), recipient.status != .linkOpened else { return }
        let isNews = memory.withLock { memory in
            memory.underWay.count < Self.mostUnderWay && memory.underWay.insert(link).inserted
        }
        if isNews { queue.yield(link) }
    }

    /// Writes what was noted until ``finish()``; what was noted before it is written still.
    func run() async {
        await withDiscardingTaskGroup { group in
            for await link in openings {
                // Side by side, so that the writer can make one turn of many.
                group.addTask { await self.record(link) }
            }
        }
    }

    func finish() { queue.finish() }

    private func record(_ link: PersonalLink) async {
        defer { forget(link) }
        if let why = engine.projection.readOnly { return complain(why) }
        do {
            _ = try await engine.perform(.openLink(link.key, generation: link.generation), engine.ownRequest())
            memory.withLock { $0.lastComplaint = nil }
        } catch {
            switch error {
            // Ended or accepted since the page was made: there is nothing to record any more.
            case .refused: break
            case .readOnly(let why), .store(let why, _): complain(why)
            }
        }
    }

    /// The page was given nevertheless; the next opening is tried again. One reason is said once.
    private func complain(_ why: String) {
        let isNew = memory.withLock { memory in
            defer { memory.lastComplaint = why }
            return memory.lastComplaint != why
        }
        if isNew { logger.warning("that links are opened is not recorded at the moment: \(why)") }
    }

    private func forget(_ link: PersonalLink) { memory.withLock { _ = $0.underWay.remove(link) } }
}
