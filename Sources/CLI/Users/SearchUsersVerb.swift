import ArgumentParser
import Domain

/// The simple search (R16).
struct SearchUsersVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "search", abstract: "Find users by words in names, addresses, phones and serials.",
        discussion: """
            Words are and-ed, * stands for anything, "two words" for a phrase; case and accents do not matter.
            Example: rollcall users search 'anna *@north.example.org'
            """)

    @OptionGroup var globals: GlobalOptions
    @OptionGroup var list: ListOptions
    @Argument(help: "Words to find; several arguments are and-ed.") var query: [String]

    func run(_ run: VerbRun) async throws(CommandLineFailure) {
        let form = try list.form(run.options)
        try await run.reading { (read) throws(CommandLineFailure) in
            let found = try SearchText.users(query.joined(separator: " "), in: read.state)
            let users = found.lazy.compactMap { read.state.userSummary($0, now: read.now) }
            run.print(users, as: UserObject.listing(now: read.now), form)
        }
    }
}
