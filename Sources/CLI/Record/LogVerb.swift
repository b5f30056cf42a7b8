import ArgumentParser
import Domain
import Engine

/// The record (R25).
struct LogVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "log", abstract: "Show who did what and when.",
        discussion: """
            Times are UTC. --verify reads every record, checks every checksum and every seal, and exits with 4 when \
            something was altered; --anchor takes a hash that a backup or an earlier --verify printed.
            Example: rollcall log --user anna --since 30d
            """)

    @OptionGroup var globals: GlobalOptions
    @OptionGroup var list: ListOptions
    @Flag(help: "Go on printing new records.") var follow = false
    @Option(help: "Only what concerns this user.") var user: String?
    @Option(help: "Only what concerns this invitation.") var invitation: String?
    @Option(help: "Only what concerns this location.") var location: String?
    @Option(help: "Only what this person, or the service, did.") var by: String?
    @Option(help: "Only since a moment: 2026-11-22, 2026-11-22T11:34:00Z, or 7d for seven days ago.") var since: String?

    @Flag(help: "Do not list: prove that nothing was altered.") var verify = false
    @Option(help: ArgumentHelp("With --verify: up to where does this hash attest the record?", valueName: "hash"))
    var anchor: String?

    func run(_ run: VerbRun) async throws(CommandLineFailure) {
        if verify { return try RecordProof(run: run).print(anchor: anchor) }
        if anchor != nil { throw .usage("--anchor needs --verify") }
        let form = try list.form(run.options)
        try await run.reading { (read) throws(CommandLineFailure) in
            let filter = try filter(read)
            let last = try await printRecord(filter, form, read)
            if follow { try await Following(read: read, form: form).log(filter, after: last) }
        }
    }

    private func filter(_ read: ReadRun) throws(CommandLineFailure) -> RecordFilter {
        var filter = RecordFilter(by: by)
        if let user { filter.user = try read.names.user(user).id }
        if let invitation { filter.invitation = try read.names.invitation(invitation).id }
        if let location { filter.location = try read.names.location(location).id }
        if let since { filter.since = try TimeText.requireMoment(since, option: "--since", now: read.now) }
        return filter
    }

    /// Prints what there is; returns the last sequence that was looked at.
    ///
    /// What a record concerns is asked of the state before it: a call or a read that the record closes is gone after it.
    private func printRecord(
        _ filter: RecordFilter, _ form: ListForm, _ read: ReadRun
    ) async throws(CommandLineFailure) -> UInt64 {
        var printer = ListPrinter(read.run, RecordObject.listing(read.state), form)
        var last: UInt64 = 0
        var state = State()
        try await Replay(store: read.store).forEach(after: 0) { entry in
            if filter.admits(entry, concern: { state.concern(of: $0) }) { printer.add(entry) }
            if filter.needsConcern { state.take(entry) }
            last = entry.sequence
        }
        printer.finish()
        return last
    }
}
