import ArgumentParser
import Domain

struct CancelRedoVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "Stop a redo before the registration is retired.",
        discussion: "Example: rollcall redos cancel 7")

    @OptionGroup var globals: GlobalOptions
    @OptionGroup var change: ChangeOptions
    @Argument(help: "The number of the redo.") var redo: String

    func run(_ run: VerbRun) async throws(CommandLineFailure) {
        try await run.writing(change) { (write) throws(CommandLineFailure) in
            try await write.carryOut(.cancelRedo(try write.names.redo(redo).id))
        }
    }
}
