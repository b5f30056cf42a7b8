import Foundation
import Testing

@testable import AppleSimulator

@Suite("What survives a restart")
struct KeepingTests {
    private func withDirectory(_ body: (String) async throws -> Void) async throws {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("simulator-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: directory) }
        try await body(directory)
    }

    private func options(_ directory: String) -> AppleSimulatorOptions {
        quickOptions {
            $0.stateDirectory = directory
            $0.tokenFile = directory + "/token.vpptoken"
            $0.seed = nil
        }
    }

    private static func stateFile(_ directory: String) -> URL {
        URL(fileURLWithPath: directory).appendingPathComponent(StateFile.fileName)
    }

    @Test("Users, codes, versions, events, claim and token are as before, and a pending event goes on")
    func restart() async throws {
        try await withDirectory { directory in
            let clock = StoppedClock()
            let kept = Kept()
            try await withSimulator(options(directory), clock: clock) { client in
                let claim = #"{"mdmInfo":{"id":"1","name":"n","metadata":"m"}}"#
                _ = try await client.post("/mdm/v2/client/config", claim)
                let users = #"{"users":[{"clientUserId":"u1"},{"clientUserId":"u2","managedAppleId":"t@appleid.example"}]}"#
                _ = try await client.post("/mdm/v2/users/create", users)
                clock.pass(1)
                await kept.set(try await client.get("/mdm/v2/users"), client.token)
                let event = try await client.post("/mdm/v2/users/retire", #"{"users":[{"clientUserId":"u1"}]}"#)
                await kept.set(event: event.json["eventId"] as? String)
            }
            let (before, token, event) = await (kept.users, kept.token, kept.event)
            let since = try #require(before?.json["versionId"] as? String)
            let former = try #require(before?.users.first?["inviteCode"] as? String)
            let file = try String(contentsOfFile: directory + "/token.vpptoken", encoding: .utf8)
            #expect(file == (token ?? "") + "\n")
            try await withSimulator(options(directory), clock: clock) { client in
                #expect(client.token == token)
                #expect(try await client.get("/mdm/v2/users").text == before?.text)
                clock.pass(1)
                let status = try await client.get("/mdm/v2/status?eventId=\(event ?? "")").json
                #expect(status["eventStatus"] as? String == "COMPLETE")
                let changed = try await client.get("/mdm/v2/users?sinceVersionId=\(since)").users
                #expect(changed.map { $0["status"] as? String } == ["Retired"])
                _ = try await client.post("/mdm/v2/users/create", #"{"users":[{"clientUserId":"u1"}]}"#)
                clock.pass(1)
                let again = try await client.get("/mdm/v2/users?clientUserId=u1")
                let codes = again.users.compactMap { $0["inviteCode"] as? String }
                #expect(codes.count == 1 && codes.first != former)
            }
        }
    }

    @Test("What was answered is on disk already: a process killed at that moment loses nothing")
    func killed() async throws {
        try await withDirectory { directory in
            let clock = StoppedClock()
            let copy = directory + "-copy"
            defer { try? FileManager.default.removeItem(atPath: copy) }
            try await withSimulator(options(directory), clock: clock) { client in
                _ = try await client.post("/mdm/v2/users/create", #"{"users":[{"clientUserId":"u1"}]}"#)
                try FileManager.default.copyItem(atPath: directory, toPath: copy)
            }
            clock.pass(1)
            try await withSimulator(options(copy), clock: clock) { client in
                let found = try await client.get("/mdm/v2/users").users
                #expect(found.count == 1)
            }
        }
    }

    @Test("A line that a crash cut off is dropped; a line that is no state is refused with its number")
    func damage() async throws {
        try await withDirectory { directory in
            let clock = StoppedClock()
            try await withSimulator(options(directory), clock: clock) { client in
                _ = try await client.post("/mdm/v2/users/create", #"{"users":[{"clientUserId":"u1"}]}"#)
                clock.pass(1)
                _ = try await client.get("/mdm/v2/users")
            }
            let path = Self.stateFile(directory)
            let whole = try Data(contentsOf: path)
            try (whole + Data(#"[{"rec"#.utf8)).write(to: path)
            try await withSimulator(options(directory), clock: clock) { client in
                let found = try await client.get("/mdm/v2/users").users
                #expect(found.count == 1)
            }
            let lines = try Data(contentsOf: path).filter { $0 == UInt8(ascii: "\n") }.count
            try (try Data(contentsOf: path) + Data("nonsense\n".utf8)).write(to: path)
            #expect(throws: AppleSimulatorFailure.stateUnreadable(path: path.path, line: lines + 1)) {
                try AppleSimulatorService(options: options(directory))
            }
        }
    }

    @Test(
        "Numbers in the file that fit nothing are refused instead of tripping the model",
        arguments: [
            (#""changed":0"#, #""changed":-5"#), (#""changed":0"#, #""changed":9000000000"#),
            (#""clientUserId":"u1""#, #""clientUserId":"u1","former":7"#), (#""location":0"#, #""location":3"#),
            (#""requested":1"#, #""requested":0"#),
        ])
    func hostileNumbers(from: String, to: String) async throws {
        try await withDirectory { directory in
            let clock = StoppedClock()
            try await withSimulator(options(directory), clock: clock) { client in
                _ = try await client.post("/mdm/v2/users/create", #"{"users":[{"clientUserId":"u1"}]}"#)
                clock.pass(1)
                _ = try await client.get("/mdm/v2/users")
            }
            let path = Self.stateFile(directory)
            let text = try String(contentsOf: path, encoding: .utf8)
            #expect(text.contains(from))
            try text.replacingOccurrences(of: from, with: to).write(to: path, atomically: true, encoding: .utf8)
            #expect(throws: AppleSimulatorFailure.self) { try AppleSimulatorService(options: options(directory)) }
        }
    }

    @Test("Two simulators never share a directory")
    func locked() async throws {
        try await withDirectory { directory in
            let options = options(directory)
            try await withSimulator(options) { _ in
                #expect(throws: AppleSimulatorFailure.stateInUse(directory: directory)) {
                    try AppleSimulatorService(options: options)
                }
            }
        }
    }

    @Test("The token file and the state are for their owner only")
    func modes() async throws {
        try await withDirectory { directory in
            try await withSimulator(options(directory)) { _ in
                for name in ["token.vpptoken", StateFile.fileName] {
                    let attributes = try FileManager.default.attributesOfItem(atPath: directory + "/" + name)
                    #expect(attributes[.posixPermissions] as? Int == 0o600, "\(name)")
                }
            }
        }
    }
}

/// What one run hands to the next.
private actor Kept {
    private(set) var users: HTTPAnswer?
    private(set) var token: String?
    private(set) var event: String?

    func set(_ users: HTTPAnswer, _ token: String?) { (self.users, self.token) = (users, token) }
    func set(event: String?) { self.event = event }
}
