import CLI
import Domain
import Foundation
import Testing

@Suite("The record, and a damaged store")
struct RecordTests {
    @Test("R25: sequence is dense, the store's own records included")
    func dense() async throws {
        let host = try await TestHost.invited()
        try await host.deliver()
        let rows = try await host.run("log --json").objects()
        #expect(rows.compactMap { $0["sequence"] as? Int } == Array(1...rows.count))
        #expect(rows[0]["kind"] as? String == "store.segment")
        #expect(rows.allSatisfy { $0["at"] is String && $0["by"] is String })
        #expect(rows.contains { $0["kind"] as? String == "invitationCreated" && ($0["facts"] as? [String: Any]) != nil })
    }

    @Test("Filters by user, invitation, location, person and time each leave out what does not concern them")
    func filters() async throws {
        let host = try await TestHost.invited()
        #expect(await host.run("groups create Other").code == 0)
        let all = try await host.run("log --json").objects()
        func kinds(_ options: String) async throws -> [String] {
            try await host.run("log --json " + options).objects().compactMap { $0["kind"] as? String }
        }
        #expect(try await kinds("--invitation 1").contains("recipientsQueued"))
        #expect(try await !kinds("--invitation 1").contains("locationAdded"))
        #expect(try await kinds("--location North").contains("recipientsQueued"))
        #expect(try await !kinds("--location North").contains("usersChanged"))
        #expect(try await kinds("--user dora").contains("recipientsSkipped"))
        #expect(try await !kinds("--user dora").contains("recipientsQueued"))
        #expect(try await kinds("--by ada").count == all.count)
        #expect(try await kinds("--by bob").isEmpty)
        #expect(try await kinds("--since 1h").count == all.count)
        #expect(try await kinds("--since 2999-01-01").isEmpty)
    }

    @Test("--follow prints what others write, until it is interrupted")
    func follow() async throws {
        let host = try await TestHost.ready()
        let writer = try await host.open(HostOptions(), forWriting: true)
        let following = Task { await host.run("log --follow --json") }
        func printed(_ words: String) -> Bool { host.recorded.contents.withLock { $0.output.contains(words) } }
        while !printed("usersChanged") { try await Task.sleep(for: .milliseconds(5)) }
        _ = try await writer.administration.perform(
            .createGroup(name: "Newcomers"), .init(id: UniqueID(high: 1, low: 2)))
        while !printed("Newcomers") { try await Task.sleep(for: .milliseconds(5)) }
        following.cancel()
        _ = await following.value
    }

    @Test("R10: usage --follow prints a recipient again when it changes")
    func followUsage() async throws {
        let host = try await TestHost.invited()
        let following = Task { await host.run("usage 1 --follow --json") }
        func count(_ words: String) -> Int {
            host.recorded.contents.withLock { $0.output }.split(separator: "\n").count { $0.contains(words) }
        }
        while count("\"anna\"") == 0 { try await Task.sleep(for: .milliseconds(5)) }
        try await host.deliver()
        while !(host.recorded.contents.withLock { $0.output.contains("\"status\":\"sent\"") }) {
            try await Task.sleep(for: .milliseconds(5))
        }
        following.cancel()
        _ = await following.value
        #expect(count("\"anna\"") > 1)
        #expect(count("\"dora\"") == 1)
    }

    @Test("A damaged store: reading prints what lies before the damage and exits with 4, writing refuses with 4")
    func damaged() async throws {
        let host = try await TestHost.invited()
        #expect(await host.run("store check").code == 0)
        try host.damage()
        let users = await host.run("users list --json")
        #expect(users.code == 4)
        #expect(try users.objects().count == 4)
        #expect(users.errors.contains("damaged"))
        let log = await host.run("log --json")
        #expect(log.code == 4)
        #expect(try !log.objects().isEmpty)
        let before = try host.journal()
        #expect(await host.run("groups create New").code == 4)
        #expect(try host.journal() == before)
        let check = await host.run("store check --json")
        #expect(check.code == 4)
        #expect(try check.object()["sound"] as? Bool == false)
        #expect(try !(check.object()["problems"] as? [String] ?? []).isEmpty)
    }

    @Test("A sound store says so")
    func sound() async throws {
        let host = try await TestHost.ready()
        let report = try await host.run("store check --json").object()
        #expect(report["sound"] as? Bool == true)
        #expect((report["records"] as? Int ?? 0) > 3)
    }
}
