import Domain
import Engine
import Logging
import Synchronization

/// What somebody did with a personal link.
enum LinkDeed: Hashable, Sendable {
    case opened(PersonalLink)
    /// R11: asked for a new mail on the page of an ended one.
    case askedForMail(PersonalLink)

    var command: Command {
        switch self {
        case .opened(let link): .openLink(link.key, generation: link.generation)
        case .askedForMail(let link): .askForNewMail(link.key, generation: link.generation)
        }
    }

    /// Whether it would change anything, as far as `state` knows: what is no news must not cost a turn of the writer.
    func isNews(in state: State, _ context: Context) -> Bool {
        switch self {
        case .opened(let link): state.isFirstOpening(link.key)
        case .askedForMail: (try? state.decide(command, context))?.isEmpty == false
        }
    }

    var description: String {
        switch self {
        case .opened: "that links are opened"
        case .askedForMail: "that new mails are asked for"
        }
    }
}

/// Records what was done with links, beside the pages: no reader of a page ever waits for the disk, no flood of readers becomes
/// a flood of commands, and no page takes longer for one person than for another.
final class LinkRecorder: Sendable {
    private struct Memory {
        /// Noted and not yet decided: of these another one is no news.
        var underWay: Set<LinkDeed> = []
        var lastComplaint: String?
    }

    /// What waits to be written, at most; more in one moment is not recorded, as if the people had come by Apple's own link.
    private static let mostUnderWay = 4_096

    private let engine: Engine
    private let logger: Logger
    private let memory = Mutex(Memory())
    private let deeds: AsyncStream<LinkDeed>
    private let queue: AsyncStream<LinkDeed>.Continuation

    init(_ engine: Engine, _ logger: Logger) {
        self.engine = engine
        self.logger = logger
        (deeds, queue) = AsyncStream.makeStream()
    }

    /// Takes note of a deed and returns at once.
    func note(_ deed: LinkDeed) {
        let isNoted = memory.withLock { memory in
            memory.underWay.count < Self.mostUnderWay && memory.underWay.insert(deed).inserted
        }
        if isNoted { queue.yield(deed) }
    }

    /// Writes what was noted until ``finish()``; what was noted before it is written still.
    func run() async {
        await withDiscardingTaskGroup { group in
            for await deed in deeds {
                // Side by side, so that the writer can make one turn of many.
                group.addTask { await self.record(deed) }
            }
        }
    }

    func finish() { queue.finish() }

    private func record(_ deed: LinkDeed) async {
        defer { forget(deed) }
        let projection = engine.projection
        guard deed.isNews(in: projection.state, engine.context()) else { return }
        if let why = projection.readOnly { return complain(deed, why) }
        do {
            _ = try await engine.perform(deed.command, engine.ownRequest())
            memory.withLock { $0.lastComplaint = nil }
        } catch {
            switch error {
            // Others were faster, or the facts changed: there is nothing to record any more.
            case .refused: break
            case .readOnly(let why), .store(let why, _): complain(deed, why)
            }
        }
    }

    /// The page was given nevertheless; the next time it is tried again. One reason is said once.
    private func complain(_ deed: LinkDeed, _ why: String) {
        let words = "\(deed.description) is not recorded at the moment: \(why)"
        let isNew = memory.withLock { memory in
            defer { memory.lastComplaint = words }
            return memory.lastComplaint != words
        }
        if isNew { logger.warning("\(words)") }
    }

    private func forget(_ deed: LinkDeed) { memory.withLock { _ = $0.underWay.remove(deed) } }
}
