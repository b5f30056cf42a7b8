import ArgumentParser
import Domain

struct ListRedosVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List all redos, running ones first.", discussion: "Example: rollcall redos list --json")

    @OptionGroup var globals: GlobalOptions
    @OptionGroup var list: ListOptions

    func run(_ run: VerbRun) async throws(CommandLineFailure) {
        let form = try list.form(run.options)
        try await run.reading { (read) throws(CommandLineFailure) in
            run.print(read.state.redoRows(), as: Self.listing(read.now), form)
        }
    }

    private static func listing(_ now: Instant) -> Listing<RedoRow> {
        Listing(
            columns: [
                Column("id", "id") { "\($0.redo.id.number)" },
                Column("username", "username") { $0.username },
                Column("location", "location") { $0.locationName },
                Column("stage", "stage", shown: { Phrases.redo($0.redo, now: now) }, raw: { $0.redo.stage.rawValue }),
                Column("appsTakenBack", "apps taken back") { "\($0.appsTakenBack)" },
                Column("appsReassigned", "given back") { "\($0.appsReassigned)" },
                Column("booksLeftBehind", "books left") { "\($0.booksLeftBehind)" },
                Column(
                    "startedAt", "started", shown: { Phrases.moment($0.redo.startedAt) }, raw: { $0.redo.startedAt.rfc3339 }),
                Column("finishedAt", nil) { $0.redo.finishedAt?.rfc3339 ?? "" },
                Column("by", "by") { $0.redo.by },
            ],
            object: object)
    }

    private static func object(_ row: RedoRow) -> JSONObject {
        var object = JSONObject()
        object.set("id", row.redo.id)
        object.set("username", row.username)
        object.set("location", row.locationName)
        object.set("stage", row.redo.stage.rawValue)
        object.set("failedStage", row.redo.failure?.stage.rawValue)
        object.set("reason", row.redo.failure?.reason)
        object.set("appsTakenBack", row.appsTakenBack)
        object.set("appsReassigned", row.appsReassigned)
        object.set("booksLeftBehind", row.booksLeftBehind)
        object.set("invitation", row.redo.carrier)
        object.set("sameAccountAgain", row.redo.sameAccountAgain)
        object.set("by", row.redo.by)
        object.set("startedAt", row.redo.startedAt)
        object.set("finishedAt", row.redo.finishedAt)
        return object
    }
}
