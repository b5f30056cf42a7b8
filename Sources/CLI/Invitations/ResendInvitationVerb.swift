import ArgumentParser
import Domain

/// Sends again to who has not accepted (R11).
struct ResendInvitationVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "resend", abstract: "Send again to recipients who have not accepted.",
        discussion: """
            Nobody who accepted is ever sent to again. Above 100 people it asks first.
            Example: rollcall invitations resend 12 --status sent --older-than 7d
            """)

    @OptionGroup var globals: GlobalOptions
    @OptionGroup var change: ChangeOptions
    @Argument(help: "A number, #n or a name.") var invitation: String
    @Option(parsing: .upToNextOption, help: "Only these users; - for standard input.") var user: [String] = []
    @Option(parsing: .upToNextOption, help: "Only members of these groups.") var group: [String] = []
    @Option(help: "Only users that a search finds.") var query: String?
    @Option(help: "Only recipients with this status; may be repeated or a list with commas.") var status: [String] = []
    @Option(help: "Only who was last sent to at least this long ago: 7d.") var olderThan: String?
    @Flag(help: "Also who was reached a short while ago; needs --reason.") var force = false
    @Option(help: "How long everything can still be taken back: 10s, 2m.") var takeBackWindow = "0s"
    @Option(help: "Only if nobody decided about it since this version.") var ifVersion: UInt64?

    func run(_ run: VerbRun) async throws(CommandLineFailure) {
        let window = try TimeText.requireSpan(takeBackWindow, option: "--take-back-window")
        try await run.writing(change) { (write) throws(CommandLineFailure) in
            let found = try write.names.invitation(invitation)
            let selection = try selection(found, run, write)
            let preview = try Self.preview(found, selection, write)
            sayPreview(preview, write)
            if preview.now > InvitationSheet.asksAbove {
                try write.confirm("Send \(found.name) again to \(Phrases.count(preview.now, "person", "people"))?")
            }
            let before = write.state
            let result = try await write.perform(
                .resendInvitation(found.id, selection, takeBackWindow: window, ifVersion: ifVersion))
            let sent = Self.queued(result.events)
            write.report(result, before: before, silent: true) { object in
                object.set("invitation", found.id)
                object.set("sent", sent)
                object.set("notAccepted", preview.notAccepted)
                object.set("coolingDown", preview.coolingDown)
                object.set("blocked", preview.blocked)
            }
            write.say(write.dryRun ? "would be sent to \(Phrases.count(sent))" : "sent \(Phrases.count(sent))")
        }
    }

    private func selection(
        _ found: Invitation, _ run: VerbRun, _ write: WriteRun
    ) throws(CommandLineFailure) -> ResendSelection {
        let state = write.state
        var users: [UserID]?
        if !user.isEmpty { users = try UserChoice(names: user).users(in: run, state) }
        let others = UserChoice(names: [], groups: group, query: query)
        if !others.isEmpty {
            // A group or a search names people in general: who is no recipient was not meant.
            let rows = state.recipients(of: found.id)
            users = (users ?? []) + (try others.users(in: run, state)).filter { rows.contains($0) }
        }
        let span = try olderThan.map { (text) throws(CommandLineFailure) in
            try TimeText.requireSpan(text, option: "--older-than")
        }
        return ResendSelection(users: users, statuses: try StatusText.statuses(status), olderThan: span, force: force)
    }

    private static func preview(
        _ found: Invitation, _ selection: ResendSelection, _ write: WriteRun
    ) throws(CommandLineFailure) -> ResendPreview {
        do { return try write.state.resendPreview(found.id, selection, context: write.context) } catch { throw .refused(error) }
    }

    private func sayPreview(_ preview: ResendPreview, _ write: WriteRun) {
        let context = write.context
        if let last = preview.recentSending { write.say(Phrases.recentSending(last, now: context.now)) }
        write.say("\(preview.invitation) \(preview.name): " + Phrases.resend(preview, coolDown: context.policy.coolDown))
        if !preview.sample.isEmpty { write.say("first: " + Phrases.names(preview.sample, total: preview.now, limit: 5)) }
    }

    private static func queued(_ events: [Event]) -> Int {
        events.reduce(0) { sum, event in
            if case .recipientsQueued(let queued) = event { sum + queued.users.count } else { sum }
        }
    }
}
