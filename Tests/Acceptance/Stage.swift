import Foundation
import TestSupport

/// A store with everything around it that a host would have: the simulator over HTTP, a real mail server, configuration, users.
final class Stage: Sendable {
    let folder: String
    let rollcall: Rollcall
    let mail: MailServer
    let simulator: RunningProcess
    let simulatorURL: String
    let portalPort: Int

    var portalURL: String { "http://127.0.0.1:\(portalPort)" }

    /// - Parameters:
    ///   - users: how many made-up users to import.
    ///   - autoRegister: the location's switch.
    ///   - people: usernames of further users, each with an address.
    ///   - sending: further settings of the section `sending`.
    init(
        users: Int = 0, autoRegister: Bool = false, people: [String] = [], sending: String = "", requestsPerSecond: Int = 0,
        eventDelay: Int = 50
    ) async throws {
        folder = try Self.temporaryFolder()
        rollcall = Rollcall(
            store: folder + "/store",
            environment: ["XDG_CONFIG_HOME": folder + "/config", "XDG_STATE_HOME": folder + "/state", "HOME": folder])
        mail = try await MailServer.start()
        let token = folder + "/sample.vpptoken"
        simulator = try rollcall.start([
            "simulate", "apple", "--token-file", token, "--organisation", "Northwind School", "--location-name", "Paris HQ",
            "--requests-per-second", "\(requestsPerSecond)", "--event-delay", "\(eventDelay)",
        ])
        simulatorURL = try await simulator.line { $0.hasPrefix("http://") }
        // The links name the portal before it listens: a port that somebody had until now.
        portalPort = try LoopbackServer().port
        try await expectDone("init")
        try configuration(mailPort: await mail.port, sending: sending).write(
            toFile: folder + "/store/rollcall.yaml", atomically: true, encoding: .utf8)
        try await expectDone(
            ["locations", "add", "--token", token, "--service-url", simulatorURL]
                + (autoRegister ? ["--auto-register"] : []))
        if !people.isEmpty {
            let rows = people.map { "\($0),\($0.capitalized) Berg,\($0)@northwind.example\n" }.joined()
            try await expectDone(["users", "import", "-"], input: "username,full name,email\n" + rows)
        }
        if users > 0 {
            let people = try await expectDone(["simulate", "users", "\(users)"])
            try people.output.write(toFile: folder + "/users.csv", atomically: true, encoding: .utf8)
            try await expectDone("users", "import", folder + "/users.csv")
        }
    }

    deinit {
        simulator.signal(SIGKILL)
        try? FileManager.default.removeItem(atPath: folder)
    }

    private func configuration(mailPort: Int, sending: String) -> String {
        """
        mail:
          transport: smtp
          host: 127.0.0.1
          port: \(mailPort)
          security: none
          sender-name: IT
          sender-address: it@northwind.example
        portal:
          listen: 127.0.0.1:\(portalPort)
          base-url: \(portalURL)
        volume-purchasing:
          first-poll: 20ms
          poll-interval: 50ms
          sync-every: 1h
        \(sending.isEmpty ? "" : "sending:\n" + sending)

        """
    }

    /// Runs a verb that has to end well.
    @discardableResult
    func expectDone(_ arguments: String...) async throws -> Rollcall.Outcome { try await expectDone(arguments) }

    @discardableResult
    func expectDone(_ arguments: [String], input: String = "") async throws -> Rollcall.Outcome {
        let outcome = try await rollcall.run(arguments, input: input)
        guard outcome.status == 0 else {
            throw Timeout(
                description: "`rollcall \(arguments.joined(separator: " "))` ended with \(outcome.status): \(outcome.error)")
        }
        return outcome
    }

    /// The usage rows of an invitation by username.
    func usage(_ invitation: Int) async throws -> [String: [String: Any]] {
        let rows = try await expectDone("usage", "\(invitation)", "--json").objects
        return Dictionary(rows.compactMap { row in (row["username"] as? String).map { ($0, row) } }) { first, _ in first }
    }

    /// Lets a person accept at the simulator, as the acceptance page does.
    func accept(_ inviteCode: String, account: String) async throws {
        let answer = try await HTTP.post(
            simulatorURL + "/sim/accept", json: "{\"inviteCode\":\"\(inviteCode)\",\"account\":\"\(account)\"}")
        guard answer.status == 200 else { throw Timeout(description: "the simulator answered \(answer.status): \(answer.body)") }
    }

    private static func temporaryFolder() throws -> String {
        let folder = FileManager.default.temporaryDirectory.appending(path: "rollcall-\(UUID().uuidString.prefix(8))").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        return folder
    }
}

/// Small HTTP requests through curl, as a browser without scripts would make them.
enum HTTP {
    struct Answer: Sendable {
        var status: Int
        var location: String
        var body: String
    }

    static func get(_ url: String) async throws -> Answer { try await curl([url]) }

    static func post(_ url: String, json: String) async throws -> Answer {
        try await curl(["-X", "POST", "-H", "Content-Type: application/json", "--data", json, url])
    }

    static func postForm(_ url: String, _ fields: [String]) async throws -> Answer {
        try await curl(fields.flatMap { ["--data-urlencode", $0] } + [url])
    }

    private static func curl(_ arguments: [String]) async throws -> Answer {
        let process = try RunningProcess(
            "/usr/bin/curl", ["-s", "--max-time", "30", "-w", "\n%{http_code} %{redirect_url}"] + arguments,
            ProcessInfo.processInfo.environment)
        let outcome = await process.outcome()
        let lines = outcome.output.split(separator: "\n", omittingEmptySubsequences: false)
        let last = (lines.last ?? "").split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        return Answer(
            status: Int(last.first ?? "") ?? 0, location: last.count > 1 ? String(last[1]) : "",
            body: lines.dropLast().joined(separator: "\n"))
    }
}
