import ArgumentParser
import Domain

struct RemoveFromGroupVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Take users out of a group.",
        discussion: "Example: rollcall groups remove Staff anna ben")

    @OptionGroup var globals: GlobalOptions
    @OptionGroup var change: ChangeOptions
    @Argument(help: "The group: a number, #n or a name.") var group: String
    @Argument(help: "Usernames, numbers, #n, or - for standard input.") var users: [String] = []
    @Option(help: "Users that a search finds.") var query: String?

    func run(_ run: VerbRun) async throws(CommandLineFailure) {
        let choice = UserChoice(names: users, query: query)
        if choice.isEmpty { throw .usage("name the users: arguments, --query or - for standard input") }
        try await run.writing(change) { (write) throws(CommandLineFailure) in
            let id = try write.names.group(group).id
            try await write.carryOut(.removeFromGroup(id, try choice.users(in: run, write.state)))
        }
    }
}
