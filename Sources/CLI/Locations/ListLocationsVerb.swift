import ArgumentParser
import Domain

struct ListLocationsVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the locations.", discussion: "Example: rollcall locations list --json")

    @OptionGroup var globals: GlobalOptions
    @OptionGroup var list: ListOptions

    func run(_ run: VerbRun) async throws(CommandLineFailure) {
        let form = try list.form(run.options)
        try await run.reading { (read) throws(CommandLineFailure) in
            run.print(read.state.locations.values, as: LocationObject.listing(read.state, now: read.now), form)
        }
    }
}
