import ArgumentParser
import CLI
import Domain
import Engine
import Foundation
import Portal
import ServiceLifecycle
import Settings

/// `rollcall serve`: worker and portal, for a service manager.
struct ServeVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Delivers, and serves the pages that invited people see.",
        discussion: """
            Runs until SIGTERM or SIGINT; what is in flight is brought to its end first.

            Example: rollcall serve --listen 127.0.0.1:8080
            """)

    @OptionGroup var globals: GlobalOptions
    @Option(help: ArgumentHelp("Where the portal listens; default portal.listen, 127.0.0.1:8080.", valueName: "addr"))
    var listen: String?

    func run(_ run: VerbRun) async throws(CommandLineFailure) {
        let address = try listenAddress()
        let (composition, damage) = try await Composition.open(run.options.host, role: .service, forWriting: true)
        if let damage { throw .damaged(damage) }
        let logger = ServiceRunner.logger()
        let engine = composition.engine
        let listen = address ?? composition.settings.portal?.listen ?? PortalSettings.defaultListen
        let portal = PortalServer(
            engine: engine,
            options: PortalOptions(host: listen.host, port: listen.port, logger: logger)
        ) { port in
            run.streams.writeError("rollcall serve: the portal listens at http://\(listen.host):\(port)\n")
        }
        for section in composition.settings.unusedSections { run.streams.writeError("rollcall serve: \(section.sentence)\n") }
        if composition.settings.portal?.baseURL == nil {
            run.streams.writeError(
                "rollcall serve: portal.base-url is not set, so mails carry Apple's own link and nobody is led here\n")
        }
        do {
            try await ServiceRunner.run(
                [
                    RunningPart(name: "follow") { await engine.follow() },
                    RunningPart(name: "deliver") { await engine.deliver(role: "service") },
                    portal,
                ], logger)
        } catch {
            throw .outside("\(error)")
        }
    }

    private func listenAddress() throws(CommandLineFailure) -> NetworkAddress? {
        guard let listen else { return nil }
        guard let address = NetworkAddress(listen) else {
            throw .usage("--listen takes HOST:PORT, such as 127.0.0.1:8080, not \(listen)")
        }
        return address
    }
}
