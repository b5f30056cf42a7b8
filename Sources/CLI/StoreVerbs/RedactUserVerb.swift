import ArgumentParser
import Domain
import Engine
import Store

/// Takes a person's fields out of the whole record ("forget me").
struct RedactUserVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "redact", abstract: "Take a person's name and addresses out of the whole record, for good.",
        discussion: """
            Every record keeps its place and its number; username, full name, addresses, phone, position, devices and \
            attributes are overwritten, in the past too. The user is called redacted-N from then on. Seals go on holding, \
            and `log --verify` says that and why it was done. What it does not reach is said: backups, mails that were sent, \
            lost+found, and words that a person wrote. Nothing changes at Apple: retire the user first. It cannot be undone.
            Example: rollcall users redact anna --reason 'asked for erasure, ticket 4711'
            """)

    @OptionGroup var globals: GlobalOptions
    @OptionGroup var change: ChangeOptions
    @Argument(help: "A username, a number or #n.") var user: String

    func run(_ run: VerbRun) async throws(CommandLineFailure) {
        if !change.dryRun { try run.refuseIfReadOnly() }
        let opened = try await run.host.open(run.options.host, forWriting: !change.dryRun)
        if let damage = opened.damage { throw .damaged("nothing was changed: \(damage)") }
        let state = opened.administration.projection.state
        let found = try Names(state: state).user(user)
        if !change.dryRun, change.reason?.isEmpty ?? true { throw .refused(.reasonRequired(what: "redacting a user")) }
        warn(of: found, state, run)
        let store = try open(run)
        let trial = try redact(store, found, isTrial: true)
        guard trial.noRoom.isEmpty else { throw .declined(code: "noRoom", Self.noRoom(trial)) }
        if trial.records == 0 { return run.say("nothing of \(found.username) is in the record: nothing to do") }
        if change.dryRun { return report(trial, found, run) }
        try confirm(found, trial, run)
        let report = try redact(store, found, isTrial: false)
        guard report.noRoom.isEmpty else { throw .declined(code: "noRoom", Self.noRoom(report)) }
        self.report(report, found, run)
    }

    private func open(_ run: VerbRun) throws(CommandLineFailure) -> StoreDirectory {
        do {
            return try StoreDirectory.open(
                at: run.storePath, access: change.dryRun ? .read : .readWrite, options: run.storeOptions)
        } catch {
            throw CommandLineFailure(error)
        }
    }

    private func redact(
        _ store: StoreDirectory, _ user: User, isTrial: Bool
    ) throws(CommandLineFailure) -> StoreRedaction.Report {
        do {
            return try StoreRedaction.run(store, user: user.id.number, reason: change.reason, isTrial: isTrial)
        } catch {
            throw CommandLineFailure(error)
        }
    }

    /// At Apple nothing changes.
    private func warn(of user: User, _ state: State, _ run: VerbRun) {
        for place in state.locations.values {
            let status = state.registration(of: user.id, at: place.id)?.status
            guard status == .invited || status == .accepted else { continue }
            run.say("\(user.username) is registered at \(place.name), and Apple keeps what it has: retire the user first")
        }
    }

    /// The username is typed again: this cannot be taken back.
    private func confirm(_ user: User, _ trial: StoreRedaction.Report, _ run: VerbRun) throws(CommandLineFailure) {
        if change.yes { return }
        guard run.streams.canAsk else {
            throw .declined(
                code: "confirmationRequired",
                "this asks first, and there is no terminal to ask at: look at it with `--dry-run`, then repeat it with `--yes`")
        }
        let what = Phrases.count(trial.records, "record")
        run.streams.writeError(
            SafeText.line("This overwrites fields in \(what), for good. Type the username \(user.username) to go on:") + " ")
        if run.streams.readLine() != user.username { throw .declined(code: "notConfirmed", "nothing was changed") }
    }

    private static func noRoom(_ report: StoreRedaction.Report) -> String {
        let some = report.noRoom.prefix(5).map { "#\($0)" }.joined(separator: ", ")
        return "nothing was changed: \(some) cannot be overwritten in place, for they were written before lines had room for it"
    }

    private func report(_ report: StoreRedaction.Report, _ user: User, _ run: VerbRun) {
        if run.wantsJSON {
            var object = JSONObject()
            if change.dryRun { object.set("dryRun", true) }
            object.set("user", user.id)
            object.set("records", report.records)
            object.set("segments", report.segments)
            object["stillNamedIn"] = .list(report.named.map { .number(Int(clamping: $0)) })
            object.set("notReached", report.unreached)
            run.streams.write(object.text + "\n")
        }
        let done = change.dryRun ? "would be overwritten" : "are overwritten; the user is redacted-\(user.id.number) from now on"
        run.say("fields in \(Phrases.count(report.records, "record")) \(done)")
        if !report.named.isEmpty {
            let some = report.named.prefix(10).map { "#\($0)" }.joined(separator: ", ")
            run.say("words that a person wrote may still name the user: \(some)")
        }
        run.say("not reached: every backup and other copy" + report.unreached.map { ", " + $0 }.joined())
        if !change.dryRun { run.say("programs that are running forget the user's fields when they are started again") }
    }
}
