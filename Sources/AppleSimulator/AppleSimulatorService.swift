import Foundation
import Hummingbird
import Logging
import ServiceLifecycle

/// Apple's App and Book Management service, played on loopback.
///
/// Runs once, until its task is cancelled or the service group that holds it shuts down.
package struct AppleSimulatorService: Service {
    private let options: AppleSimulatorOptions
    private let desk: SimulatorDesk
    private let logger: Logger

    /// Reads the state, or makes a new one with one location, and writes the token file.
    ///
    /// `now` is the clock of the service; nothing in it asks another one.
    /// - Throws: `stateInUse`, `stateUnreadable`, `fileRefused`.
    package init(
        options: AppleSimulatorOptions, now: @escaping @Sendable () -> Date = { Date() },
        logger: Logger = Logger(label: "rollcall.apple-simulator")
    ) throws(AppleSimulatorFailure) {
        self.options = options
        self.logger = logger
        desk = try SimulatorDesk(options: options, now: now, logger: logger)
    }

    /// Listens until cancelled or shut down.
    package func run() async throws {
        try await run { _ in }
    }

    /// Listens; once every request would be answered, tells the origin to give to a client (`http://127.0.0.1:8090`).
    package func run(onReady: @escaping @Sendable (String) async -> Void) async throws {
        try await writeTokenFile()
        let (desk, address) = (desk, options.listen)
        let routes = SimulatorRoutes(desk: desk)
        let application = Application(
            responder: CallbackResponder<BasicRequestContext> { request, _ in await routes.respond(to: request) },
            configuration: .init(address: .hostname(address.host, port: address.port), serverName: nil),
            onServerRunning: { channel in
                let origin = address.baseURL(boundPort: channel.localAddress?.port ?? address.port)
                await desk.open(at: origin)
                // Connections are taken in only after this returns, so a callback that itself makes a request must not hold
                // it up.
                Task { await onReady(origin) }
            },
            logger: logger)
        try await application.run()
    }

    /// The text of the content token that is valid now, as the token file has it; nil when every one has ended.
    package func contentToken() async -> String? {
        await desk.work { apple, now in apple.currentToken(of: 0, at: now)?.text }
    }

    private func writeTokenFile() async throws {
        guard let path = options.tokenFile, let text = await contentToken() else { return }
        try TokenFile.write(text, to: path)
    }
}
