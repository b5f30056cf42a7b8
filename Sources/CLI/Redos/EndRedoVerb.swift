import ArgumentParser
import Domain

struct EndRedoVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "end", abstract: "End a redo that waits for the person, or that failed.",
        discussion: "Example: rollcall redos end 7")

    @OptionGroup var globals: GlobalOptions
    @OptionGroup var change: ChangeOptions
    @Argument(help: "The number of the redo.") var redo: String

    func run(_ run: VerbRun) async throws(CommandLineFailure) {
        try await run.writing(change) { (write) throws(CommandLineFailure) in
            try await write.carryOut(.endRedo(try write.names.redo(redo).id))
        }
    }
}
