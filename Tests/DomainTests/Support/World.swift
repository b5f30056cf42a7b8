@testable import Domain

/// A store in memory with a clock that stands still: commands go in, facts are taken in, nothing is lost.
struct World {
    private(set) var state = State()
    private(set) var history: [(event: Event, stamp: Stamp)] = []
    var now = Instant(milliseconds: 1_790_000_000_000)
    var by = "ada"
    var capabilities = Capabilities.all
    var policy = Policy()
    private var draws: UInt64 = 0

    /// The context of the next command; each has its own seed and id.
    func context(reason: String? = nil) -> Context {
        Context(
            now: now, actor: Actor(name: by, origin: "test"), reason: reason, commandID: UniqueID(high: 1, low: draws),
            seed: Seed(draws, 7), capabilities: capabilities, policy: policy)
    }

    /// Decides a command and takes its events in.
    @discardableResult
    mutating func perform(_ command: Command, reason: String? = nil) throws(Rejection) -> [Event] {
        draws += 1
        let events = try state.decide(command, context(reason: reason))
        for event in events { take(event) }
        return events
    }

    /// Takes an event in as a fact, decided or not.
    mutating func take(_ event: Event) {
        let stamp = Stamp(sequence: state.sequence + 1, at: now, by: by)
        state.evolve(event, stamp)
        history.append((event, stamp))
    }

    /// Why a command is refused; nil when it is not.
    func rejection(_ command: Command, reason: String? = nil) -> Rejection? {
        do throws(Rejection) {
            _ = try state.decide(command, context(reason: reason))
            return nil
        } catch {
            return error
        }
    }

    mutating func wait(_ span: Span) { now = now + span }

    /// The state that a new process would make of the same record.
    var replayed: State {
        var state = State()
        for (event, stamp) in history { state.evolve(event, stamp) }
        return state
    }
}

extension Capabilities {
    /// A host that can do everything.
    static var all: Capabilities {
        var capabilities = Capabilities(
            mail: Mail(senderName: "IT", senderAddress: "it@example.org"), portalBaseURL: "https://register.example.org")
        capabilities.deviceManagement = true
        capabilities.selfService = true
        capabilities.logIn = true
        return capabilities
    }
}
