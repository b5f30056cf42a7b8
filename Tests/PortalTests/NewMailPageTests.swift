import Domain
import Engine
import TestSupport
import Testing

@testable import Portal

@Suite("The button for a new mail", .timeLimit(.minutes(1)))
struct NewMailPageTests {
    /// A stage on which the token of u1 has ended, because a redo has replaced it and sent its own mail.
    private func ended() async throws -> (stage: PortalStage, token: String) {
        let stage = try await PortalStage(people: 2)
        let token = try await stage.token()
        let wish = RedoWish(users: [try stage.key().user], location: stage.location)
        try await stage.perform(.redoRegistration(wish, ifVersions: [:]))
        await stage.work()
        return (stage, token)
    }

    private func post(_ http: RawHTTP, _ target: String, _ headers: [String] = []) async throws -> RawHTTP.Answer {
        try await http.send(
            "POST", target, headers: ["Content-Type: application/x-www-form-urlencoded", "Content-Length: 0"] + headers)
    }

    private func wishes(_ stage: PortalStage) async throws -> [RecordEntry] {
        try await stage.engine.record(after: 0, limit: 100_000).filter {
            if case .recipientsQueued(let queued)? = $0.event { queued.cause == .asked } else { false }
        }
    }

    @Test("R11: the page of an ended link has a button whose form sends a new mail with the new link to the known address")
    func sends() async throws {
        let (stage, token) = try await ended()
        let before = await stage.mail.delivered(to: "u1@northwind.example").count
        try await withPortal(stage.engine) { (http) async throws in
            let page = try await http.get("/r/\(token)")
            #expect(page.status == 410)
            #expect(page.body.contains("<form method=\"post\" action=\"\(token)/mail\"><button class=\"go\">Send me a new mail<"))
            #expect(!page.body.contains("<input"))
            #expect(try await http.get("/r/\(token)/go").body.contains("action=\"mail\""))
            let answer = try await post(http, "/r/\(token)/mail", ["Sec-Fetch-Site: same-origin"])
            #expect(answer.status == 200)
            #expect(answer.body.contains("If this link belonged to an open invitation, a new mail is on its way"))
        }
        await stage.work()
        let mails = await stage.mail.delivered(to: "u1@northwind.example")
        #expect(mails.count == before + 1)
        #expect(try await stage.token() != token)
        #expect(await stage.mail.delivered(to: "u2@northwind.example").count == 1)
    }

    @Test("R11: however often the button is pressed, by many at once and again later, one mail a day leaves")
    func once() async throws {
        let (stage, token) = try await ended()
        let before = await stage.mail.delivered(to: "u1@northwind.example").count
        for _ in 0..<2 {
            try await withPortal(stage.engine) { (http) async throws in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for _ in 0..<12 {
                        group.addTask { () async throws in #expect(try await post(http, "/r/\(token)/mail").status == 200) }
                    }
                    try await group.waitForAll()
                }
            }
            await stage.work()
        }
        #expect(await stage.mail.delivered(to: "u1@northwind.example").count == before + 1)
        #expect(try await wishes(stage).count == 1)
    }

    @Test("R11: the answer is the same for every token: ended, open, used, of a cancelled invitation, of nobody, nonsense")
    func sameAnswer() async throws {
        let (stage, token) = try await ended()
        let open = try await stage.token("u2")
        let keys = stage.engine.parts.keys
        let nobody = try PersonalLink(key: RecipientKey(InvitationID(77), UserID(77)), generation: 1).token(keys)
        let tampered = (token.hasPrefix("A") ? "B" : "A") + token.dropFirst()
        try await withPortal(stage.engine) { (http) async throws in
            let expected = try await post(http, "/r/\(token)/mail")
            for other in [open, nobody, tampered, "nonsense", token] {
                let answer = try await post(http, "/r/\(other)/mail")
                #expect(answer.status == expected.status && answer.body == expected.body, "\(other)")
                let fields = [answer, expected].map { $0.headers.filter { $0.key != "date" } }
                #expect(fields[0] == fields[1])
            }
            #expect(PortalStage.privateWords.allSatisfy { !expected.body.contains($0) })
            #expect(!expected.body.contains("Northwind"))
        }
        try await stage.accept("u2")
        try await stage.perform(.cancelInvitation(stage.invitation, ifVersion: nil))
        try await withPortal(stage.engine) { (http) async throws in
            let pages = [try await post(http, "/r/\(open)/mail").body, try await post(http, "/r/\(token)/mail").body]
            #expect(pages[0] == pages[1])
        }
        #expect(try await wishes(stage).count == 1)
    }

    @Test("R25: an opening and a wish are recorded as the invited person's, from the portal, whoever runs the process")
    func actor() async throws {
        let (stage, token) = try await ended()
        let new = try await stage.token()
        try await withPortal(stage.engine) { (http) async throws in
            #expect(try await http.get("/r/\(new)").status == 200)
            try await stage.reached("u1", .linkOpened)
            #expect(try await post(http, "/r/\(token)/mail").status == 200)
        }
        let record = try await stage.engine.record(after: 0, limit: 100_000)
        let key = try stage.key()
        let opening = try #require(record.first { $0.event == .linkOpened(key) })
        let wish = try #require(try await wishes(stage).first)
        for entry in [opening, wish] {
            #expect(entry.by == "invited person")
            #expect(entry.from == "portal")
        }
        #expect(record.first { $0.kind == "invitationCreated" }?.by == "portal")
    }

    @Test("Only the form's own POST asks: a page elsewhere and a reader that goes back are led to the page of the link")
    func onlyTheForm() async throws {
        let (stage, token) = try await ended()
        try await withPortal(stage.engine) { (http) async throws in
            for site in ["cross-site", "same-site", "none"] {
                let answer = try await post(http, "/r/\(token)/mail", ["Sec-Fetch-Site: \(site)"])
                #expect(answer.status == 303 && answer.headers["location"] == "../\(token)")
            }
            for method in ["GET", "HEAD"] {
                #expect(try await http.send(method, "/r/\(token)/mail").headers["location"] == "../\(token)")
            }
            #expect(try await http.send("POST", "/r/\(token)/mail", headers: ["Content-Length: 3"], body: "a=b").status == 413)
            #expect(try await http.send("PUT", "/r/\(token)/mail").headers["allow"] == "GET, HEAD, POST")
        }
        #expect(try await wishes(stage).isEmpty)
    }

    @Test("R30: on a store that takes nothing in, nobody is promised a mail")
    func readOnly() async throws {
        let (stage, token) = try await ended()
        let engine = try await stage.otherEngine(readOnly: "the store was opened to read only")
        try await withPortal(engine) { (http) async throws in
            for token in [token, "nonsense"] {
                #expect(try await post(http, "/r/\(token)/mail").status == 503)
            }
        }
    }

    @Test("R27: the log of a wish holds no token")
    func log() async throws {
        let (stage, token) = try await ended()
        let log = LogCapture()
        try await withPortal(stage.engine, log: log) { (http) async throws in
            #expect(try await post(http, "/r/\(token)/mail").status == 200)
        }
        #expect(log.text.contains("POST /r/{token}/mail 200"))
        #expect(!log.text.contains(token))
    }
}
