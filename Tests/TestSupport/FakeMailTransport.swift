import Domain
import Gateway

/// A mail transport for tests: keeps what it was given, and answers what a test decided for each address.
package actor FakeMailTransport: MailTransport {
    package nonisolated let description: String
    package nonisolated let connections: Int
    /// Whether it can look a message up after a crash, as a maildir can and a mail server cannot.
    package nonisolated let remembers: Bool

    /// Every message that it was asked to send, in order, whatever became of it.
    package private(set) var attempts: [MailMessage] = []
    /// Every message that reached the other side, in order; one that was sent twice is here twice.
    package private(set) var delivered: [MailMessage] = []
    /// How often `send` was called, and with how many messages each time.
    package private(set) var batches: [Int] = []

    private var planned: [String: [MailOutcome]] = [:]
    private var standing: [String: MailOutcome] = [:]
    private var standingForAll: MailOutcome?
    private var lostAnswersDeliver = true
    private var isHeld = false
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private var watchers: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []

    package init(description: String = "the fake mail transport", connections: Int = 4, remembers: Bool = true) {
        self.description = description
        self.connections = connections
        self.remembers = remembers
    }

    // MARK: What a test decides

    /// The next messages to an address get these outcomes, one each; then they are accepted again.
    package func answer(_ outcomes: MailOutcome..., to address: String) { planned[address, default: []] += outcomes }

    /// Every message to an address gets this outcome, until nil is set.
    package func always(_ outcome: MailOutcome?, to address: String) { standing[address] = outcome }

    /// Every message to anybody gets this outcome, until nil is set: the server is down, or refuses the log-in.
    package func always(_ outcome: MailOutcome?) { standingForAll = outcome }

    /// Whether a message with the outcome `unknown` has arrived nevertheless; true at first.
    package func setLostAnswersDeliver(_ deliver: Bool) { lostAnswersDeliver = deliver }

    /// `send` waits before the first message until `release`, as if the server were slow.
    package func hold() { isHeld = true }

    package func release() {
        isHeld = false
        for continuation in waiting { continuation.resume() }
        waiting = []
    }

    /// Returns when at least `count` messages were attempted.
    package func attempted(_ count: Int) async {
        guard attempts.count < count else { return }
        await withCheckedContinuation { watchers.append((count, $0)) }
    }

    /// What reached an address, in order.
    package func delivered(to address: String) -> [MailMessage] { delivered.filter { $0.recipientAddress == address } }

    // MARK: MailTransport

    package func send(_ messages: [MailMessage]) async -> [MailOutcome] {
        batches.append(messages.count)
        if isHeld { await withCheckedContinuation { waiting.append($0) } }
        let outcomes = messages.map(outcome)
        for watcher in watchers where attempts.count >= watcher.count { watcher.continuation.resume() }
        watchers.removeAll { attempts.count >= $0.count }
        return outcomes
    }

    package func readBack(messageID: String) -> MailReadBack {
        guard remembers else { return .cannotKnow }
        return delivered.contains { $0.messageID == messageID } ? .delivered : .notDelivered
    }

    private func outcome(_ message: MailMessage) -> MailOutcome {
        attempts.append(message)
        let outcome =
            Self.isUsable(message.recipientAddress)
            ? nextOutcome(message.recipientAddress) : .refused("the address is not a mail address")
        switch outcome {
        case .accepted: delivered.append(message)
        case .unknown: if lostAnswersDeliver { delivered.append(message) }
        case .refusedForNow, .refused, .notSent: break
        }
        return outcome
    }

    private static func isUsable(_ address: String) -> Bool {
        let parts = address.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && !address.unicodeScalars.contains { $0.value <= 0x20 || "<>,".unicodeScalars.contains($0) }
    }

    private func nextOutcome(_ address: String) -> MailOutcome {
        if let standingForAll { return standingForAll }
        if let next = planned[address]?.first {
            planned[address]?.removeFirst()
            return next
        }
        return standing[address] ?? .accepted
    }
}
