import ArgumentParser
import Domain

struct ShowInvitationVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show one invitation.", discussion: "Example: rollcall invitations show 12")

    @OptionGroup var globals: GlobalOptions
    @Argument(help: "A number, #n or a name.") var invitation: String

    func run(_ run: VerbRun) async throws(CommandLineFailure) {
        try await run.reading { (read) throws(CommandLineFailure) in
            let found = try read.names.invitation(invitation)
            guard let row = read.state.summary(of: found.id, now: read.now) else {
                throw .refused(.unknownInvitation(invitation))
            }
            run.print(InvitationObject.facts(row, found, read.state), InvitationObject.whole(row, found, read.state))
        }
    }
}
