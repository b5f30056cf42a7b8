import ArgumentParser
import CLI
import Settings

/// `rollcall simulate people`: lets open invitations at the simulator be accepted over time.
struct SimulatePeopleVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "people", abstract: "Lets people accept their invitations at the simulator over time.",
        discussion: "Example: rollcall simulate people --service-url http://127.0.0.1:8090 --rate 120")

    @OptionGroup var globals: GlobalOptions
    @Option(help: ArgumentHelp("The simulator's address.", valueName: "url"))
    var serviceURL: String
    @Option(help: ArgumentHelp("Acceptances a minute; 0 stops.", valueName: "n"))
    var rate: Double

    /// `600 people`, `1 person`; a fraction only where there is one.
    static func words(_ rate: Double) -> String {
        let number = rate.rounded() == rate ? "\(Int(rate))" : "\(rate)"
        return "\(number) \(rate == 1 ? "person" : "people")"
    }

    func run(_ run: VerbRun) async throws(CommandLineFailure) {
        guard let url = ServiceURL(serviceURL, schemes: ["http"]), url.isLoopback, let port = url.port else {
            throw .usage("--service-url takes the simulator's address, such as http://127.0.0.1:8090")
        }
        guard rate == 0 || (0.01...600_000).contains(rate) else {
            throw .usage("--rate takes 0, or 0.01 to 600000 acceptances a minute")
        }
        let status = try LoopbackPost.send("{\"perMinute\":\(rate)}", to: "/sim/people", host: url.host, port: port)
        guard status == 200 else { throw .outside("the simulator at \(serviceURL) answered \(status)") }
        run.streams.writeError(rate == 0 ? "People stopped accepting.\n" : "About \(Self.words(rate)) a minute accept now.\n")
    }
}
