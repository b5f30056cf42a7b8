import CLI
import Domain
import Engine
import Foundation
import Store
import TestSupport

/// What one command line did.
struct Outcome {
    let code: Int32
    let output: String
    let errors: String

    /// The JSON objects of standard output, one a line.
    func objects() throws -> [[String: Any]] {
        try output.split(separator: "\n").map { line in
            guard let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] else {
                throw TestFailure("no object: \(line)")
            }
            return object
        }
    }

    func object() throws -> [String: Any] {
        guard let only = try objects().first else { throw TestFailure("nothing was printed: \(errors)") }
        return only
    }

    /// The code of the rejection on standard error.
    func rejection() throws -> String? {
        let line = errors.split(separator: "\n").last { $0.hasPrefix("{") } ?? ""
        let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
        return (object?["rejection"] as? [String: String])?["code"]
    }
}

extension TestHost {
    /// Runs a command line; a text is cut at its spaces.
    @discardableResult
    func run(_ line: String, input: String = "", answers: [String]? = nil) async -> Outcome {
        await run(line.split(separator: " ").map(String.init), input: input, answers: answers)
    }

    @discardableResult
    func run(_ arguments: [String], input: String = "", answers: [String]? = nil) async -> Outcome {
        recorded.contents.withLock {
            ($0.output, $0.errors, $0.input) = ("", "", input)
            ($0.answers, $0.canAsk) = (answers ?? [], answers != nil)
        }
        let code = await CommandLineTool.run(arguments, host: self)
        return recorded.contents.withLock { Outcome(code: code, output: $0.output, errors: $0.errors) }
    }

    /// A store with a location and people: anna, ben and carl with an address, dora without one.
    static func ready(users: String = people) async throws -> TestHost {
        let host = try TestHost()
        guard await host.run("init").code == 0 else { throw TestFailure("no store") }
        try Data("North".utf8).write(to: URL(fileURLWithPath: host.folder.path + "/token"))
        let added = await host.run(["locations", "add", "--token", host.folder.path + "/token"])
        guard added.code == 0 else { throw TestFailure(added.errors) }
        let imported = await host.run("users import -", input: users)
        guard imported.code == 0 else { throw TestFailure(imported.errors) }
        return host
    }

    static let people = """
        username,full name,email,group,site
        anna,Anna Müller,anna@example.org,Staff,North
        ben,Ben Novák,ben@example.org,Staff,North
        carl,Carl Ek,carl@example.org,Guests,South
        dora,Dora 東京,,Guests,South

        """

    /// The same with an invitation to everybody.
    static func invited() async throws -> TestHost {
        let host = try await ready()
        let created = await host.run("invitations create --name Staff --method email --all-users")
        guard created.code == 0 else { throw TestFailure(created.errors) }
        return host
    }

    /// Works the outbox until nothing is left.
    func deliver() async throws {
        guard let store = try await open(HostOptions(), forWriting: true) as? OpenTestStore else { return }
        let outcome = await store.engine.workUntilIdle(patience: .seconds(2))
        guard outcome == .idle else { throw TestFailure("\(outcome)") }
    }

    /// Every user accepts with an account of their own, and Rollcall reads it.
    func accept(_ username: String, account: String? = nil) async throws {
        let state = try await state()
        guard let user = state.users.find(username), let location = state.locations.values.first(where: { _ in true }),
            let registration = state.registration(of: user.id, at: location.id)
        else { throw TestFailure("\(username) was not invited") }
        await apple.accept(clientUserID: registration.clientUserID, idHash: account ?? "hash-\(username)")
        guard await run("users ask \(username)").code == 0 else { throw TestFailure("Apple was not asked") }
    }

    func state() async throws -> State {
        try await open(HostOptions(), forWriting: false).administration.projection.state
    }

    /// The bytes of all files of the journal.
    func journal() throws -> [String: Data] {
        let folder = path + "/journal"
        var files: [String: Data] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
            files[name] = try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name))
        }
        return files
    }

    /// Turns a byte in the middle of the journal over.
    func damage() throws {
        for (name, data) in try journal() where data.count > 500 {
            var bytes = data
            bytes[data.count * 3 / 4] ^= 1
            let handle = try FileHandle(forUpdating: URL(fileURLWithPath: path + "/journal/" + name))
            try handle.write(contentsOf: bytes)
            try handle.close()
            return
        }
        throw TestFailure("there is no journal to damage")
    }
}
