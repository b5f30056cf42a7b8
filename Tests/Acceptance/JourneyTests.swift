import Foundation
import TestSupport
import Testing

@Suite("The journey, on real processes")
struct JourneyTests {
    @Test("Import, invite, deliver, accept, watch, resend, redo, accept again, why, log")
    func wholeJourney() async throws {
        let people = 2_000
        let stage = try await Stage(users: people, autoRegister: true)
        try await invite(stage)
        let first = try await stage.usage(1)
        #expect(first.count == people)
        let mailed = await stage.mail.messages.compactMap(\.recipient)
        try checkFirstSending(first, mailed)

        let service = try stage.rollcall.start(["serve"])
        _ = try await service.line(inError: true) { $0.contains("the portal listens") }
        let reached = first.filter { $0.value["status"] as? String == "sent" }.keys.sorted()
        for username in reached.prefix(3) { try await acceptThroughPages(stage, username, account: "\(username)@icloud.example") }
        try await stage.expectDone("locations", "sync", "1")
        for username in reached.prefix(3) {
            #expect(try await stage.usage(1)[username]?["status"] as? String == "accepted")
        }
        try await resend(stage, reached: reached.count, accepted: 3)
        try await redo(stage, reached[0])
        try await why(stage, first)
        try await record(stage)
        service.signal(SIGTERM)
        #expect(await service.outcome().status == 0)
    }

    private func invite(_ stage: Stage) async throws {
        let created = try await stage.expectDone([
            "invitations", "create", "--name", "Staff, autumn", "--location", "Paris HQ", "--method", "email", "--all-users",
            "--auto-register", "--yes", "--json",
        ])
        #expect(created.output.contains("\"id\":1"))
        try await stage.expectDone("work", "--until-idle")
    }

    /// Managed Apple Accounts need no mail, who has no address is skipped with that reason, everybody else gets exactly one.
    private func checkFirstSending(_ rows: [String: [String: Any]], _ mailed: [String]) throws {
        #expect(Set(mailed).count == mailed.count)
        var addressed = Set<String>()
        for (username, row) in rows {
            switch row["status"] as? String {
            case "autoRegistered": #expect(row["timesSent"] as? Int ?? 0 == 0)
            case "skipped": #expect(row["reason"] as? String == "noEmail")
            case "sent": addressed.insert("\(username)@northwind.example")
            case let other: Issue.record("\(username) is \(other ?? "nothing")")
            }
        }
        #expect(addressed == Set(mailed))
        let automatic = rows.count { $0.value["status"] as? String == "autoRegistered" }
        let skipped = rows.count { $0.value["status"] as? String == "skipped" }
        #expect((400...800).contains(automatic))
        #expect((10...100).contains(skipped))
    }

    /// What the invited person does: open the link of the mail, go on to Apple, accept in the form there.
    private func acceptThroughPages(_ stage: Stage, _ username: String, account: String) async throws {
        let link = try await link(stage, username)
        let page = try await HTTP.get(link)
        #expect(page.status == 200)
        #expect(!page.body.contains(username))
        let onward = try await HTTP.get(link + "/go")
        #expect(onward.status == 303)
        #expect(onward.location.hasPrefix(stage.simulatorURL))
        let code = try #require(onward.location.firstMatch(of: /inviteCode=([0-9a-f]{32})/)?.1)
        let form = try await HTTP.get(onward.location)
        #expect(form.status == 200)
        #expect(form.body.contains("<form"))
        try await stage.accept(String(code), account: account)
    }

    /// The link of the last mail to a person.
    private func link(_ stage: Stage, _ username: String) async throws -> String {
        let mails = await stage.mail.messages.filter { $0.recipient == "\(username)@northwind.example" }
        let text = try #require(mails.last?.text)
        return String(try #require(text.firstMatch(of: /http:\/\/127\.0\.0\.1:\d+\/r\/[A-Za-z0-9_-]+/)?.0))
    }

    private func resend(_ stage: Stage, reached: Int, accepted: Int) async throws {
        let before = await stage.mail.messages.count
        let cool = try await stage.rollcall.run("invitations", "resend", "1", "--yes")
        #expect(cool.status == 1, "everybody is inside the cool-down")
        try await stage.expectDone("invitations", "resend", "1", "--force", "--reason", "a second round", "--yes")
        try await stage.expectDone("work", "--until-idle")
        let again = await stage.mail.messages.dropFirst(before).compactMap(\.recipient)
        #expect(again.count == reached - accepted)
        #expect(Set(again).count == again.count)
        let settled = try await stage.usage(1).filter { $0.value["status"] as? String == "accepted" }.keys
        #expect(Set(again).isDisjoint(with: settled.map { "\($0)@northwind.example" }))
    }

    private func redo(_ stage: Stage, _ username: String) async throws {
        let old = try await link(stage, username)
        try await stage.expectDone("redo", username, "--yes", "--reason", "wrong account")
        try await stage.expectDone("work", "--until-idle")
        let new = try await link(stage, username)
        #expect(new != old)
        #expect(try await HTTP.get(old).status == 410)
        let running = try await stage.expectDone("redos", "list", "--json").objects
        #expect(running.first?["stage"] as? String == "invited")
        try await acceptThroughPages(stage, username, account: "right@icloud.example")
        try await stage.expectDone("users", "ask", username)
        let done = try await stage.expectDone("redos", "list", "--json").objects
        #expect(done.first?["stage"] as? String == "done")
        #expect(try await stage.usage(1)[username]?["status"] as? String == "accepted")
        let stages = try await stage.expectDone("log", "--user", username, "--json").objects
            .filter { $0["kind"] as? String == "redoAdvanced" }
        #expect(stages.count == 7, "appsTakenBack, retired, registeredAgain, invited, accepted, reassigned, done")
    }

    private func why(_ stage: Stage, _ rows: [String: [String: Any]]) async throws {
        let oneOfEach = Dictionary(grouping: rows, by: { $0.value["status"] as? String ?? "" }).compactMap { $0.value.first?.key }
        for username in oneOfEach {
            let answer = try await stage.expectDone("why", username, "--json").objects
            #expect((answer.first?["chain"] as? [Any])?.isEmpty == false)
            #expect(answer.first?["nextStep"] as? String != nil)
        }
    }

    private func record(_ stage: Stage) async throws {
        let entries = try await stage.expectDone("log", "--json").objects
        let kinds = Set(entries.compactMap { $0["kind"] as? String })
        #expect(
            kinds.isSuperset(of: [
                "locationAdded", "usersChanged", "invitationCreated", "recipientsQueued", "registrationConfirmed",
                "recipientSent",
                "linkOpened", "registrationObserved", "redoRequested", "registrationRetired",
            ]))
        #expect(entries.allSatisfy { $0["at"] is String && $0["by"] is String })
        let sequences = entries.compactMap { $0["sequence"] as? Int }
        #expect(sequences == Array(1...entries.count))
        try await stage.expectDone("store", "check")
    }
}
