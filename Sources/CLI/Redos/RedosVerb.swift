import ArgumentParser

struct RedosVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "redos", abstract: "Redos that run, failed or are done.", discussion: "Example: rollcall redos list",
        subcommands: [ListRedosVerb.self, RetryRedoVerb.self, CancelRedoVerb.self, EndRedoVerb.self])
}
