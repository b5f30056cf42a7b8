import ArgumentParser
import Domain

/// Reads a whole location from Apple now.
struct SyncLocationVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "sync", abstract: "Read all users of a location from Apple now.",
        discussion: "Example: rollcall locations sync North")

    @OptionGroup var globals: GlobalOptions
    @OptionGroup var change: ChangeOptions
    @Argument(help: "A number, #n or a name; not needed when there is only one.") var location: String?

    func run(_ run: VerbRun) async throws(CommandLineFailure) {
        try await run.writing(change) { (write) throws(CommandLineFailure) in
            let found = try write.names.location(orOnly: location)
            let before = write.state
            let result = try await write.perform(.requestRead(found.id, users: []))
            if write.dryRun { return write.report(result, before: before) }
            try await write.waitForApple(result)
            let now = write.context.now
            if let read = write.state.locations[found.id] {
                run.print(LocationObject.facts(read, write.state, now: now), LocationObject.of(read, write.state, now: now))
            }
        }
    }
}
