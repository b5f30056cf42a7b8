import ArgumentParser
import Domain

struct ShowUserVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show one user.", discussion: "Example: rollcall users show anna")

    @OptionGroup var globals: GlobalOptions
    @Argument(help: "A username, a number or #n.") var user: String

    func run(_ run: VerbRun) async throws(CommandLineFailure) {
        try await run.reading { (read) throws(CommandLineFailure) in
            let found = try read.names.user(user)
            guard let summary = read.state.userSummary(found.id, now: read.now) else { throw .refused(.unknownUser(user)) }
            let decision = read.state.decision(about: found.id)
            run.print(UserObject.facts(summary, decision, now: read.now), UserObject.whole(summary, decision))
        }
    }
}
