import ArgumentParser
import Domain

struct CancelInvitationVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "End an invitation: what waits is taken back, open links die.",
        discussion: "Who accepted stays accepted. Example: rollcall invitations cancel 12 --reason 'wrong group'")

    @OptionGroup var globals: GlobalOptions
    @OptionGroup var change: ChangeOptions
    @Argument(help: "A number, #n or a name.") var invitation: String
    @Option(help: "Only if nobody decided about it since this version.") var ifVersion: UInt64?

    func run(_ run: VerbRun) async throws(CommandLineFailure) {
        try await run.writing(change) { (write) throws(CommandLineFailure) in
            let found = try write.names.invitation(invitation)
            let command = Command.cancelInvitation(found.id, ifVersion: ifVersion)
            try await write.requireAllowed(command)
            let counts = found.counts
            write.say(
                "\(found.id) \(found.name): \(Phrases.count(counts.inOutbox)) waiting are taken back, "
                    + "\(Phrases.count(counts.open, "open link ends", "open links end")), "
                    + "\(Phrases.count(counts.accepted)) accepted stay")
            try write.confirm("Cancel invitation \(found.id) \(found.name)?")
            try await write.carryOut(command)
        }
    }
}
