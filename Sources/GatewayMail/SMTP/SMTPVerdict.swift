import Gateway

/// What came of one attempt to send one message, judged in one place.
struct SMTPVerdict: Hashable, Sendable {
    /// How libcurl ended, as far as it matters here.
    enum Ending: Hashable, Sendable {
        case done, notReached, notTrusted, noEncryption, logInDenied, interrupted, broken
    }

    var outcome: MailOutcome
    /// A connection that the server had enough of: the same message may go once more, on a fresh one.
    var deservesFreshConnection: Bool
    /// Every other message would meet the same: the server is away, does not trust us, or is not trusted.
    var concernsServer: Bool

    private static let logInStatuses: Set<Int> = [530, 534, 535, 538]
    private static let leaving = 421

    init(_ transcript: SMTPTranscript, _ ending: Ending, errorText: String, wasReused: Bool, address: String) {
        // Silence from the first moment on is a server that cannot be reached, unless the connection was a kept one.
        let isSilent = ending == .broken && transcript.phase == .connecting && !wasReused
        let ending = isSilent ? Ending.notReached : ending
        let judge = Judge(transcript: transcript, ending: ending, errorText: errorText, address: address)
        outcome = judge.outcome
        let isRefusal = judge.refusal != nil
        let isLeaving = transcript.status == Self.leaving && (wasReused || transcript.phase >= .sender)
        let isStale = wasReused && !isRefusal && transcript.phase < .contentEnded && ending == .broken
        deservesFreshConnection = outcome != .accepted && (isLeaving || isStale)
        concernsServer = judge.concernsServer
    }

    private struct Judge {
        let transcript: SMTPTranscript
        let ending: Ending
        let errorText: String
        let address: String

        var refusal: Int? { transcript.status.flatMap { $0 >= 400 ? $0 : nil } }

        private var isAccepted: Bool {
            transcript.phase == .contentEnded && (ending == .done || transcript.status.map { $0 < 300 } ?? false)
        }

        private var isLogInRefusal: Bool {
            transcript.phase == .sender && refusal.map(logInStatuses.contains) ?? false
        }

        var concernsServer: Bool {
            switch ending {
            case .notReached, .notTrusted, .noEncryption, .logInDenied: true
            case .done, .interrupted, .broken: refusal != nil && (transcript.phase < .sender || isLogInRefusal)
            }
        }

        var outcome: MailOutcome {
            if isAccepted { return .accepted }
            if let refusal { return refused(refusal) }
            return transcript.phase == .contentEnded
                ? .unknown("\(address): the connection was lost before the answer: \(errorText)") : .notSent(notSent)
        }

        private func refused(_ status: Int) -> MailOutcome {
            switch transcript.phase {
            case .connecting, .greeting:
                .notSent("\(address) does not take us: \(transcript.line)")
            case .encryption:
                .notSent("\(address) does not encrypt: \(transcript.line); check mail.security")
            case .logIn:
                .notSent("\(address) refused the log-in: \(transcript.line); check mail.username and mail.password-file")
            case .sender where logInStatuses.contains(status):
                .notSent(
                    "\(address) wants a log-in: \(transcript.line); check mail.security, mail.username and mail.password-file")
            case .sender, .recipient, .announcement, .content, .contentEnded:
                status < 500 ? .refusedForNow(transcript.line) : .refused(transcript.line)
            }
        }

        private var notSent: String {
            switch ending {
            case .notReached: "\(address) cannot be reached: \(errorText); check mail.host and mail.port, and whether it runs"
            case .notTrusted: "\(address) is not trusted: \(errorText); check mail.ca-file and the name in mail.host"
            case .noEncryption: "\(address) does not encrypt: \(errorText); nothing is sent in the clear; check mail.security"
            case .logInDenied: "\(address) refused the log-in: \(errorText); check mail.username and mail.password-file"
            case .interrupted: "the program is stopping"
            case .done, .broken: "\(address): the connection was lost before the message was out: \(errorText)"
            }
        }
    }
}
