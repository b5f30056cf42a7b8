import Domain
import Engine
import TestSupport
import Testing

@testable import Portal

@Suite("The page behind a personal link", .timeLimit(.minutes(1)))
struct LinkPageTests {
    @Test("R2, R14: an open link explains registration, names the organisation, and is recorded as opened, not as accepted")
    func opens() async throws {
        let stage = try await PortalStage()
        let token = try await stage.token()
        try await withPortal(stage.engine) { http in
            let page = try await http.get("/r/\(token)")
            #expect(page.status == 200)
            let parts = ["Northwind", "registration", "can see", "cannot see", "href=\"\(token)/go\"", ">Continue to Apple<"]
            for words in parts {
                #expect(page.body.contains(words), "\(words)")
            }
            #expect(!page.body.contains("inviteCode"))
            try await stage.reached("u1", .linkOpened)
        }
        #expect(try await stage.openings() == 1)
        #expect(stage.state.invitations[stage.invitation]?.counts[.accepted] == 0)
    }

    @Test("The way to Apple is made when somebody goes there: a redirect with the address in its header alone")
    func leadsToApple() async throws {
        let stage = try await PortalStage()
        let token = try await stage.token()
        try await withPortal(stage.engine) { http in
            let answer = try await http.get("/r/\(token)/go")
            #expect(answer.status == 303)
            let address = try #require(answer.headers["location"])
            #expect(address.hasPrefix("http://127.0.0.1:1/accept?inviteCode="))
            #expect(answer.body.isEmpty)
            #expect(answer.headers["cache-control"] == "no-store")
            #expect(answer.headers["referrer-policy"] == "no-referrer")
        }
        #expect(try await stage.openings() == 0)
    }

    @Test("A link that is opened again and again, by many at once, adds one event")
    func opensOnce() async throws {
        let stage = try await PortalStage()
        let token = try await stage.token()
        try await withPortal(stage.engine) { http in
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<24 { group.addTask { try await http.get("/r/\(token)").status } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses == Array(repeating: 200, count: 24))
            try await stage.reached("u1", .linkOpened)
            #expect(try await http.get("/r/\(token)?again=1").status == 200)
        }
        #expect(try await stage.openings() == 1)
    }

    @Test("Two portals on one store record one opening between them")
    func twoPortals() async throws {
        let stage = try await PortalStage()
        let token = try await stage.token()
        let other = try await stage.otherEngine()
        try await withPortal(stage.engine) { first in
            try await withPortal(other) { second in
                async let one = first.get("/r/\(token)")
                async let two = second.get("/r/\(token)")
                #expect(try await [one.status, two.status] == [200, 200])
                try await stage.reached("u1", .linkOpened)
            }
        }
        #expect(try await stage.openings() == 1)
    }

    @Test("Openings while a resend waits in the outbox add nothing to the record; the first one after it does")
    func whileQueued() async throws {
        let stage = try await PortalStage()
        let token = try await stage.token()
        try await stage.perform(
            .resendInvitation(stage.invitation, ResendSelection(force: true), takeBackWindow: .zero, ifVersion: nil),
            reason: "again")
        #expect(try stage.status() == .queued)
        try await withPortal(stage.engine) { http in
            for _ in 0..<5 { #expect(try await http.get("/r/\(token)").status == 200) }
            await stage.work()
            #expect(try stage.status() == .sent)
            #expect(try await http.get("/r/\(token)").status == 200)
            try await stage.reached("u1", .linkOpened)
        }
        #expect(try await stage.openings() == 1)
    }

    @Test("R10, R30: a link that is opened while its mail is still in flight is recorded, and the outcome finds it opened")
    func whileInFlight() async throws {
        let stage = try await PortalStage()
        let token = try await stage.token()
        let key = try stage.key()
        let again = ResendSelection(force: true)
        try await stage.perform(
            .resendInvitation(stage.invitation, again, takeBackWindow: .zero, ifVersion: nil), reason: "again")
        try await stage.perform(.startWorker(role: "service", processID: 1, bootID: "boot"))
        let epoch = try #require(stage.state.worker?.number)
        try await stage.perform(.recordWork(epoch: epoch, [], claim: [key]))
        try await withPortal(stage.engine) { (http) async throws in
            for _ in 0..<3 { #expect(try await http.get("/r/\(token)").status == 200) }
        }
        #expect(try stage.status() == .sending)
        #expect(try await stage.openings() == 1)
        try await stage.perform(.recordWork(epoch: epoch, [.sent(key)], claim: []))
        #expect(try stage.status() == .linkOpened)
    }

    @Test("HEAD, a declared prefetch and the way to Apple are no openings")
    func notOpenings() async throws {
        let stage = try await PortalStage()
        let token = try await stage.token()
        try await withPortal(stage.engine) { http in
            let head = try await http.send("HEAD", "/r/\(token)")
            #expect(head.status == 200)
            #expect(head.body.isEmpty)
            let ahead = try await http.get("/r/\(token)", headers: ["Sec-Purpose: prefetch;prerender"])
            #expect(head.headers["content-length"] == ahead.headers["content-length"])
            #expect(try await http.get("/r/\(token)/go").status == 303)
        }
        #expect(try await stage.openings() == 0)
        #expect(try stage.status() == .sent)
    }

    @Test("R14: after Apple said that the person accepted, the link says so and leads nowhere")
    func used() async throws {
        let stage = try await PortalStage()
        let token = try await stage.token()
        try await stage.accept()
        try await withPortal(stage.engine) { http in
            for target in ["/r/\(token)", "/r/\(token)/go"] {
                let page = try await http.get(target)
                #expect(page.status == 200)
                #expect(page.body.contains("You have registered"))
                #expect(page.headers["location"] == nil)
                #expect(!page.body.contains("Northwind"))
            }
        }
        #expect(try await stage.openings() == 0)
    }

    @Test("R15: a redo kills the old link and the new one works")
    func redone() async throws {
        let stage = try await PortalStage()
        let old = try await stage.token()
        try await stage.accept()
        let wish = RedoWish(users: [try stage.key().user], location: stage.location)
        try await stage.perform(.redoRegistration(wish, ifVersions: [:]))
        await stage.work()
        let new = try await stage.token()
        #expect(old != new)
        try await withPortal(stage.engine) { (http) async throws in
            #expect(try await http.get("/r/\(old)").status == 410)
            #expect(try await http.get("/r/\(old)/go").status == 410)
            #expect(try await http.get("/r/\(new)").status == 200)
        }
    }

    @Test("R20: cancelling an invitation ends its links")
    func cancelled() async throws {
        let stage = try await PortalStage()
        let token = try await stage.token()
        try await stage.perform(.cancelInvitation(stage.invitation, ifVersion: nil))
        try await withPortal(stage.engine) { http in
            let page = try await http.get("/r/\(token)")
            #expect(page.status == 410)
            #expect(page.body.contains("This link has ended"))
            #expect(page.body.contains("Fallback Org"))
            #expect(!page.body.contains("Northwind"))
        }
        #expect(try await stage.openings() == 0)
    }

    @Test("A link whose person Apple does not know yet asks to come back")
    func notReady() async throws {
        let stage = try await PortalStage(isSent: false)
        let link = PersonalLink(key: try stage.key(), generation: 1)
        let token = try link.token(stage.engine.parts.keys)
        try await withPortal(stage.engine) { http in
            let page = try await http.get("/r/\(token)")
            #expect(page.status == 503)
            #expect(page.headers["retry-after"] == "120")
            #expect(page.body.contains("not ready yet"))
        }
        #expect(try await stage.openings() == 0)
    }

    @Test("A forged token, one of nobody and nonsense get one and the same answer")
    func unknown() async throws {
        let stage = try await PortalStage()
        let real = try await stage.token()
        let nobody = PersonalLink(key: RecipientKey(InvitationID(77), UserID(77)), generation: 1)
        let ofNobody = try nobody.token(stage.engine.parts.keys)
        let tampered = (real.hasPrefix("A") ? "B" : "A") + real.dropFirst()
        try await withPortal(stage.engine) { http in
            let expected = try await http.get("/r/nonsense")
            #expect(expected.status == 404)
            for token in [ofNobody, tampered, String(real.dropLast()), real + "A", "%41" + real.dropFirst()] {
                let page = try await http.get("/r/\(token)")
                #expect(page.status == 404)
                #expect(page.body == expected.body)
                #expect(try await http.get("/r/\(token)/go").body == expected.body)
            }
        }
        #expect(try await stage.openings() == 0)
    }

    @Test("When Apple cannot be asked for the way, the page says to come back, and the log does not say for whom")
    func appleDown() async throws {
        let stage = try await PortalStage()
        let token = try await stage.token()
        let log = LogCapture()
        await stage.apple.setConfiguration(.init(invitationTemplate: "javascript:alert(1)", maxUsers: 1, requestsPerSecond: 1))
        try await withPortal(stage.engine, log: log) { http in
            let page = try await http.get("/r/\(token)/go")
            #expect(page.status == 503)
            #expect(page.headers["retry-after"] != nil)
            #expect(page.headers["location"] == nil)
        }
        #expect(log.text.contains("not a web address"))
        #expect(!log.text.contains(token))
    }
}
