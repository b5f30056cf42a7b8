import CLI
import Domain
import Foundation
import Testing

@Suite("Changing verbs")
struct ChangingTests {
    @Test(
        "R29: --dry-run says what would be done and leaves the journal as it is, byte for byte",
        arguments: [
            "users import -", "users set anna --email new@example.org", "users ask anna", "users link anna --reason x",
            "groups create New", "groups add Staff carl", "groups remove Staff anna", "locations set North --name Nord",
            "locations sync", "invitations create --name B --method email --all-users", "invitations resend 1 --force --reason x",
            "invitations cancel 1", "outbox recall", "redo anna",
        ])
    func dryRun(line: String) async throws {
        let host = try await TestHost.invited()
        if line.hasPrefix("redo") || line.contains("link") { try await host.deliver() }
        if line.contains("recall") { _ = await host.run("invitations create --name C --method email --user anna") }
        let before = try host.journal()
        let outcome = await host.run(line + " --dry-run", input: "username,email\nzoe,zoe@example.org\n")
        #expect(outcome.code == 0, "\(outcome.errors)")
        #expect(!(outcome.errors + outcome.output).isEmpty)
        #expect(try host.journal() == before)
        let json = await host.run(line + " --dry-run --json", input: "username\nzoe\n")
        #expect(json.code == 0)
        #expect(try json.object()["dryRun"] as? Bool == true)
        #expect(try host.journal() == before)
    }

    @Test("R7: creating shows who gets what before, prints the number, and says that nobody delivers")
    func create() async throws {
        let host = try await TestHost.ready()
        let outcome = await host.run("invitations create --name Staff --location North --method email --all-users")
        #expect(outcome.code == 0)
        #expect(outcome.output == "1\n")
        #expect(outcome.errors.contains("3 reached"))
        #expect(outcome.errors.contains("not reached: no email 1"))
        #expect(outcome.errors.contains("3 messages wait, and no worker runs: `rollcall work --until-idle`"))
        let json = try await host.run("invitations create --name B --method email --group Staff --exclude-user ben --json")
            .object()
        #expect(json["id"] as? Int == 2)
        #expect((json["counts"] as? [String: Int])?["excluded"] == 1)
        #expect(json["sequence"] as? Int != nil)
    }

    @Test("A list of users comes from standard input, one a line; an unknown one changes nothing")
    func standardInput() async throws {
        let host = try await TestHost.ready()
        #expect(await host.run("groups add Guests -", input: "anna\r\n\n  #2 \n").code == 0)
        #expect(try await host.run("groups show Guests --json").objects().count == 4)
        let before = try host.journal()
        let outcome = await host.run("groups remove Guests -", input: "anna\nnobody\n")
        #expect(outcome.code == 1)
        #expect(try host.journal() == before)
    }

    @Test("Above 100 people creating asks; without a terminal and without --yes it is refused")
    func asksForMany() async throws {
        let people = "username,email\n" + (1...101).map { "u\($0),u\($0)@example.org\n" }.joined()
        let host = try await TestHost.ready(users: people)
        let line = "invitations create --name All --method email --all-users"
        let refused = await host.run(line + " --json")
        #expect(refused.code == 1)
        #expect(try refused.rejection() == "confirmationRequired")
        let denied = await host.run(line, answers: ["n"])
        #expect(denied.code == 1)
        #expect(denied.errors.contains("Send All to 101 people? [y/N]"))
        #expect(try await host.state().invitations.isEmpty)
        #expect(await host.run(line, answers: ["y"]).code == 0)
        #expect(await host.run("invitations create --name B --method email --query u1 --exclude-user u1 --yes").code == 0)
    }

    @Test("Cancelling and redoing always ask")
    func alwaysAsk() async throws {
        let host = try await TestHost.invited()
        try await host.deliver()
        let before = try host.journal()
        #expect(try await host.run("invitations cancel 1 --json").rejection() == "confirmationRequired")
        let redo = await host.run("redo anna")
        #expect(redo.code == 1)
        #expect(redo.errors.contains("anna: invited, gets the redo text by email"))
        #expect(try host.journal() == before)
        #expect(await host.run("redo anna", answers: ["yes"]).code == 0)
        #expect(await host.run("invitations cancel 1 --yes").code == 0)
        #expect(await host.run("invitations cancel 1 --yes").code == 1)
    }

    @Test("R15: a redo of several needs a reason, runs to its end, and is listed with its numbers")
    func redo() async throws {
        let host = try await TestHost.invited()
        try await host.deliver()
        try await host.accept("anna")
        #expect(try await host.run("redo anna ben --yes --json").rejection() == "reasonRequired")
        let result = await host.run(["redo", "anna", "ben", "--yes", "--json", "--reason", "wrong account"])
        #expect(result.code == 0)
        #expect((try result.object()["users"] as? [Any])?.count == 2)
        try await host.deliver()
        let rows = try await host.run("redos list --json").objects()
        #expect(rows.count == 2)
        #expect(rows.allSatisfy { $0["stage"] as? String == "invited" && $0["booksLeftBehind"] as? Int == 0 })
        #expect(rows.allSatisfy { $0["startedAt"] != nil && $0["finishedAt"] == nil })
        #expect(await host.run("redos retry 1").code == 1)
        #expect(await host.run("redos end 1").code == 0)
        #expect(try await host.run("redos list --json").objects().contains { $0["finishedAt"] != nil })
        #expect(try await host.run("redo dora --yes --json").rejection() == "notRegisteredThere")
    }

    @Test("R15: with several locations redo lists them and refuses")
    func severalLocations() async throws {
        let host = try await TestHost.invited()
        try Data("South".utf8).write(to: URL(fileURLWithPath: host.folder.path + "/south"))
        #expect(await host.run(["locations", "add", "--token", host.folder.path + "/south"]).code == 0)
        #expect(await host.run("invitations create --name S --location South --method email --user anna").code == 0)
        try await host.deliver()
        let outcome = await host.run("redo anna --yes")
        #expect(outcome.code == 1)
        #expect(outcome.errors.contains("North, South"))
        #expect(await host.run("redo anna --yes --location South").code == 0)
        #expect(await host.run("redo ben --yes").code == 0)
    }

    @Test("R11: resend leaves out who accepted and who was reached a short while ago; nobody left is success with sent 0")
    func resend() async throws {
        let host = try await TestHost.invited()
        try await host.deliver()
        try await host.accept("ben")
        #expect(try await host.run("invitations resend 1 --json").rejection() == "allInsideCoolDown")
        #expect(try await host.run("invitations resend 1 --force --json").rejection() == "reasonRequired")
        host.clock.advance(by: .days(2))
        let outcome = await host.run("invitations resend Staff --status sent --older-than 1d --json")
        #expect(outcome.code == 0)
        #expect(try outcome.object()["sent"] as? Int == 2)
        #expect(outcome.errors.contains("2 now"))
        let none = await host.run("invitations resend 1 --user ben --json")
        #expect(none.code == 0)
        #expect(try none.object()["sent"] as? Int == 0)
        #expect(try await host.run("invitations resend 1 --group Guests --query carl --json").object()["sent"] as? Int == 0)
    }

    @Test("R20: what waits is taken back, and then there is nothing to take back")
    func recall() async throws {
        let host = try await TestHost.invited()
        #expect(await host.run("outbox recall #1 --user anna").code == 0)
        #expect(try await host.state().invitations[InvitationID(1)]?.counts[.cancelled] == 1)
        #expect(await host.run("outbox recall").code == 0)
        #expect(try await host.run("outbox recall --json").rejection() == "nothingToRecall")
    }

    @Test("An unsure message is settled by a person's word, and the work list shows it until then")
    func settle() async throws {
        let host = try await TestHost.invited()
        await host.mail.always(.unknown("connection lost"), to: "anna@example.org")
        try await host.deliver()
        let item = try await host.run("worklist --json --kind unknown").object()
        #expect(item["username"] as? String == "anna")
        #expect((item["command"] as? String)?.contains("settle 1 --user anna") == true)
        #expect(await host.run("invitations settle 1 --user anna").code == 2)
        #expect(await host.run("invitations settle 1 --user anna --sent").code == 0)
        #expect(try await host.run("invitations settle 1 --user anna --again --json").rejection() == "notUnknown")
    }

    @Test("R27: a link is shown with a reason only, and that it was shown is recorded")
    func link() async throws {
        let host = try await TestHost.invited()
        try await host.deliver()
        #expect(try await host.run("users link anna --json").rejection() == "reasonRequired")
        let shown = await host.run(["users", "link", "anna", "--reason", "no mailbox"])
        #expect(shown.output.hasPrefix("https://register.example.org/r/"))
        let entry = try await host.run("log --user anna --json").objects().last
        #expect(entry?["kind"] as? String == "linkShown")
        #expect(entry?["why"] as? String == "no mailbox")
    }

    @Test("R14: asking reads Apple now; when Apple is down it exits with 3")
    func ask() async throws {
        let host = try await TestHost.invited()
        try await host.deliver()
        let state = try await host.state()
        let anna = try #require(state.registration(of: UserID(1), at: LocationID(1)))
        await host.apple.accept(clientUserID: anna.clientUserID, idHash: "h")
        let outcome = await host.run("users ask anna --json")
        let row = try outcome.object()
        #expect((row["registrations"] as? [[String: Any]])?.first?["status"] as? String == "accepted")
        #expect(await host.run("locations sync").code == 0)
        await host.apple.inject(.init(.temporary(retryAfter: .seconds(300)), "Apple is down."), into: .records, times: 9)
        let down = await host.run("users ask ben")
        #expect(down.code == 3)
        #expect(down.errors.contains("Apple"))
    }

    @Test("R24: a location that another product manages is taken over only with a reason and a yes")
    func takeOver() async throws {
        let host = try await TestHost.ready()
        host.claimedBy.withLock { $0 = "Other MDM" }
        try Data("South".utf8).write(to: URL(fileURLWithPath: host.folder.path + "/south"))
        let line = ["locations", "add", "--token", host.folder.path + "/south", "--json"]
        #expect(try await host.run(line).rejection() == "reasonRequired")
        #expect(try await host.run(line + ["--reason", "moved"]).rejection() == "confirmationRequired")
        #expect(try await host.state().locations.count == 1)
        #expect(await host.run(line + ["--reason", "moved", "--yes"]).code == 0)
        #expect(try await host.run(line + ["--name", "Sud", "--reason", "moved", "--yes"]).rejection() == "samePool")
        #expect(await host.apple.currentClaim(at: LocationID(2))?.id == "our-claim")
    }

    @Test("--readonly changes nothing")
    func readOnly() async throws {
        let host = try await TestHost.ready()
        #expect(try await host.run("--readonly groups create New --json").rejection() == "readOnly")
        #expect(await host.run("--readonly status").code == 0)
    }
}
