import Foundation
import Logging
import Synchronization

@testable import AppleSimulator

/// A clock that stands still until it is told to move.
final class StoppedClock: Sendable {
    private let moment: Mutex<Date>

    init(_ start: Date = Date(timeIntervalSince1970: 1_795_000_000)) { moment = Mutex(start) }

    var now: Date { moment.withLock { $0 } }

    func pass(_ seconds: Double) { moment.withLock { $0.addTimeInterval(seconds) } }
}

/// Runs a simulator on a free port while `body` talks to it.
func withSimulator(
    _ options: AppleSimulatorOptions = quickOptions(), clock: StoppedClock = StoppedClock(),
    _ body: @Sendable @escaping (HTTPClient) async throws -> Void
) async throws {
    var quiet = Logger(label: "test")
    quiet.logLevel = .critical
    let service = try AppleSimulatorService(options: options, now: { clock.now }, logger: quiet)
    let (origins, announce) = AsyncStream.makeStream(of: String.self)
    try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await service.run { announce.yield($0) } }
        group.addTask {
            let origin = await origins.first { _ in true } ?? ""
            try await body(HTTPClient(origin: origin, token: await service.contentToken()))
        }
        defer { group.cancelAll() }
        try await group.next()
    }
}

/// A fixed seed, no limit on requests, a delay that only the stopped clock can pass.
func quickOptions(_ change: (inout AppleSimulatorOptions) -> Void = { _ in }) -> AppleSimulatorOptions {
    var options = AppleSimulatorOptions()
    options.seed = 7
    options.requestsPerSecond = 0
    change(&options)
    return options
}
