import ArgumentParser
import Domain

struct ListInvitationsVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the invitations, newest first.",
        discussion: "Example: rollcall invitations list --json")

    @OptionGroup var globals: GlobalOptions
    @OptionGroup var list: ListOptions

    func run(_ run: VerbRun) async throws(CommandLineFailure) {
        let form = try list.form(run.options)
        try await run.reading { (read) throws(CommandLineFailure) in
            run.print(read.state.invitationSummaries(now: read.now), as: InvitationObject.listing, form)
        }
    }
}
