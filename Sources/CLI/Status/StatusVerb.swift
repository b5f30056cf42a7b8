import ArgumentParser
import Domain

struct StatusVerb: Verb {
    static let configuration = CommandConfiguration(commandName: "status", abstract: "Show how many have accepted.")
    @OptionGroup var globals: GlobalOptions
    func run(_ run: VerbRun) async throws(CommandLineFailure) {
        let store = try await run.host.open(run.options.host, forWriting: false)
        run.streams.write(store.administration.projection.state.statusReport(now: store.administration.context().now).oneLine + "\n")
    }
}
