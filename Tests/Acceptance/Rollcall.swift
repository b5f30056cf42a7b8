import Foundation

/// The executable that this test run built, as a person would start it.
struct Rollcall: Sendable {
    let store: String
    var environment: [String: String] = [:]

    static let executable: String = {
        if let other = ProcessInfo.processInfo.environment["ROLLCALL_EXECUTABLE"] { return other }
        let tests = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundlePath ?? CommandLine.arguments[0]
        return URL(fileURLWithPath: tests).deletingLastPathComponent().appending(path: "rollcall").path
    }()

    struct Outcome: Sendable {
        var status: Int32
        var output: String
        var error: String

        /// One JSON object a line, as lists are printed.
        var objects: [[String: Any]] {
            output.split(separator: "\n").compactMap {
                try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
            }
        }
    }

    /// Runs a verb to its end.
    @discardableResult
    func run(_ arguments: String..., input: String = "") async throws -> Outcome { try await run(arguments, input: input) }

    func run(_ arguments: [String], input: String = "") async throws -> Outcome {
        let process = try start(arguments)
        process.write(input)
        return await process.outcome()
    }

    /// Starts a verb and returns while it runs.
    func start(_ arguments: [String]) throws -> RunningProcess {
        var environment = ProcessInfo.processInfo.environment.merging(self.environment) { _, ours in ours }
        environment["ROLLCALL_STORE"] = store
        environment["SWIFT_BACKTRACE"] = "enable=no"
        return try RunningProcess(Self.executable, arguments, environment)
    }
}

/// A process of ours: it ends with this object at the latest.
final class RunningProcess: @unchecked Sendable {
    // Safe to share: the process object is only started here and asked for its id; output is collected by one thread each.
    private let process = Process()
    private let input = Pipe()
    private let output: Collector
    private let error: Collector
    private let exited = DispatchSemaphore(value: 0)

    init(_ executable: String, _ arguments: [String], _ environment: [String: String]) throws {
        let (outputPipe, errorPipe) = (Pipe(), Pipe())
        process.executableURL = URL(fileURLWithPath: executable)
        process.arguments = arguments
        process.environment = environment
        process.standardInput = input
        process.standardOutput = outputPipe
        process.standardError = errorPipe
        let exited = exited
        process.terminationHandler = { _ in exited.signal() }
        try process.run()
        output = Collector(outputPipe.fileHandleForReading)
        error = Collector(errorPipe.fileHandleForReading)
    }

    deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

    var processID: Int32 { process.processIdentifier }
    var isRunning: Bool { process.isRunning }
    var outputSoFar: String { output.text }
    var errorSoFar: String { error.text }

    func write(_ text: String) {
        try? input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
        try? input.fileHandleForWriting.close()
    }

    func signal(_ number: Int32) { kill(process.processIdentifier, number) }

    /// Waits for a line of standard output (or error) that satisfies a condition.
    func line(inError: Bool = false, _ condition: (String) -> Bool) async throws -> String {
        try await eventually("a line of output; so far: \(outputSoFar) \(errorSoFar)") {
            (inError ? self.errorSoFar : self.outputSoFar).split(separator: "\n").map(String.init).first(where: condition)
        }
    }

    func outcome() async -> Rollcall.Outcome {
        await withCheckedContinuation { continuation in
            // A thread of its own: blocking one of Dispatch's starves Swift's own threads.
            Thread.detachNewThread { [self] in
                output.wait()
                error.wait()
                exited.wait()
                exited.signal()
                let killed = process.terminationReason == .uncaughtSignal
                let status = killed ? 128 + process.terminationStatus : process.terminationStatus
                continuation.resume(returning: Rollcall.Outcome(status: status, output: output.text, error: error.text))
            }
        }
    }
}

/// Collects what a process writes, on a thread of its own, so that no pipe ever fills.
private final class Collector: @unchecked Sendable {
    // Safe to share: every access to the bytes holds the lock.
    private let lock = NSLock()
    private var bytes = Data()
    private let ended = DispatchSemaphore(value: 0)

    init(_ handle: FileHandle) {
        Thread.detachNewThread { [self] in
            // What there is, not what a full buffer would be.
            while case let part = handle.availableData, !part.isEmpty { lock.withLock { bytes.append(part) } }
            ended.signal()
        }
    }

    var text: String { lock.withLock { String(decoding: bytes, as: UTF8.self) } }

    func wait() {
        ended.wait()
        ended.signal()
    }
}

struct Timeout: Error, CustomStringConvertible {
    var description: String
}

/// Awaits a condition by looking often; fails after a generous time with what was awaited.
func eventually<Value>(
    _ what: @autoclosure () -> String, within seconds: Double = 60, _ look: () async throws -> Value?
) async throws -> Value {
    let deadline = Date().addingTimeInterval(seconds)
    while true {
        if let value = try await look() { return value }
        if Date() > deadline { throw Timeout(description: "waited \(seconds) s in vain for \(what())") }
        try await Task.sleep(for: .milliseconds(10))
    }
}
