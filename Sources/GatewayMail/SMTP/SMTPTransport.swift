import BlockingWork
import Gateway
import Synchronization

/// Hands messages to a mail server over SMTP, some connections at a time.
///
/// Plain SMTP cannot be asked later what became of a message, hence `cannotKnow`; what is known is told apart exactly.
package final class SMTPTransport: MailTransport {
    package let description: String
    package let connections: Int

    private let options: SMTPOptions
    private let rate: MailRate
    private let threads: BlockingThreads<SMTPSession?>

    /// - Throws: `needsPerson` that names the setting which cannot be used, or the package that is missing.
    package init(_ options: SMTPOptions) throws(GatewayFailure) {
        try options.check()
        if let problem = SMTPSession.loadProblem { throw GatewayFailure(.needsPerson, "Mail cannot be sent: \(problem).") }
        self.options = options
        description = options.address
        connections = max(1, options.connections)
        rate = MailRate(perSecond: options.messagesPerSecond)
        threads = BlockingThreads(name: "smtp", count: connections) { SMTPSession(options) }
    }

    package func send(_ messages: [MailMessage]) async -> [MailOutcome] {
        let trouble = ServerTrouble()
        return await withTaskGroup(of: (Int, MailOutcome).self) { group in
            for (index, message) in messages.enumerated() {
                group.addTask { (index, await self.send(message, trouble)) }
            }
            var outcomes = [MailOutcome](repeating: .notSent("the program is stopping"), count: messages.count)
            for await (index, outcome) in group { outcomes[index] = outcome }
            return outcomes
        }
    }

    package func readBack(messageID: String) async -> MailReadBack { .cannotKnow }

    private func send(_ message: MailMessage, _ trouble: ServerTrouble) async -> MailOutcome {
        let wire: MailWire
        do {
            wire = try MailWire(message)
        } catch {
            return error.isOurs ? .notSent(error.reason) : .refused(error.reason)
        }
        guard await rate.take() else { return .notSent("the program is stopping") }
        let cancellation = CancellationFlag()
        return await withTaskCancellationHandler {
            await threads.run { session in
                if let known = trouble.outcome { return known }
                if cancellation.isRaised { return .notSent("the program is stopping") }
                guard let session else { return .notSent("libcurl has no memory for a connection") }
                let verdict = session.send(wire, cancellation)
                if verdict.concernsServer { trouble.note(verdict.outcome) }
                return verdict.outcome
            }
        } onCancel: {
            cancellation.raise()
        }
    }
}

/// What one message of a batch learned about the server, so that the others need not try: fifteen more wrong log-ins
/// would lock the account, and fifteen more time-outs would keep everybody waiting.
private final class ServerTrouble: Sendable {
    private let known = Mutex<MailOutcome?>(nil)

    var outcome: MailOutcome? { known.withLock { $0 } }
    func note(_ outcome: MailOutcome) { known.withLock { $0 = outcome } }
}
