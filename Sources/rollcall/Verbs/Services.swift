import Engine
import Logging
import ServiceLifecycle

/// Something long-running as a service: cancelled, and so brought to its end in order, when the group shuts down.
struct RunningPart: Service {
    let name: String
    let body: @Sendable () async throws -> Void

    func run() async throws {
        try await cancelWhenGracefulShutdown { try await body() }
    }
}

/// Runs parts until SIGTERM, SIGINT or SIGHUP, or until one of them ends.
enum ServiceRunner {
    static func run(_ services: [any Service], _ logger: Logger, endsWithFirst: Bool = false) async throws {
        let configurations = services.map { service in
            ServiceGroupConfiguration.ServiceConfiguration(
                service: service,
                successTerminationBehavior: endsWithFirst ? .gracefullyShutdownGroup : .cancelGroup,
                failureTerminationBehavior: .cancelGroup)
        }
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: configurations, gracefulShutdownSignals: [.sigterm, .sigint, .sighup], logger: logger))
        try await group.run()
    }

    /// Words to standard error, one line each; nothing below `notice`.
    static func logger(_ level: Logger.Level = .notice) -> Logger {
        var logger = Logger(label: "rollcall", factory: { StreamLogHandler.standardError(label: $0) })
        logger.logLevel = level
        return logger
    }

    /// For servers that live as long as somebody tries something: when they are stopped, the library calls that an error.
    static func quietLogger() -> Logger { logger(.critical) }
}
