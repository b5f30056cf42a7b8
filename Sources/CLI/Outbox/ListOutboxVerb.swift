import ArgumentParser
import Domain

struct ListOutboxVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List what waits and what is under way.",
        discussion: "Example: rollcall outbox list --json")

    @OptionGroup var globals: GlobalOptions
    @OptionGroup var list: ListOptions

    func run(_ run: VerbRun) async throws(CommandLineFailure) {
        let form = try list.form(run.options)
        try await run.reading { (read) throws(CommandLineFailure) in
            run.print(read.state.outboxList(now: read.now).rows, as: Self.listing, form)
        }
    }

    private static let listing = Listing<OutboxRow>(
        columns: [
            Column("kind", nil) { name($0.kind) },
            Column("words", "what") { Phrases.outbox($0) },
            Column("count", "count") { "\($0.count)" },
            Column("location", "location") { $0.locationName },
            Column(
                "notBefore", "not before", shown: { $0.notBefore.map(Phrases.moment) ?? "" }, raw: { $0.notBefore?.rfc3339 ?? "" }
            ),
            Column("attempts", "failures", shown: { $0.attempts == 0 ? "" : "\($0.attempts)" }, raw: { "\($0.attempts)" }),
            Column("since", "since", shown: { $0.since.map(Phrases.moment) ?? "" }, raw: { $0.since?.rfc3339 ?? "" }),
        ],
        object: { row in
            var object = JSONObject()
            object.set("kind", name(row.kind))
            object.set("count", row.count)
            object.set("location", row.locationName)
            object.set("subject", row.subject)
            object.set("invitation", invitation(row.kind))
            object.set("notBefore", row.notBefore)
            object.set("attempts", row.attempts)
            object.set("since", row.since)
            return object
        })

    private static func name(_ kind: OutboxRow.Kind) -> String {
        switch kind {
        case .messages: "messages"
        case .messagesInFlight: "messagesInFlight"
        case .registrations: "registrations"
        case .retirements: "retirements"
        case .call(_, let kind): "call." + kind.rawValue
        case .read: "read"
        case .assignments: "assignments"
        }
    }

    private static func invitation(_ kind: OutboxRow.Kind) -> Int? {
        switch kind {
        case .messages(let id), .messagesInFlight(let id): Int(id.number)
        default: nil
        }
    }
}
