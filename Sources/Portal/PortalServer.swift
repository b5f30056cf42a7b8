import Engine
import Hummingbird
import Logging
import ServiceLifecycle

/// The portal on a socket, as a service: runs once, until its task is cancelled or its service group shuts down.
package struct PortalServer: Service {
    private let options: PortalOptions
    private let site: PortalSite
    private let onReady: @Sendable (Int) -> Void

    /// A server over an engine that has loaded its store.
    ///
    /// - Parameter onReady: told the port as soon as connections are taken in.
    package init(engine: Engine, options: PortalOptions, onReady: @escaping @Sendable (_ port: Int) -> Void = { _ in }) {
        self.options = options
        self.onReady = onReady
        site = PortalSite(engine: engine, organisation: options.organisation, logger: options.logger)
    }

    /// Listens; after the last answer, what was opened and asked for is written still.
    ///
    /// - Throws: `PortalFailure.addressInUse`, `.addressForbidden`, `.addressUnusable` when it cannot listen.
    package func run() async throws {
        let recorder = site.recorder
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await recorder.run() }
            defer { recorder.finish() }
            try await listen()
        }
    }

    private func listen() async throws {
        let (site, options, onReady) = (site, options, onReady)
        // The server's own words about connections are of no use to an operator, and could quote what clients sent.
        var quiet = options.logger
        quiet.logLevel = max(.error, options.logger.logLevel)
        let application = Application(
            responder: CallbackResponder<BasicRequestContext> { request, _ in await site.respond(to: request) },
            // The headers of a browser fit in many times over. An idle connection is closed, and a head that trickles in as well.
            server: .http1(
                configuration: .init(
                    idleTimeout: .seconds(options.idleTimeoutSeconds),
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: 8_192, maxHeaderListSize: 16_384, maxHeaderFieldCount: 100))),
            configuration: .init(
                address: .hostname(options.host, port: options.port), serverName: nil,
                availableConnectionsDelegate: .maximum(options.mostConnections, logger: quiet)),
            onServerRunning: { channel in onReady(channel.localAddress?.port ?? options.port) },
            logger: quiet)
        do {
            try await application.run()
        } catch {
            throw PortalFailure(error, host: options.host, port: options.port) ?? error
        }
    }
}

extension PortalFailure {
    /// What kept the server from listening; nil for any other error.
    ///
    /// The network library's error types are not this room's to import; their text ends in the system's own error number.
    init?(_ error: any Error, host: String, port: Int) {
        let text = String(describing: error)
        switch text {
        case _ where text.contains("errno: 98)"): self = .addressInUse(host: host, port: port)
        case _ where text.contains("errno: 13)"): self = .addressForbidden(host: host, port: port)
        case _ where text.contains("errno: 99)"):
            self = .addressUnusable(host: host, port: port, reason: "it is not an address of this host")
        case _ where text.contains("UnknownHost"):
            self = .addressUnusable(host: host, port: port, reason: "the name is not known here")
        default: return nil
        }
    }
}
