import CLI
import Foundation
import Testing

@Suite("Reading verbs")
struct ReadingTests {
    @Test("Users: one object a line with the keys that scripts rely on, and nothing that is absent")
    func users() async throws {
        let host = try await TestHost.invited()
        let rows = try await host.run("users list --json").objects()
        #expect(rows.count == 4)
        #expect(rows[0]["username"] as? String == "anna")
        #expect(rows[0]["id"] as? Int == 1)
        #expect(rows[0]["fullName"] as? String == "Anna Müller")
        let registration = try #require((rows[0]["registrations"] as? [[String: Any]])?.first)
        #expect(registration["location"] as? String == "North")
        #expect(registration["status"] as? String == "registering")
        #expect(rows[3]["email"] == nil)
        #expect(rows[0]["managedAppleAccount"] == nil)
        let shown = try await host.run("users show #1 --json").object()
        #expect(shown["sites"] as? [String] == ["North"])
        #expect(shown["groups"] as? [String] == ["Staff"])
        #expect((shown["devices"] as? [Any])?.isEmpty == true)
    }

    @Test("R16: search is without regard to case and accents; nothing found is success")
    func search() async throws {
        let host = try await TestHost.ready()
        #expect(try await host.run("users search muller --json").objects().count == 1)
        let none = await host.run("users search xyzzy")
        #expect(none.code == 0)
        #expect(none.output.isEmpty)
        #expect(none.errors == "nothing found\n")
    }

    @Test("A criterion of an advanced search is refused, and the word registered with its sentence")
    func criteria() async throws {
        let host = try await TestHost.ready()
        let refused = await host.run("users search registration:registered")
        #expect(refused.code == 2)
        #expect(refused.errors.contains("registration:accepted"))
        #expect(await host.run(["users", "search", "registration:invited", "and", "sent>7d"]).code == 2)
    }

    @Test("A number, #n and a name name the same thing; a username of digits goes first")
    func names() async throws {
        let host = try await TestHost.ready(users: "username\nanna\nben\n1\n")
        #expect(try await host.run("users show 2 --json").object()["username"] as? String == "ben")
        #expect(try await host.run("users show #2 --json").object()["username"] as? String == "ben")
        #expect(try await host.run("users show 1 --json").object()["username"] as? String == "1")
        #expect(try await host.run("locations show NORTH --json").object()["id"] as? Int == 1)
        #expect(await host.run("users show 99999999999999999999").code == 1)
    }

    @Test("Invitations: every recipient status is counted, and the counts sum to the recipients")
    func invitations() async throws {
        let host = try await TestHost.invited()
        try await host.deliver()
        let row = try await host.run("invitations list --json").object()
        #expect(row["id"] as? Int == 1)
        #expect(row["method"] as? String == "email")
        #expect(row["status"] as? String == "sent")
        let counts = try #require(row["counts"] as? [String: Int])
        #expect(counts["recipients"] == 4)
        #expect(counts["sent"] == 3)
        #expect(counts["skipped"] == 1)
        #expect(counts["excluded"] == 0)
        let statuses = counts.filter { $0.key != "recipients" && $0.key != "excluded" }
        #expect(statuses.count == 14)
        #expect(statuses.values.reduce(0, +) == 4)
        #expect(row["problems"] as? Int == 0)
    }

    @Test("R10: usage has status, reason and sendings of each recipient, and filters")
    func usage() async throws {
        let host = try await TestHost.invited()
        try await host.deliver()
        try await host.accept("ben")
        let rows = try await host.run("usage Staff --json").objects()
        let byName = Dictionary(uniqueKeysWithValues: rows.compactMap { row in (row["username"] as? String).map { ($0, row) } })
        #expect(byName["anna"]?["status"] as? String == "sent")
        #expect(byName["anna"]?["timesSent"] as? Int == 1)
        #expect((byName["anna"]?["lastSentAt"] as? String)?.hasSuffix("Z") == true)
        #expect(byName["anna"]?["acceptedAt"] == nil)
        #expect(byName["ben"]?["status"] as? String == "accepted")
        #expect(byName["ben"]?["acceptedAt"] != nil)
        #expect(byName["dora"]?["status"] as? String == "skipped")
        #expect(byName["dora"]?["reason"] as? String == "noEmail")
        #expect(try await host.run("usage 1 --status sent,accepted --json").objects().count == 3)
        #expect(try await host.run("usage 1 --query carl --json").objects().count == 1)
        #expect(await host.run("usage 1 --as-of 1h --json").code == 1)
    }

    @Test("R34: each user is in exactly one of the status numbers, and unreachable ones have their reason")
    func status() async throws {
        let host = try await TestHost.invited()
        try await host.deliver()
        try await host.accept("ben")
        let report = try await host.run("status --json").object()
        #expect(report["users"] as? Int == 4)
        #expect(report["accepted"] as? Int == 1)
        #expect(report["share"] as? Double == 0.25)
        let location = try #require((report["locations"] as? [[String: Any]])?.first)
        #expect(location["invited"] as? Int == 2)
        #expect(location["notReachable"] as? [String: Int] == ["noEmail": 1])
        #expect(location["problems"] as? Int == 0)
        #expect(location["waiting"] as? Int == 0)
        #expect((location["token"] as? [String: Any])?["state"] as? String == "valid")
        #expect(location["appleReadAt"] as? String != nil)
        #expect(await host.run("status").output.hasPrefix("1 of 4 accepted (25 %)\n"))
        #expect(await host.run("status --location South").code == 1)
    }

    @Test("R21: why has the chain and the next step")
    func why() async throws {
        let host = try await TestHost.invited()
        let report = try await host.run("why dora --json").object()
        #expect(report["username"] as? String == "dora")
        let chain = try #require(report["chain"] as? [[String: Any]])
        #expect(chain.contains { $0["check"] as? String == "email" && $0["ok"] as? Bool == false && $0["detail"] != nil })
        #expect((report["nextStep"] as? String)?.contains("--email") == true)
        #expect(await host.run("why dora").output.contains("no email"))
    }

    @Test("CSV and TSV have a header, and formulas are made harmless")
    func csv() async throws {
        let host = try await TestHost.ready(users: "username,full name\nanna,=cmd()\n")
        let csv = await host.run("users list --csv").output
        #expect(csv.hasPrefix("id,username,fullName,email,managedAppleAccount,status\r\n"))
        #expect(csv.contains("1,anna,'=cmd(),,,North: notInvited\r\n"))
        #expect(await host.run("users list --tsv").output.hasPrefix("id\tusername\t"))
    }

    @Test("Hostile names reach a terminal with controls and direction marks replaced, and JSON escaped")
    func hostile() async throws {
        let host = try await TestHost.ready(users: "username,full name\nanna,\"A\u{202E}\u{2066}b\u{200B}\"\n")
        let table = await host.run("users list").output
        #expect(table.contains("A\u{FFFD}\u{FFFD}b\u{FFFD}"))
        #expect(!table.unicodeScalars.contains("\u{202E}"))
        let json = await host.run("users list --json")
        #expect(json.output.contains("\\u202e"))
        #expect(try json.object()["fullName"] as? String == "A\u{202E}\u{2066}b\u{200B}")
        let errors = await host.run(["users", "show", "x\u{1B}[31m\u{9B}y"]).errors
        #expect(!errors.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{9B}" })
    }

    @Test("A table fits the terminal and keeps its columns under one another, wide characters too")
    func table() async throws {
        let host = try await TestHost.ready()
        let whole = await host.run("users list").output.split(separator: "\n")
        #expect(whole[0].hasPrefix("username  name         email"))
        #expect(whole[4].hasPrefix("dora      Dora 東京    "))
        host.recorded.contents.withLock { $0.columns = 40 }
        let narrow = await host.run("users list").output.split(separator: "\n")
        #expect(narrow.allSatisfy { $0.count <= 40 })
        #expect(narrow[1].contains("…"))
        #expect(await host.run("users list --ascii").output.allSatisfy(\.isASCII))
    }

    @Test("Locations, groups, outbox, work list, themes and keys are listed as objects")
    func lists() async throws {
        let host = try await TestHost.invited()
        #expect(try await host.run("locations list --json").object()["name"] as? String == "North")
        let groups = try await host.run("groups list --json").objects()
        #expect(groups.map { $0["members"] as? Int } == [2, 2])
        #expect(try await host.run("groups show guests --json").objects().map { $0["username"] as? String } == ["carl", "dora"])
        let waiting = try await host.run("outbox list --json").objects()
        #expect(waiting.contains { $0["kind"] as? String == "registrations" && $0["count"] as? Int == 3 })
        #expect(await host.run("worklist --json").output.isEmpty)
        #expect(try await host.run("themes list --json").objects().map { $0["problem"] as? String } == [nil, "line 3"])
        #expect(try await host.run("keys --json").object()["action"] as? String == "resend")
        #expect(await host.run("invitations show Staff").output.contains("all users"))
    }
}
