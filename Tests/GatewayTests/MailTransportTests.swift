import Foundation
import Gateway
import GatewayMail
import TestSupport
import Testing

@Suite("Every mail transport keeps the same promises")
struct MailTransportTests {
    @Test("the fake transport keeps them")
    func fake() async throws {
        let fake = FakeMailTransport()
        try await MailTransportRules(transport: fake) { _ in await fake.delivered.map(\.recipientAddress) }.all()
    }

    @Test("the fake transport that cannot remember keeps them")
    func forgetfulFake() async throws {
        let fake = FakeMailTransport(remembers: false)
        try await MailTransportRules(transport: fake) { _ in await fake.delivered.map(\.recipientAddress) }.all()
    }

    @Test("a maildir keeps them")
    func maildir() async throws {
        let folder = try TemporaryFolder()
        let rules = MailTransportRules(transport: MaildirTransport(path: folder.path + "/mail")) { _ in
            try FileManager.default.contentsOfDirectory(atPath: folder.path + "/mail/new").map { name in
                let text = try String(contentsOfFile: "\(folder.path)/mail/new/\(name)", encoding: .utf8)
                let header = text.split(separator: "\n").first { $0.hasPrefix("To: ") } ?? ""
                return header.split(separator: "<").last.map { String($0.dropLast()) } ?? ""
            }
        }
        try await rules.all()
    }

    @Test("SMTP to a real server keeps them")
    func smtp() async throws {
        let server = try await MailServer.start()
        let transport = try SMTPTransport(
            SMTPOptions(host: "127.0.0.1", port: await server.port, security: .none, connections: 3))
        let rules = MailTransportRules(transport: transport) { count in
            await server.happened { events in events.count { $0.event == "message" } >= count }
            return await server.messages.compactMap(\.recipient)
        }
        try await rules.all()
    }
}
