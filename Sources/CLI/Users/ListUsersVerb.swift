import ArgumentParser
import Domain

struct ListUsersVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List all users.", discussion: "Example: rollcall users list --csv > users.csv")

    @OptionGroup var globals: GlobalOptions
    @OptionGroup var list: ListOptions

    func run(_ run: VerbRun) async throws(CommandLineFailure) {
        let form = try list.form(run.options)
        try await run.reading { (read) throws(CommandLineFailure) in
            let users = read.state.users.all.lazy.compactMap { read.state.userSummary($0.id, now: read.now) }
            run.print(users, as: UserObject.listing(now: read.now), form)
        }
    }
}
