import ArgumentParser
import Domain

struct CreateGroupVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Make an empty group.", discussion: "Example: rollcall groups create Staff")

    @OptionGroup var globals: GlobalOptions
    @OptionGroup var change: ChangeOptions
    @Argument(help: "The name.") var name: String

    func run(_ run: VerbRun) async throws(CommandLineFailure) {
        try await run.writing(change) { (write) throws(CommandLineFailure) in
            try await write.carryOut(.createGroup(name: name))
        }
    }
}
