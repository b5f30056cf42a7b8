import ArgumentParser
import Domain

/// Says of messages of which nobody knows whether they went out that they did, or sends them again.
struct SettleInvitationVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "settle", abstract: "Say whether a message that is unsure was sent.",
        discussion: "Example: rollcall invitations settle 12 --user anna --sent")

    @OptionGroup var globals: GlobalOptions
    @OptionGroup var change: ChangeOptions
    @Argument(help: "A number, #n or a name.") var invitation: String
    @Option(parsing: .upToNextOption, help: "The users; - for standard input.") var user: [String]
    @Flag(help: "It went out.") var sent = false
    @Flag(help: "Send it again.") var again = false

    func run(_ run: VerbRun) async throws(CommandLineFailure) {
        guard sent != again else { throw .usage("say either --sent or --again") }
        try await run.writing(change) { (write) throws(CommandLineFailure) in
            let found = try write.names.invitation(invitation)
            let users = try UserChoice(names: user).users(in: run, write.state)
            try await write.carryOut(.settleUnknown(found.id, users, sent ? .sent : .again))
        }
    }
}
