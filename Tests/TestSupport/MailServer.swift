import Foundation

/// A real mail server in a process of its own; it ends with this object, or with the test process at the latest.
package actor MailServer {
    package enum Security: String, Sendable { case starttls, tls, none }

    /// One thing that happened there.
    package struct Event: Decodable, Sendable {
        package var event: String
        package var port: Int?
        package var recipient: String?
        package var sender: String?
        package var encrypted: Bool?
        /// The message as it arrived, Base64.
        package var raw: String?
        package var headers: [String: String]?
        package var text: String?
        package var html: String?
        package var defects: [String]?
        package var good: Bool?
    }

    package private(set) var events: [Event] = []
    package nonisolated let processID: Int32
    private let input: FileHandle
    private var watchers: [(condition: @Sendable ([Event]) -> Bool, continuation: CheckedContinuation<Void, Never>)] = []

    /// Starts a server and returns it when it listens.
    package static func start(
        _ security: Security = .none, certificate: TestCertificate? = nil, user: String? = nil, password: String? = nil,
        perConnection: Int = 0
    ) async throws -> MailServer {
        var arguments = ["--security", security.rawValue, "--per-connection", "\(perConnection)"]
        if let certificate { arguments += ["--certificate", certificate.certificateFile, "--key", certificate.keyFile] }
        if let user, let password { arguments += ["--user", user, "--password", password] }
        let server = try MailServer(arguments)
        await server.happened { events in events.contains { $0.event == "listening" || $0.event == "ended" } }
        guard await server.port > 0 else { throw TestFailure("the mail server did not start; is python3-aiosmtpd installed?") }
        return server
    }

    package var port: Int { events.lazy.compactMap(\.port).first ?? 0 }
    package var messages: [Event] { events.filter { $0.event == "message" } }
    package func count(_ event: String) -> Int { events.count { $0.event == event } }

    /// Returns when the events so far satisfy a condition.
    package func happened(_ condition: @escaping @Sendable ([Event]) -> Bool) async {
        guard !condition(events) else { return }
        await withCheckedContinuation { watchers.append((condition, $0)) }
    }

    private init(_ arguments: [String]) throws {
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("GatewayMailTests/Servers/mail_server.py").path
        let process = Process()
        let (input, output) = (Pipe(), Pipe())
        process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        process.arguments = [script] + arguments
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        processID = process.processIdentifier
        self.input = input.fileHandleForWriting
        let (lines, feed) = AsyncStream.makeStream(of: Data.self)
        let descriptor = output.fileHandleForReading
        Thread { Self.read(descriptor, into: feed) }.start()
        Task { [weak self] in
            for await line in lines { await self?.take(line) }
            await self?.take(Data(#"{"event":"ended"}"#.utf8))
        }
    }

    deinit {
        // The server ends when its standard input does.
        try? input.close()
    }

    private func take(_ line: Data) {
        guard let event = try? JSONDecoder().decode(Event.self, from: line) else { return }
        events.append(event)
        for watcher in watchers where watcher.condition(events) { watcher.continuation.resume() }
        watchers.removeAll { $0.condition(events) }
    }

    private static func read(_ output: FileHandle, into feed: AsyncStream<Data>.Continuation) {
        var rest = Data()
        while case let chunk = output.availableData, !chunk.isEmpty {
            rest += chunk
            while let end = rest.firstIndex(of: 0x0A) {
                feed.yield(Data(rest[rest.startIndex..<end]))
                rest = Data(rest[rest.index(after: end)...])
            }
        }
        feed.finish()
    }
}
