import ArgumentParser

struct UsersVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "users", abstract: "The people of the organisation.",
        discussion: "Example: rollcall users search 'anna north'",
        subcommands: [
            ImportUsersVerb.self, ListUsersVerb.self, SearchUsersVerb.self, ShowUserVerb.self, SetUserVerb.self,
            AskUsersVerb.self, LinkUserVerb.self, RedactUserVerb.self,
        ])
}
