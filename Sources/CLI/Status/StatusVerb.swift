import ArgumentParser
import Domain

/// The one number (R34).
struct StatusVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Show how many have accepted, and what stands in the way.",
        discussion: "Example: rollcall status --location North")

    @OptionGroup var globals: GlobalOptions
    @OptionGroup var list: ListOptions
    @Option(help: "Only this location.") var location: String?

    func run(_ run: VerbRun) async throws(CommandLineFailure) {
        let form = try list.form(run.options)
        try await run.reading { (read) throws(CommandLineFailure) in
            let only = try location.map { (text) throws(CommandLineFailure) in try read.names.location(text).id }
            let report = read.state.statusReport(location: only, now: read.now)
            switch form {
            case .json: run.streams.write(Self.object(report).text + "\n")
            case .table: Self.say(report, run, form)
            case .csv, .tsv: run.print(report.locations, as: Self.listing(report.at), form)
            }
        }
    }

    private static func say(_ report: StatusReport, _ run: VerbRun, _ form: ListForm) {
        let share = Phrases.percent(report.accepted, of: report.users)
        run.streams.write("\(Phrases.count(report.accepted)) of \(Phrases.count(report.users)) accepted (\(share))\n")
        guard !report.locations.isEmpty else {
            return run.say("there is no location yet: `rollcall locations add --token FILE`")
        }
        run.print(report.locations, as: listing(report.at), form)
        for location in report.locations where !location.notReachable.isEmpty {
            let reasons = location.notReachableInOrder.map { "\(Phrases.reason($0.reason)) \(Phrases.count($0.count))" }
            run.streams.write(SafeText.line("\(location.name), not reachable: \(reasons.joined(separator: ", "))") + "\n")
        }
        if report.outbox > 0 { run.streams.write("\(Phrases.count(report.outbox)) in the outbox\n") }
    }

    private static func listing(_ now: Instant) -> Listing<LocationStatus> {
        Listing(
            columns: [
                Column("location", "location") { $0.name },
                Column("users", "users", shown: { Phrases.count($0.users) }, raw: { "\($0.users)" }),
                Column("accepted", "accepted", shown: { Phrases.count($0.accepted) }, raw: { "\($0.accepted)" }),
                Column("share", "share") { Phrases.percent($0.accepted, of: $0.users) },
                Column("invited", "invited", shown: { Phrases.count($0.invited) }, raw: { "\($0.invited)" }),
                Column("waiting", "waiting", shown: { Phrases.count($0.waiting) }, raw: { "\($0.waiting)" }),
                Column("notInvited", "not invited", shown: { Phrases.count($0.notInvited) }, raw: { "\($0.notInvited)" }),
                Column("notReachable", "not reachable") { "\($0.notReachable.values.reduce(0, +))" },
                Column("problems", "problems") { "\($0.problems)" },
                Column("token", "token") { Phrases.tokenState($0.token) },
                Column(
                    "appleReadAt", "Apple", shown: { Phrases.appleAge($0.lastReadAt, now: now) },
                    raw: { $0.lastReadAt?.rfc3339 ?? "" }),
            ],
            object: object)
    }

    static func object(_ report: StatusReport) -> JSONObject {
        var object = JSONObject()
        object.set("at", report.at)
        object.set("users", report.users)
        object.set("accepted", report.accepted)
        object["share"] = .fraction(report.share)
        object.set("outbox", report.outbox)
        object["locations"] = .list(report.locations.map { .object(Self.object($0)) })
        return object
    }

    private static func object(_ status: LocationStatus) -> JSONObject {
        var object = JSONObject()
        object.set("id", status.location)
        object.set("location", status.name)
        object.set("users", status.users)
        object.set("accepted", status.accepted)
        object["share"] = .fraction(status.share)
        object.set("invited", status.invited)
        object.set("waiting", status.waiting)
        object.set("notInvited", status.notInvited)
        var reasons = JSONObject()
        for (reason, count) in status.notReachableInOrder { reasons.set(reason.rawValue, count) }
        object["notReachable"] = .object(reasons)
        object.set("problems", status.problems)
        object["token"] = .object(LocationObject.token(status.token, ends: status.tokenExpires))
        object.set("outbox", status.outbox)
        object.set("appleReadAt", status.lastReadAt)
        return object
    }
}
