import ArgumentParser
import Domain

/// The recipients of an invitation (R10).
struct UsageVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "usage", abstract: "List the recipients of an invitation and where each stands.",
        discussion: "Example: rollcall usage 12 --status failed,unknown --json")

    @OptionGroup var globals: GlobalOptions
    @OptionGroup var list: ListOptions
    @Argument(help: "A number, #n or a name.") var invitation: String
    @Option(help: "Only recipients with this status; may be repeated or a list with commas.") var status: [String] = []
    @Option(help: "Only users that a search finds.") var query: String?
    @Flag(help: "Go on printing recipients that change.") var follow = false
    @Option(help: "As it was at a moment: 2026-11-22, 2026-11-22T11:34:00Z, or 7d for seven days ago.") var asOf: String?

    func validate() throws {
        if follow, asOf != nil { throw ValidationError("--follow and --as-of exclude each other") }
    }

    func run(_ run: VerbRun) async throws(CommandLineFailure) {
        let form = try list.form(run.options)
        let statuses = try StatusText.statuses(status)
        if let query { try SearchText.check(query) }
        try await run.reading { (read) throws(CommandLineFailure) in
            let moment = try asOf.map { (text) throws(CommandLineFailure) in
                try TimeText.requireMoment(text, option: "--as-of", now: read.now)
            }
            var state = read.state
            if let moment { state = try await Replay(store: read.store).state(asOf: moment) }
            let found = try Names(state: state).invitation(invitation)
            let listing = UsageObject.listing(state, now: moment ?? read.now)
            let filter = UsageFilter(statuses: statuses, query: query.map { .init($0) })
            let rows = UsageRows(invitation: found.id, filter: filter, now: moment ?? read.now)
            run.print(rows.all(in: state), as: listing, form)
            if follow { try await Following(read: read, form: form).usage(rows) }
        }
    }
}

/// Which recipients are shown.
struct UsageRows: Sendable {
    let invitation: InvitationID
    let filter: UsageFilter
    let now: Instant

    func all(in state: State) -> some Sequence<UsageRow> {
        state.usage(of: invitation, filter: filter).lazy.compactMap { user in
            state.usageRow(RecipientKey(invitation, user), now: now)
        }
    }
}
