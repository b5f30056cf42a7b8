import Domain
import Gateway
import Store

/// The engine of one process: the writer, the published projections, and the worker while this process holds the worker lock.
package final class Engine: Administration {
    package let configuration: EngineConfiguration
    package let parts: EngineParts
    private let log: any EventLog
    private let published = ProjectionStream()
    let handler: CommandHandler
    let composer: MessageComposer

    /// - Parameters:
    ///   - keeper: where the state is kept between runs; nil reads the whole journal at each start.
    ///   - storeID: the store's unique id; part of every Message-ID.
    ///   - readOnly: why this process may not write; nil when it may.
    package init(
        log: any EventLog, keeper: (any StateKeeping)? = nil, storeID: String, configuration: EngineConfiguration,
        parts: EngineParts, readOnly: String? = nil
    ) {
        self.log = log
        self.configuration = configuration
        self.parts = parts
        self.handler = CommandHandler(log: log, keeper: keeper, publishing: published, readOnly: readOnly)
        self.composer = MessageComposer(storeID: storeID, defaults: configuration.capabilities.mail)
    }

    package var projection: Projection { published.current }
    package func projections() -> AsyncStream<Projection> { published.subscribe() }

    /// Reads the store; until then the projection is empty.
    ///
    /// - Throws: `.store` when it is damaged; what lies before the damage is published then.
    package func load() async throws(CommandFailure) { try await handler.load() }

    /// Keeps the state for the next start when much has come since it was kept last; for the end of a verb.
    package func keepIfWorthIt(atLeast bytes: Int) async { await handler.keepIfWorthIt(atLeast: bytes) }

    /// Follows what other processes write, until the task is cancelled.
    package func follow() async {
        await handler.keepIfWorthIt(compacts: true)
        for await _ in log.changes {
            do { try await handler.catchUp() } catch { notice("store", Self.words(error)) }
            await handler.keepIfWorthIt(compacts: true)
        }
    }

    package func perform(_ command: Command, _ request: CommandRequest) async throws(CommandFailure) -> CommandResult {
        try await handler.perform(CommandHandler.Wish(command: command, context: context(request, of: command)))
    }

    /// A command of this process's worker: nobody repeats it, so it carries no id.
    func perform(ownCommand command: Command) async throws(CommandFailure) -> CommandResult {
        try await handler.perform(CommandHandler.Wish(command: command, context: context(nil)))
    }

    /// Adds a location and keeps its content token: the token is on disk before the event is.
    package func addLocation(
        _ settings: LocationSettings, siteName: String?, token: Secret, _ request: CommandRequest
    ) async throws(CommandFailure) -> CommandResult {
        let keys = parts.keys
        return try await handler.perform(
            CommandHandler.Wish(
                command: .addLocation(settings, siteName: siteName), context: context(request),
                prepare: { (events) throws(CommandFailure) in
                    for case .locationAdded(let id, _) in events {
                        try Self.keep(token, of: id, keys)
                    }
                }))
    }

    /// Gives a location a new content token of the same pool: the token is on disk before the event is.
    package func renewToken(
        of location: LocationID, _ facts: LocationChanges.NewToken, token: Secret, _ request: CommandRequest
    ) async throws(CommandFailure) -> CommandResult {
        let keys = parts.keys
        return try await handler.perform(
            CommandHandler.Wish(
                command: .changeLocation(location, LocationChanges(token: facts), ifVersion: nil), context: context(request),
                prepare: { (_) throws(CommandFailure) in try Self.keep(token, of: location, keys) }))
    }

    private static func keep(_ token: Secret, of id: LocationID, _ keys: any KeyKeeper) throws(CommandFailure) {
        do { try keys.keep(token, of: id) } catch { throw .store(error.reason, isDamage: false) }
    }

    package func preview(_ command: Command, _ request: CommandRequest) async throws(CommandFailure) -> [Event] {
        try await handler.preview(command, context(request, of: command))
    }

    package func context() -> Context { context(nil) }

    /// The account that this process runs under acts, but where a person came through their link: then it is that person.
    private func context(_ request: CommandRequest?, of command: Command? = nil) -> Context {
        let actor = command?.isOfInvitedPerson == true ? Actor.invitedPerson : configuration.actor
        return Context(
            now: parts.time.now(), actor: actor, reason: request?.reason, commandID: request?.id,
            seed: parts.seeds.seed(), capabilities: configuration.capabilities, policy: configuration.policy)
    }

    /// A request of this process's own, with a fresh id.
    package func ownRequest() -> CommandRequest {
        var seed = parts.seeds.seed()
        return CommandRequest(id: seed.nextUniqueID())
    }

    /// Says something of the outside that faces show; nil takes it back. One notice for each subject.
    func notice(_ subject: String, _ words: String?) {
        published.publish { projection in
            projection.notices.removeAll { $0.hasPrefix("\(subject): ") }
            if let words { projection.notices.append("\(subject): \(words)") }
        }
    }

    /// Remembers that a location was read to its end just now, recorded or not.
    func noteRead(of location: LocationID) {
        let now = parts.time.now()
        published.publish { $0.note(read: now, of: location) }
    }

    func publish(_ deliverer: Deliverer) {
        guard projection.deliverer != deliverer else { return }
        published.publish { $0.deliverer = deliverer }
    }

    static func words(_ failure: CommandFailure) -> String {
        switch failure {
        case .refused(let rejection): "refused (\(rejection.code))"
        case .readOnly(let words), .store(let words, _): words
        }
    }
}
