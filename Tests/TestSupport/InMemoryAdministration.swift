import Domain
import Engine
import Synchronization

/// An engine without disk, worker or gateways: decides and evolves one state in memory, for tests of faces.
///
/// What the outside would answer is given with ``record(_:)``; time moves only with ``advance(by:)``.
package final class InMemoryAdministration: Administration {
    private struct Inner {
        var projection: Projection
        var context: Context
        var entries: [RecordEntry] = []
        var results: [UniqueID: CommandResult] = [:]
        var failure: CommandFailure?
        var readers: [AsyncStream<Projection>.Continuation] = []
        var performed: [(command: Command, reason: String?)] = []
    }

    private let inner: Mutex<Inner>

    /// An engine over an empty state.
    package init(now: Instant = Instant(milliseconds: 1_795_000_000_000), actor: Actor = Actor(name: "ada", origin: "ops1")) {
        var capabilities = Capabilities(mail: Capabilities.Mail(senderName: "IT", senderAddress: "it@example.org"))
        capabilities.portalBaseURL = "https://register.example.org"
        capabilities.selfService = true
        let context = Context(
            now: now, actor: actor, commandID: UniqueID(high: 0, low: 0), seed: Seed(1, 2), capabilities: capabilities)
        inner = Mutex(Inner(projection: Projection(deliverer: .service), context: context))
    }

    package var projection: Projection { inner.withLock { $0.projection } }
    package var now: Instant { inner.withLock { $0.context.now } }

    /// The commands that were performed, in order, with their reasons; refused ones too.
    package var performed: [(command: Command, reason: String?)] { inner.withLock { $0.performed } }

    package func projections() -> AsyncStream<Projection> {
        AsyncStream(bufferingPolicy: .bufferingNewest(1)) { continuation in
            inner.withLock { $0.readers.append(continuation) }
        }
    }

    package func perform(_ command: Command, _ request: CommandRequest) async throws(CommandFailure) -> CommandResult {
        try inner.withLock { inner throws(CommandFailure) in try Self.perform(command, request, &inner) }
    }

    package func preview(_ command: Command, _ request: CommandRequest) async throws(CommandFailure) -> [Event] {
        try inner.withLock { inner throws(CommandFailure) in try Self.decide(command, request, inner) }
    }

    package func showLink(_ key: RecipientKey, _ request: CommandRequest) async throws(CommandFailure) -> String {
        _ = try await perform(.showLink(key), request)
        return "https://register.example.org/i/\(key.invitation.number)-\(key.user.number)"
    }

    package func record(after sequence: UInt64, limit: Int) async throws(CommandFailure) -> [RecordEntry] {
        inner.withLock { inner in Array(inner.entries.lazy.filter { $0.sequence > sequence }.prefix(limit)) }
    }

    package func context() -> Context { inner.withLock { $0.context } }

    /// Moves time; nothing else does.
    package func advance(by span: Span) {
        inner.withLock { $0.context.now = $0.context.now + span }
    }

    /// Changes what the projection says beside the state: deliverer, jobs, notices, read-only.
    package func change(_ body: (inout Projection) -> Void) {
        inner.withLock { inner in
            body(&inner.projection)
            Self.publish(&inner)
        }
    }

    /// Changes what the host can do and what the organisation wants.
    package func changeContext(_ body: (inout Context) -> Void) {
        inner.withLock { body(&$0.context) }
    }

    /// Refuses every command from now on; nil ends that.
    package func fail(with failure: CommandFailure?) {
        inner.withLock { $0.failure = failure }
    }

    /// Takes in events as facts, as if a worker, Apple or somebody else had made them.
    package func record(_ events: [Event], by actor: String = "service") {
        inner.withLock { inner in
            _ = Self.append(events, by: actor, reason: nil, &inner)
            Self.publish(&inner)
        }
    }

    /// Performs a command as somebody else.
    package func perform(_ command: Command, by actor: String, reason: String? = nil) throws {
        try inner.withLock { inner in
            var context = inner.context
            context.actor = Actor(name: actor, origin: "elsewhere")
            context.reason = reason
            let events = try inner.projection.state.decide(command, context)
            _ = Self.append(events, by: actor, reason: reason, &inner)
            Self.publish(&inner)
        }
    }

    private static func decide(
        _ command: Command, _ request: CommandRequest, _ inner: Inner
    ) throws(CommandFailure) -> [Event] {
        if let failure = inner.failure { throw failure }
        if let readOnly = inner.projection.readOnly { throw .readOnly(readOnly) }
        var context = inner.context
        context.reason = request.reason
        context.commandID = request.id
        context.seed = Seed(request.id.high, request.id.low)
        do throws(Rejection) {
            return try inner.projection.state.decide(command, context)
        } catch {
            throw .refused(error)
        }
    }

    private static func perform(
        _ command: Command, _ request: CommandRequest, _ inner: inout Inner
    ) throws(CommandFailure) -> CommandResult {
        inner.performed.append((command, request.reason))
        if let known = inner.results[request.id] {
            return CommandResult(events: known.events, transaction: known.transaction, isRepeat: true)
        }
        let events = try decide(command, request, inner)
        let first = append(events, by: inner.context.actor.name, reason: request.reason, &inner)
        let result = CommandResult(events: events, transaction: first)
        inner.results[request.id] = result
        publish(&inner)
        return result
    }

    private static func append(_ events: [Event], by actor: String, reason: String?, _ inner: inout Inner) -> UInt64? {
        guard !events.isEmpty else { return nil }
        let first = inner.projection.state.sequence + 1
        for (offset, event) in events.enumerated() {
            let sequence = first + UInt64(offset)
            inner.projection.state.evolve(event, Stamp(sequence: sequence, at: inner.context.now, by: actor))
            inner.entries.append(
                RecordEntry(
                    sequence: sequence, transaction: first, at: inner.context.now, by: actor,
                    from: offset == 0 ? inner.context.actor.origin : nil, why: offset == 0 ? reason : nil,
                    kind: String(describing: event).prefix { $0 != "(" }.description, event: event))
        }
        return first
    }

    private static func publish(_ inner: inout Inner) {
        inner.projection.version += 1
        for reader in inner.readers { reader.yield(inner.projection) }
    }
}
