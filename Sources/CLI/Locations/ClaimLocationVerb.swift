import ArgumentParser
import Domain
import Engine

/// Takes a location over that another product manages (R24).
struct ClaimLocationVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "claim", abstract: "Take a location over that another product manages.",
        discussion: "Example: rollcall locations claim North --reason 'moved from the old MDM'")

    @OptionGroup var globals: GlobalOptions
    @OptionGroup var change: ChangeOptions
    @Argument(help: "A number, #n or a name.") var location: String

    func run(_ run: VerbRun) async throws(CommandLineFailure) {
        try await run.writing(change) { (write) throws(CommandLineFailure) in
            let found = try write.names.location(location)
            let other = found.claimedBy ?? "another product, if one does"
            write.say("\(found.name): taking it over from \(other)")
            if write.dryRun {
                return write.report(CommandResult(events: [], transaction: nil), before: write.state, silent: true)
            }
            if write.reason == nil { throw .refused(.reasonRequired(what: "taking \(found.name) over")) }
            try write.confirm("Take \(found.name) over from \(other)?")
            try await write.store.claim(found.id, write.request())
            let state = write.state
            if run.wantsJSON, let now = state.locations[found.id] {
                run.streams.write(LocationObject.of(now, state, now: write.context.now).text + "\n")
            }
        }
    }
}
