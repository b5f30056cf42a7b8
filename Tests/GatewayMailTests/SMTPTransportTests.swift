import Domain
import Foundation
import Gateway
import GatewayMail
import TestSupport
import Testing

@Suite("SMTP against a real server")
struct SMTPTransportTests {
    private static func transport(
        _ server: MailServer, _ security: SMTPOptions.Security = .none, caFile: String? = nil, user: String? = nil,
        password: String? = nil, connections: Int = 1, perSecond: Int = 0
    ) async throws -> SMTPTransport {
        try SMTPTransport(
            SMTPOptions(
                host: "127.0.0.1", port: await server.port, security: security, caFile: caFile, username: user,
                password: password.map { Secret($0) }, connections: connections, messagesPerSecond: perSecond,
                ehloName: "client.invalid"))
    }

    private func sendOne(to address: String, _ transport: SMTPTransport) async throws -> MailOutcome {
        try #require(await transport.send([.example(to: address)]).first)
    }

    @Test("texts arrive as they were written: letters, leading dots, long lines, spaces at the end")
    func textsArrive() async throws {
        let server = try await MailServer.start()
        let transport = try await Self.transport(server)
        let text = ".\n..two\nçà et là = \u{1F600} end \n\(String(repeating: "long ", count: 300))\n\nFrom here\n.\n"
        let subject = "Apps für Zoë, \u{1F600} " + String(repeating: "é", count: 80)
        let message = MailMessage.example(
            to: "zoe@example.org", name: "Müller, \"Zoë\" <x>", subject: subject, text: text, html: "<p>\(text)</p>")
        #expect(await transport.send([message]) == [.accepted])
        await server.happened { events in events.contains { $0.event == "message" } }
        let arrived = try #require(await server.messages.first)
        let (plain, html) = try (#require(arrived.text), #require(arrived.html))
        #expect(plain.replacingOccurrences(of: "\r\n", with: "\n") == text)
        #expect(html.replacingOccurrences(of: "\r\n", with: "\n") == "<p>\(text)</p>")
        #expect(arrived.headers?["subject"] == subject)
        #expect(arrived.headers?["to"]?.contains("zoe@example.org") == true)
        #expect(arrived.headers?["message-id"] == "<7.12.1.1@store>")
        #expect(arrived.headers?["auto-submitted"] == "auto-generated")
        #expect(arrived.headers?["date"]?.hasPrefix("Sun, 22 Nov 2026") == true)
        #expect(arrived.sender == "it@example.org")
        #expect(arrived.defects == [])
    }

    @Test("a text cannot begin a header of its own")
    func noHeaderInjection() async throws {
        let server = try await MailServer.start()
        let transport = try await Self.transport(server)
        let evil = "Hello\r\nBcc: everybody@example.org\r\n\r\n<b>"
        let message = MailMessage.example(to: "ada@example.org", name: evil, subject: evil)
        #expect(await transport.send([message]) == [.accepted])
        await server.happened { events in events.contains { $0.event == "message" } }
        let headers = try #require(await server.messages.first?.headers)
        #expect(headers["bcc"] == nil)
        #expect(headers["subject"]?.hasPrefix("Hello") == true)
        #expect(headers.count == 8)
    }

    @Test("R30: the server's own line is the reason, and refusals for now and for good are told apart")
    func refusals() async throws {
        let server = try await MailServer.start()
        let transport = try await Self.transport(server)
        #expect(try await sendOne(to: "refused@example.org", transport) == .refused("550 5.1.1 no such user here"))
        #expect(
            try await sendOne(to: "greylisted@example.org", transport) == .refusedForNow("451 4.7.1 greylisted, come back later"))
        #expect(try await sendOne(to: "unwanted@example.org", transport) == .refused("554 5.6.0 this content is not wanted"))
        #expect(try await sendOne(to: "full@example.org", transport) == .refusedForNow("452 4.2.2 the mailbox is full"))
        #expect(try await sendOne(to: "many-lines@example.org", transport) == .refused("550 5.7.1 second line of two"))
        #expect(try await sendOne(to: "ada@example.org", transport) == .accepted)
    }

    @Test("R30: a connection that breaks instead of the answer leaves the outcome unknown, and the message is not sent again")
    func lostAnswer() async throws {
        let server = try await MailServer.start()
        let transport = try await Self.transport(server)
        #expect(try await sendOne(to: "first@example.org", transport) == .accepted)
        guard case .unknown = try await sendOne(to: "lost@example.org", transport) else {
            Issue.record("must be unknown")
            return
        }
        #expect(try await sendOne(to: "last@example.org", transport) == .accepted)
        await server.happened { events in events.contains { $0.recipient == "last@example.org" } }
        #expect(await server.messages.map(\.recipient) == ["first@example.org", "lost@example.org", "last@example.org"])
    }

    @Test("a connection that breaks before the message left is not sent")
    func cutBeforeMessage() async throws {
        let server = try await MailServer.start()
        let transport = try await Self.transport(server)
        guard case .notSent(let reason) = try await sendOne(to: "cut@example.org", transport) else {
            Issue.record("must be notSent")
            return
        }
        #expect(reason.contains("smtp://127.0.0.1:"))
    }

    @Test("many messages share one connection and one log-in")
    func connectionIsKept() async throws {
        let folder = try TemporaryFolder()
        let certificate = try TestCertificate(in: folder)
        let server = try await MailServer.start(.starttls, certificate: certificate, user: "rollcall", password: "open sesame")
        let transport = try await Self.transport(
            server, .starttls, caFile: certificate.certificateFile, user: "rollcall", password: "open sesame")
        let messages = (1...20).map { MailMessage.example(to: "u\($0)@example.org", id: "\($0)@store") }
        #expect(await transport.send(messages) == Array(repeating: .accepted, count: 20))
        await server.happened { events in events.count { $0.event == "message" } == 20 }
        #expect(await server.count("login") == 1)
        #expect(await server.messages.allSatisfy { $0.encrypted == true })
    }

    @Test("a server that takes a few messages for each connection gets the next on a fresh one")
    func limitPerConnection() async throws {
        let server = try await MailServer.start(perConnection: 3)
        let transport = try await Self.transport(server)
        let messages = (1...10).map { MailMessage.example(to: "u\($0)@example.org", id: "\($0)@store") }
        #expect(await transport.send(messages) == Array(repeating: .accepted, count: 10))
        await server.happened { events in events.count { $0.event == "message" } == 10 }
        #expect(await server.messages.count == 10)
        #expect(await server.count("connection") == 4)
    }

    @Test("encrypted from the first byte works, and a certificate that nobody vouches for gets nothing")
    func implicitTLS() async throws {
        let folder = try TemporaryFolder()
        let certificate = try TestCertificate(in: folder)
        let server = try await MailServer.start(.tls, certificate: certificate)
        let trusting = try await Self.transport(server, .tls, caFile: certificate.certificateFile)
        #expect(try await sendOne(to: "ada@example.org", trusting) == .accepted)
        let wary = try await Self.transport(server, .tls)
        guard case .notSent(let reason) = try await sendOne(to: "bob@example.org", wary) else {
            Issue.record("must be notSent")
            return
        }
        #expect(reason.contains("not trusted") && reason.contains("mail.ca-file"))
    }

    @Test("a server without STARTTLS gets nothing in the clear")
    func neverFallsBack() async throws {
        let server = try await MailServer.start(.none)
        let transport = try await Self.transport(server, .starttls)
        guard case .notSent(let reason) = try await sendOne(to: "ada@example.org", transport) else {
            Issue.record("must be notSent")
            return
        }
        #expect(reason.contains("nothing is sent in the clear"))
        #expect(await server.messages.isEmpty)
    }

    @Test("a wrong password is tried once for a batch, and stands in no error")
    func wrongPassword() async throws {
        let folder = try TemporaryFolder()
        let certificate = try TestCertificate(in: folder)
        let server = try await MailServer.start(.starttls, certificate: certificate, user: "rollcall", password: "right")
        let transport = try await Self.transport(
            server, .starttls, caFile: certificate.certificateFile, user: "rollcall", password: "wrong-and-secret")
        let outcomes = await transport.send((1...8).map { .example(to: "u\($0)@example.org", id: "\($0)@store") })
        for outcome in outcomes {
            guard case .notSent(let reason) = outcome else {
                Issue.record("must be notSent, not \(outcome)")
                continue
            }
            #expect(reason.contains("refused the log-in") && !reason.contains("wrong-and-secret"))
        }
        await server.happened { events in events.contains { $0.event == "login" } }
        #expect(await server.count("login") == 1)
    }

    @Test("a log-in that is wanted and not configured is named as that")
    func logInWanted() async throws {
        let server = try await MailServer.start(user: "rollcall", password: "right")
        let transport = try await Self.transport(server)
        guard case .notSent(let reason) = try await sendOne(to: "ada@example.org", transport) else {
            Issue.record("must be notSent")
            return
        }
        #expect(reason.contains("wants a log-in"))
    }

    @Test("nobody listening: the address and what to check are named")
    func notReached() async throws {
        let transport = try SMTPTransport(SMTPOptions(host: "127.0.0.1", port: 1, security: .none))
        guard case .notSent(let reason) = try await sendOne(to: "ada@example.org", transport) else {
            Issue.record("must be notSent")
            return
        }
        #expect(reason.contains("smtp://127.0.0.1:1 cannot be reached") && reason.contains("mail.host"))
    }

    @Test("the rate holds: eleven messages at a hundred a second take a tenth of a second")
    func rate() async throws {
        let server = try await MailServer.start()
        let transport = try await Self.transport(server, connections: 4, perSecond: 100)
        let start = ContinuousClock.now
        let outcomes = await transport.send((1...11).map { .example(to: "u\($0)@example.org", id: "\($0)@store") })
        #expect(outcomes.allSatisfy { $0 == .accepted })
        #expect(ContinuousClock.now - start >= .milliseconds(100))
    }

    @Test("a cancelled task sends nothing more")
    func cancelled() async throws {
        let server = try await MailServer.start()
        let transport = try await Self.transport(server)
        let task = Task {
            // The first line of the task runs after the cancellation below or before it; both must hold.
            await transport.send((1...200).map { .example(to: "u\($0)@example.org", id: "\($0)@store") })
        }
        task.cancel()
        let outcomes = await task.value
        #expect(outcomes.count == 200)
        #expect(outcomes.contains { if case .notSent = $0 { true } else { false } })
    }

    @Test(
        "clear text goes to a loopback host only, and settings that cannot be used are named",
        arguments: [
            (SMTPOptions(host: "mail.example.org", port: 25, security: .none), "loopback"),
            (SMTPOptions(host: "127.0.0.1.example.org", port: 25, security: .none), "loopback"),
            (SMTPOptions(host: "mail.example.org/x", port: 25, security: .tls), "mail.host"),
            (SMTPOptions(host: "mail@example.org", port: 25, security: .tls), "mail.host"),
            (SMTPOptions(host: "mail.example.org", port: 0, security: .tls), "mail.port"),
            (SMTPOptions(host: "mail.example.org", port: 25, security: .tls, username: "x"), "mail.password-file"),
            (SMTPOptions(host: "mail.example.org", port: 25, security: .tls, ehloName: "a b"), "greet"),
        ])
    func settings(_ options: SMTPOptions, _ word: String) {
        #expect {
            _ = try SMTPTransport(options)
        } throws: { error in
            guard let failure = error as? GatewayFailure else { return false }
            return failure.kind == .needsPerson && failure.reason.contains(word)
        }
    }
}
