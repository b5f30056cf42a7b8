import Domain
import Gateway
import Synchronization

/// What the lanes of one worker share: the epoch, the door to the record, and what they have to say.
final class Worker: Sendable {
    let epoch: UInt32
    let engine: Engine
    /// Set when another worker has taken over, or this process may no longer write: every lane leaves.
    private let isOver = Mutex(false)
    private let pauses = Mutex<[String: LanePause]>([:])

    init(epoch: UInt32, engine: Engine) {
        self.epoch = epoch
        self.engine = engine
    }

    var state: State { engine.projection.state }
    var now: Instant { engine.parts.time.now() }
    var parts: EngineParts { engine.parts }
    var configuration: EngineConfiguration { engine.configuration }
    var shallLeave: Bool { Task.isCancelled || isOver.withLock { $0 } }

    /// Makes outcomes and claims durable; nil when this worker's time is over. Trouble with the disk is waited out.
    func record(_ outcomes: [WorkOutcome], claim: [RecipientKey] = []) async -> [Event]? {
        await decide(.recordWork(epoch: epoch, outcomes, claim: claim))
    }

    func decide(_ command: Command) async -> [Event]? {
        while true {
            do {
                return try await engine.perform(ownCommand: command).events
            } catch {
                // What the outside did has to be recorded: as long as this process may write at all, it goes on trying.
                guard case .store(let words, isDamage: false) = error, engine.projection.readOnly == nil, !Task.isCancelled
                else {
                    isOver.withLock { $0 = true }
                    return nil
                }
                engine.notice("store", words)
                await parts.time.wait(until: now + .seconds(1))
            }
        }
    }

    /// Remembers that a lane waits for the other side, and says so; nil ends the pause.
    func pause(_ lane: String, _ pause: LanePause?) {
        pauses.withLock { $0[lane] = pause }
        engine.notice(lane, pause.map { "\($0.reason)" })
    }

    /// The lane that waits longest for the other side, with its reason.
    var longestPause: (until: Instant, reason: String)? {
        pauses.withLock { pauses in
            pauses.values.compactMap { pause in pause.until.map { (until: $0, reason: pause.reason) } }
                .max { $0.until < $1.until }
        }
    }
}
