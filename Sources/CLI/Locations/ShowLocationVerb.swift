import ArgumentParser
import Domain

struct ShowLocationVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show one location.", discussion: "Example: rollcall locations show North")

    @OptionGroup var globals: GlobalOptions
    @Argument(help: "A number, #n or a name.") var location: String

    func run(_ run: VerbRun) async throws(CommandLineFailure) {
        try await run.reading { (read) throws(CommandLineFailure) in
            let found = try read.names.location(location)
            run.print(
                LocationObject.facts(found, read.state, now: read.now), LocationObject.of(found, read.state, now: read.now))
        }
    }
}
