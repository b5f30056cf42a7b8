import ArgumentParser
import Domain
import Engine

/// Reads the state of users at Apple now (R14).
struct AskUsersVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "ask", abstract: "Read the state of users at Apple now.", discussion: "Example: rollcall users ask anna ben")

    @OptionGroup var globals: GlobalOptions
    @OptionGroup var list: ListOptions
    @OptionGroup var change: ChangeOptions
    @Argument(help: "Usernames, numbers, #n, or - for standard input.") var users: [String] = []
    @Option(help: "Only at this location; all without it.") var location: String?
    @Option(help: "Users that a search finds.") var query: String?

    func run(_ run: VerbRun) async throws(CommandLineFailure) {
        let form = try list.form(run.options)
        let choice = UserChoice(names: users, query: query)
        if choice.isEmpty { throw .usage("name the users: arguments, --query or - for standard input") }
        try await run.writing(change) { (write) throws(CommandLineFailure) in
            let chosen = try choice.users(in: run, write.state)
            let asked = try await ask(chosen, write)
            if write.dryRun { return }
            if asked == 0 { write.say("none of them was ever invited: Apple knows nothing of them") }
            let (state, now) = (write.state, write.context.now)
            run.print(chosen.lazy.compactMap { state.userSummary($0, now: now) }, as: UserObject.listing(now: now), form)
        }
    }

    /// Appends a request for each location that knows some of the users, and waits for the answers; how many requests there were.
    private func ask(_ chosen: [UserID], _ write: WriteRun) async throws(CommandLineFailure) -> Int {
        let state = write.state
        let only = try location.map { (text) throws(CommandLineFailure) in try write.names.location(text).id }
        var events: [Event] = []
        var first: UInt64?
        for location in state.locations.values where only == nil || location.id == only {
            let known = chosen.filter { state.registration(of: $0, at: location.id) != nil }
            if known.isEmpty { continue }
            let result = try await write.perform(.requestRead(location.id, users: known))
            if write.dryRun { write.report(result, before: state) }
            events += result.events
            first = first ?? result.transaction
        }
        if !write.dryRun { try await write.waitForApple(CommandResult(events: events, transaction: first)) }
        return events.count
    }
}
