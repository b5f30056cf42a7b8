import ArgumentParser
import Domain

struct SetUserVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Change what is known of a user.",
        discussion: "What is not named stays; '' empties. Example: rollcall users set anna --email anna@example.org")

    @OptionGroup var globals: GlobalOptions
    @OptionGroup var change: ChangeOptions
    @Argument(help: "A username, a number or #n.") var user: String
    @Option var fullName: String?
    @Option var email: String?
    @Option var phone: String?
    @Option var position: String?
    @Option var managedAppleAccount: String?
    @Option(help: "All sites of the user; may be repeated, '' for none.") var site: [String] = []
    @Option(help: "All groups of the user; may be repeated, '' for none.") var group: [String] = []
    @Option(help: "Only if nobody decided about the user since this version.") var ifVersion: UInt64?

    func run(_ run: VerbRun) async throws(CommandLineFailure) {
        try await run.writing(change) { (write) throws(CommandLineFailure) in
            let found = try write.names.user(user)
            let draft = UserDraft(
                username: found.username, fullName: fullName, email: email, phone: phone, position: position,
                managedAppleAccount: managedAppleAccount, sites: Self.names(site), groups: Self.names(group))
            try await write.carryOut(.changeUser(found.id, draft, ifVersion: ifVersion))
        }
    }

    private static func names(_ given: [String]) -> [String]? {
        given.isEmpty ? nil : given.filter { !$0.isEmpty }
    }
}
