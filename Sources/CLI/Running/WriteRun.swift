import Domain
import Engine

/// A verb that changes something: previews, asks, performs, reports.
struct WriteRun: Sendable {
    let run: VerbRun
    let store: any OpenStore
    let dryRun: Bool
    let yes: Bool
    let reason: String?

    /// The state as it is at the moment.
    var state: State { store.administration.projection.state }
    var names: Names { Names(state: state) }

    /// The context in which the command would be decided now.
    var context: Context {
        var context = store.administration.context()
        context.reason = reason
        return context
    }

    func say(_ words: String) { run.say(words) }

    /// Asks a person; without a terminal and without `--yes` the change is refused.
    func confirm(_ question: String) throws(CommandLineFailure) {
        if yes || dryRun { return }
        guard run.streams.canAsk else {
            throw .declined(
                code: "confirmationRequired",
                "this asks first, and there is no terminal to ask at: look at it with `--dry-run`, "
                    + "then repeat it with `--yes`")
        }
        run.streams.writeError(SafeText.line(question) + " [y/N] ")
        let answer = run.streams.readLine()?.lowercased() ?? ""
        if answer != "y", answer != "yes" { throw .declined(code: "notConfirmed", "nothing was changed") }
    }

    /// Performs a command; with `--dry-run` decides it only.
    func perform(_ command: Command) async throws(CommandLineFailure) -> CommandResult {
        do {
            guard dryRun else { return try await store.administration.perform(command, request()) }
            return CommandResult(events: try await store.administration.preview(command, request()), transaction: nil)
        } catch {
            throw CommandLineFailure(error)
        }
    }

    /// Throws what the command would be refused with: nobody is asked about what cannot be done.
    func requireAllowed(_ command: Command) async throws(CommandLineFailure) {
        do { _ = try await store.administration.preview(command, request()) } catch { throw CommandLineFailure(error) }
    }

    /// A new request with the reason that was given.
    func request() -> CommandRequest {
        var seed = store.administration.context().seed
        return CommandRequest(id: seed.nextUniqueID(), reason: reason)
    }

    /// Performs a command and reports what it made, event by event.
    func carryOut(_ command: Command) async throws(CommandLineFailure) {
        let before = state
        report(try await perform(command), before: before)
    }
}

/// What a change says when it is done.
extension WriteRun {
    private static let mostLines = 20

    /// The events in words on standard error; with `--json` as an object on standard output.
    ///
    /// - Parameter add: what the verb has to say beside them in the object.
    func report(_ result: CommandResult, before: State, silent: Bool = false, _ add: (inout JSONObject) -> Void = { _ in }) {
        let after = dryRun ? Self.evolved(before, result.events, context) : state
        if run.wantsJSON {
            run.streams.write(object(result, after, add).text + "\n")
        } else if !silent {
            sayEvents(result.events, after)
        }
    }

    private func sayEvents(_ events: [Event], _ after: State) {
        if events.isEmpty { say("nothing to do") }
        for event in events.prefix(Self.mostLines) { say((dryRun ? "would be: " : "") + Phrases.event(event, in: after)) }
        if events.count > Self.mostLines { say("and \(Phrases.count(events.count - Self.mostLines)) more records") }
    }

    private func object(_ result: CommandResult, _ after: State, _ add: (inout JSONObject) -> Void) -> JSONObject {
        var object = JSONObject()
        if dryRun { object.set("dryRun", true) }
        add(&object)
        object.set("sequence", result.transaction.map(Int.init))
        object["events"] = .list(
            result.events.map { event in
                var line = JSONObject()
                line.set("kind", event.kindName)
                line.set("words", Phrases.event(event, in: after))
                return .object(line)
            })
        return object
    }

    /// What a state becomes of events that were decided and not recorded.
    static func evolved(_ state: State, _ events: [Event], _ context: Context) -> State {
        var state = state
        for event in events {
            state.evolve(event, Stamp(sequence: state.sequence + 1, at: context.now, by: context.actor.name))
        }
        return state
    }

    /// How many messages wait, and that nobody delivers them, if so.
    func sayWhatWaits() {
        let outbox = state.outbox
        let messages = outbox.waitingDeliveries + outbox.deliveriesInFlight
        let others =
            outbox.waitingRegistrations + outbox.redosToRead.count + state.appleRequests.count + state.readRequests.count
        guard messages + others > 0 else { return }
        let what =
            messages > 0
            ? Phrases.count(messages, "message waits", "messages wait") : Phrases.count(others, "call waits", "calls wait")
        switch store.deliverer {
        case .nobody:
            say("\(what), and no worker runs: `rollcall work --until-idle` delivers, or `rollcall serve`, or an open console")
        case .service: say("\(what); the service delivers")
        case .thisProcess: say(what)
        case .other(let by, let role): say("\(what); \(by)'s \(role) delivers")
        }
    }
}

extension Event {
    /// The case name, which is the kind in the record.
    var kindName: String { Mirror(reflecting: self).children.first?.label ?? "\(self)" }
}
