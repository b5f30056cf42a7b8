import ArgumentParser
import Domain

struct RetryRedoVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "retry", abstract: "Let a failed redo go on where it failed.", discussion: "Example: rollcall redos retry 7")

    @OptionGroup var globals: GlobalOptions
    @OptionGroup var change: ChangeOptions
    @Argument(help: "The number of the redo.") var redo: String

    func run(_ run: VerbRun) async throws(CommandLineFailure) {
        try await run.writing(change) { (write) throws(CommandLineFailure) in
            try await write.carryOut(.retryRedo(try write.names.redo(redo).id))
        }
    }
}
