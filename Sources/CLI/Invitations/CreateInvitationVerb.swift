import ArgumentParser
import Domain

/// Creates an invitation and sends it (R7).
struct CreateInvitationVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Invite users: shows who gets what, then sends.",
        discussion: """
            Above 100 people it asks first. What is printed is the number of the new invitation.
            Example: rollcall invitations create --name Staff --location North --method email --group Staff
            """)

    @OptionGroup var globals: GlobalOptions
    @OptionGroup var change: ChangeOptions
    @OptionGroup var wish: InvitationWish
    @Option(help: "How long everything can still be taken back: 10s, 2m.") var takeBackWindow = "0s"

    func run(_ run: VerbRun) async throws(CommandLineFailure) {
        let window = try TimeText.requireSpan(takeBackWindow, option: "--take-back-window")
        try await run.writing(change) { (write) throws(CommandLineFailure) in
            let settings = try wish.settings(run, write)
            let preview = try Self.preview(settings, write)
            for line in InvitationSheet.lines(preview, settings, write.state) { write.say(line) }
            if write.dryRun { return InvitationSheet.print(preview, run) }
            if preview.total > InvitationSheet.asksAbove {
                try write.confirm("Send \(settings.name) to \(Phrases.count(preview.total, "person", "people"))?")
            }
            let before = write.state
            let result = try await write.perform(.createInvitation(settings, takeBackWindow: window))
            for case .invitationCreated(let id, _, _, _) in result.events {
                if !run.wantsJSON { run.streams.write("\(id.number)\n") }
                write.report(result, before: before, silent: true) { object in
                    guard let row = write.state.summary(of: id, now: write.context.now) else { return }
                    object = InvitationObject.of(row)
                }
            }
        }
    }

    private static func preview(
        _ settings: InvitationSettings, _ write: WriteRun
    ) throws(CommandLineFailure) -> InvitationPreview {
        do {
            return try write.state.preview(settings, context: write.context, rates: write.store.rates)
        } catch {
            throw .refused(error)
        }
    }
}
