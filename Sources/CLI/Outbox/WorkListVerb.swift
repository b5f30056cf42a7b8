import ArgumentParser
import Domain

/// What needs a person (R22).
struct WorkListVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "worklist", abstract: "List what needs a person, each with its next step.",
        discussion: "Example: rollcall worklist --kind failed")

    @OptionGroup var globals: GlobalOptions
    @OptionGroup var list: ListOptions
    @Option(
        help: ArgumentHelp(
            "Only this kind; may be repeated: \(WorkItem.Kind.allCases.map(\.rawValue).joined(separator: ", ")).",
            valueName: "kind"))
    var kind: [WorkItem.Kind] = []

    func run(_ run: VerbRun) async throws(CommandLineFailure) {
        let form = try list.form(run.options)
        try await run.reading { (read) throws(CommandLineFailure) in
            run.print(read.state.workList(kinds: Set(kind), now: read.now), as: Self.listing(read.now), form)
        }
    }

    private static func listing(_ now: Instant) -> Listing<WorkItem> {
        Listing(
            columns: [
                Column("kind", "kind") { $0.kind.rawValue },
                Column("username", nil) { $0.username ?? "" },
                Column("location", "location") { $0.locationName },
                Column("since", "since", shown: { Phrases.age($0.since, now) }, raw: { $0.since.rfc3339 }),
                Column("words", "what") { $0.words },
                Column("nextStep", "next") { $0.nextStep },
            ],
            object: { item in
                var object = JSONObject()
                object.set("kind", item.kind.rawValue)
                object.set("username", item.username)
                object.set("location", item.locationName)
                object.set("invitation", item.invitation.map { Int($0.number) })
                object.set("redo", item.redo.map { Int($0.number) })
                object.set("since", item.since)
                object.set("words", item.words)
                object.set("nextStep", item.nextStep)
                object.set("command", item.step.verb)
                return object
            })
    }
}

extension WorkItem.Kind: ExpressibleByArgument {}
