import AppleSimulator
import ArgumentParser
import CLI
import ServiceLifecycle

/// `rollcall simulate apple`: Apple's service on loopback.
struct SimulateAppleVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "apple", abstract: "Plays Apple's service on this host.",
        discussion: """
            Prints its address when it is ready; that is what `rollcall locations add --service-url` takes.

            Example: rollcall simulate apple --listen 127.0.0.1:8090 --token-file sample.vpptoken
            """)

    @OptionGroup var globals: GlobalOptions
    @Option(help: ArgumentHelp("Where it listens, on this host only; port 0 takes any.", valueName: "addr"))
    var listen = "127.0.0.1:0"
    @Option(help: ArgumentHelp("Keep what happens in this folder, so that a restart goes on.", valueName: "dir"))
    var state: String?
    @Option(help: ArgumentHelp("Write a content token for it to this file.", valueName: "file"))
    var tokenFile: String?
    @Option(help: ArgumentHelp("A domain whose accounts the organisation owns; may be repeated.", valueName: "domain"))
    var managedDomain: [String] = []
    @Option(help: "The organisation in the token.")
    var organisation = "Sample Organisation"
    @Option(help: ArgumentHelp("What Apple would call the location.", valueName: "name"))
    var locationName = "Main Campus"
    @Option(help: ArgumentHelp("Requests a second that a token may make; 0 for no limit.", valueName: "n"))
    var requestsPerSecond = 15
    @Option(help: ArgumentHelp("Milliseconds until queued work is done.", valueName: "ms"))
    var eventDelay = 300

    func run(_ run: VerbRun) async throws(CommandLineFailure) {
        do {
            var options = AppleSimulatorOptions()
            options.listen = try LoopbackAddress(listen)
            options.stateDirectory = state
            options.tokenFile = tokenFile
            options.managedDomains = managedDomain
            options.organisation = organisation
            options.locationName = locationName
            options.requestsPerSecond = requestsPerSecond
            options.eventDelay = .milliseconds(max(0, eventDelay))
            let simulator = try AppleSimulatorService(options: options, logger: ServiceRunner.quietLogger())
            let part = RunningPart(name: "simulator") {
                try await simulator.run { origin in run.streams.write(origin + "\n") }
            }
            try await ServiceRunner.run([part], ServiceRunner.quietLogger())
        } catch let failure as AppleSimulatorFailure {
            throw .outside("\(failure)")
        } catch {
            throw .outside("the simulator could not start: \(error)")
        }
    }
}
