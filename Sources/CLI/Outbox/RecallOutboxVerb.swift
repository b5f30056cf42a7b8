import ArgumentParser
import Domain

/// Takes back what no worker has claimed (R20).
struct RecallOutboxVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "recall", abstract: "Take back what has not left yet.", discussion: "Example: rollcall outbox recall 12")

    @OptionGroup var globals: GlobalOptions
    @OptionGroup var change: ChangeOptions
    @Argument(help: "Only of this invitation; everything without it.") var invitation: String?
    @Option(parsing: .upToNextOption, help: "Only for these users; - for standard input.") var user: [String] = []

    func run(_ run: VerbRun) async throws(CommandLineFailure) {
        try await run.writing(change) { (write) throws(CommandLineFailure) in
            let only = try invitation.map { (text) throws(CommandLineFailure) in try write.names.invitation(text).id }
            let users = user.isEmpty ? nil : try UserChoice(names: user).users(in: run, write.state)
            let waiting = write.state.outbox.deliveriesInFlight
            try await write.carryOut(.recallSending(RecallSelection(invitation: only, users: users)))
            if waiting > 0 { write.say("\(Phrases.count(waiting, "message was", "messages were")) past recall") }
        }
    }
}
