import CLI
import Foundation
import Testing

@Suite("Importing users")
struct ImportTests {
    @Test("The summary counts added, changed, unchanged and left out; the same file again changes nothing")
    func summary() async throws {
        let host = try await TestHost.ready()
        let csv =
            "username,email,group,Cost Center\nanna,anna@new.example.org,Leads,7\nben,ben@example.org,Staff,\nzoe,,Staff,\n,x,,\n"
        let first = await host.run("users import - --json", input: csv)
        #expect(first.code == 0)
        let object = try first.object()
        #expect(object["added"] as? Int == 1)
        #expect(object["changed"] as? Int == 1)
        #expect(object["unchanged"] as? Int == 1)
        #expect(object["leftOut"] as? Int == 1)
        #expect(object["groupsCreated"] as? [String] == ["Leads"])
        #expect(object["attributes"] as? [String] == ["Cost Center"])
        #expect(first.errors.contains("-:5:"))
        let before = try host.journal()
        let again = await host.run("users import -", input: csv)
        #expect(again.errors.contains("0 added, 0 changed, 3 unchanged, 1 left out"))
        #expect(try host.journal() == before)
    }

    @Test("More than a batch goes in, across batches, and a terminal sees progress")
    func batches() async throws {
        let csv = "username,email\n" + (1...1_234).map { "u\($0),u\($0)@example.org\n" }.joined()
        let host = try await TestHost.ready(users: "username\nanna\n")
        host.recorded.contents.withLock { $0.errorIsTerminal = true }
        let outcome = await host.run("users import -", input: csv)
        #expect(outcome.errors.contains("1,234 added, 0 changed"))
        #expect(outcome.errors.contains("\r\u{1B}[K500 users read"))
        #expect(try await host.state().users.count == 1_235)
        let dry = await host.run("users import - --dry-run", input: csv + "new,\n")
        #expect(dry.errors.contains("would be: 1 added, 0 changed, 1,234 unchanged"))
    }

    @Test("A file of which nothing is readable is refused")
    func unreadable() async throws {
        let host = try await TestHost.ready()
        #expect(await host.run("users import /nowhere.csv").code == 1)
        #expect(await host.run("users import -", input: "colour,shape\nred,round\n").code == 1)
        #expect(try await host.run("users import - --json", input: "PK\u{3}\u{4}").rejection() == "nothingReadable")
        #expect(await host.run("users import -", input: "username,email\nx,no-address\n").code == 1)
    }

    @Test("Made-up users are the same every time, and importable")
    func simulated() async throws {
        let host = try await TestHost.ready(users: "username\nanna\n")
        let first = await host.run("simulate users 300")
        #expect(first.output == (await host.run("simulate users 300")).output)
        #expect(first.output != (await host.run("simulate users 300 --seed 2")).output)
        let imported = await host.run("users import - --json", input: first.output)
        #expect(try imported.object()["added"] as? Int == 300)
        #expect(try imported.object()["leftOut"] as? Int == 0)
    }
}

extension ImportTests {
    @Test("A row that only a rule refuses is left out by name, and the others of its batch go in", arguments: ["", " --dry-run"])
    func refusedByRule(option: String) async throws {
        let host = try await TestHost.ready(users: "username\nanna\n")
        let long = String(repeating: "x", count: 300)
        let outcome = await host.run("users import - --json" + option, input: "username\nzoe\n\(long)\nyan\n")
        #expect(outcome.code == 0)
        #expect(try outcome.object()["added"] as? Int == 2)
        #expect(try outcome.object()["leftOut"] as? Int == 1)
        #expect(outcome.errors.contains("username"))
    }
}
