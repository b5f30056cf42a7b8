import Gateway
import Testing

@testable import GatewayMail

@Suite("What an SMTP conversation means")
struct SMTPVerdictTests {
    private enum Step {
        case sent(String)
        case received(String)
        case ended
    }

    private func verdict(_ steps: [Step], _ ending: SMTPVerdict.Ending = .broken, wasReused: Bool = false) -> SMTPVerdict {
        var transcript = SMTPTranscript()
        for step in steps {
            switch step {
            case .sent(let command): transcript.sent(command)
            case .received(let line): transcript.received(line)
            case .ended: transcript.endedContent()
            }
        }
        return SMTPVerdict(transcript, ending, errorText: "broken", wasReused: wasReused, address: "smtp://h:25")
    }

    private let upToData: [Step] = [
        .received("220 hello"), .sent("EHLO me"), .received("250-h"), .received("250 8BITMIME"), .sent("MAIL FROM:<a@b>"),
        .received("250 ok"), .sent("RCPT TO:<c@d>"), .received("250 ok"), .sent("DATA"), .received("354 go"),
    ]

    @Test("accepted is what the server accepted after the message, whatever happened then")
    func accepted() {
        #expect(verdict(upToData + [.ended, .received("250 2.0.0 queued")], .done).outcome == .accepted)
        #expect(verdict(upToData + [.ended, .received("250 2.0.0 queued")], .broken).outcome == .accepted)
    }

    @Test("R30: silence after the end of the message is unknown; silence before it is not sent")
    func silence() {
        for count in 0...upToData.count {
            guard case .notSent = verdict(Array(upToData.prefix(count))).outcome else {
                Issue.record("after \(count) steps: \(verdict(Array(upToData.prefix(count))).outcome)")
                continue
            }
        }
        guard case .unknown = verdict(upToData + [.ended]).outcome else {
            Issue.record("must be unknown")
            return
        }
    }

    @Test("the good-bye of the server does not hide its refusal")
    func goodBye() {
        let steps = Array(upToData.prefix(7)) + [.received("550 5.1.1 nobody"), .sent("QUIT"), .received("221 bye")]
        #expect(verdict(steps).outcome == .refused("550 5.1.1 nobody"))
    }

    @Test("421 on a used connection deserves a fresh one; as a greeting it does not")
    func leaving() {
        let used: [Step] = [.sent("MAIL FROM:<a@b>"), .received("421 4.7.0 enough")]
        #expect(verdict(used, wasReused: true).deservesFreshConnection)
        #expect(verdict(used, wasReused: true).outcome == .refusedForNow("421 4.7.0 enough"))
        let greeting = verdict([.received("421 too busy")])
        #expect(!greeting.deservesFreshConnection && greeting.concernsServer)
    }

    @Test("a kept connection that turns out dead deserves a fresh one, unless the message was out")
    func stale() {
        #expect(verdict([.sent("MAIL FROM:<a@b>")], wasReused: true).deservesFreshConnection)
        #expect(!verdict([.sent("MAIL FROM:<a@b>")], wasReused: false).deservesFreshConnection)
        #expect(!verdict(upToData + [.ended], wasReused: true).deservesFreshConnection)
    }

    @Test("a line of a log-in is never taken for a command")
    func logInLines() {
        var transcript = SMTPTranscript()
        transcript.sent("AUTH LOGIN")
        transcript.sent("DATA")
        #expect(transcript.phase == .logIn)
        transcript.sent("MAIL FROM:<a@b>")
        #expect(transcript.phase == .sender)
    }

    @Test("a server that never greets cannot be reached, and the rest of the batch need not wait for it too")
    func neverGreets() {
        let verdict = verdict([])
        #expect(verdict.concernsServer)
        guard case .notSent(let reason) = verdict.outcome else {
            Issue.record("must be notSent")
            return
        }
        #expect(reason.contains("cannot be reached"))
        #expect(!self.verdict([], wasReused: true).concernsServer)
    }

    @Test("R27: a server that echoes the password shows it to nobody")
    func echoedPassword() {
        let options = SMTPOptions(
            host: "127.0.0.1", port: 25, security: .none, username: "rollcall", password: Secret("s3cr3t"))
        let secrets = SMTPSecrets(options)
        for echo in ["s3cr3t", "czNjcjN0", "AHJvbGxjYWxsAHMzY3IzdA=="] {
            #expect(secrets.removed(from: "535 not \(echo) please") == "535 not (secret) please")
        }
    }
}
