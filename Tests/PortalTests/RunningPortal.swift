import Engine
import Logging
import Synchronization

@testable import Portal

/// All that was logged, at every level.
final class LogCapture: Sendable {
    private let lines = Mutex<[String]>([])

    var text: String { lines.withLock { $0.joined(separator: "\n") } }

    func logger() -> Logger {
        var logger = Logger(label: "test", factory: { _ in CapturingHandler(capture: self) })
        logger.logLevel = .trace
        return logger
    }

    fileprivate func add(_ line: String) { lines.withLock { $0.append(line) } }
}

private struct CapturingHandler: LogHandler {
    let capture: LogCapture
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.trace

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        capture.add("\(event.level) \(event.message) \(metadata) \(event.metadata ?? [:])")
    }
}

/// Runs a portal on a free port while `body` talks to it, and returns once it is down and all its openings are written.
func withPortal(
    _ engine: Engine, organisation: String? = "Fallback Org", log: LogCapture = LogCapture(),
    idleTimeoutSeconds: Int64 = 15, mostConnections: Int = 512,
    _ body: @Sendable @escaping (RawHTTP) async throws -> Void
) async throws {
    var options = PortalOptions(organisation: organisation, logger: log.logger())
    options.idleTimeoutSeconds = idleTimeoutSeconds
    options.mostConnections = mostConnections
    let (ports, announce) = AsyncStream.makeStream(of: Int.self)
    let server = PortalServer(engine: engine, options: options) { announce.yield($0) }
    try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await server.run() }
        group.addTask {
            guard let port = await ports.first(where: { _ in true }) else { return }
            try await body(RawHTTP(port: port))
        }
        defer { group.cancelAll() }
        try await group.next()
    }
}
