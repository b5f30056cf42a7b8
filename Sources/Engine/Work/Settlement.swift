import Domain
import Gateway

/// A new worker's first act: every claim of an older epoch is settled, by asking where one can ask, else it is called unknown.
struct Settlement: Sendable {
    let worker: Worker

    func run() async {
        let state = worker.state
        var outcomes: [WorkOutcome] = []
        for (invitation, users) in state.outbox.inFlight.entries {
            for user in users {
                let key = RecipientKey(invitation, user)
                guard let recipient = state.recipient(key), recipient.claimedEpoch < worker.epoch else { continue }
                outcomes.append(await outcome(key, recipient))
            }
        }
        if !outcomes.isEmpty { _ = await worker.record(outcomes) }
        for request in state.appleRequests.values where request.epoch < worker.epoch {
            _ = await worker.decide(.resumeAppleRequest(epoch: worker.epoch, request.id))
        }
    }

    private func outcome(_ key: RecipientKey, _ recipient: Recipient) async -> WorkOutcome {
        let messageID = worker.engine.composer.messageID(key.invitation, recipient)
        switch await worker.parts.mail?.readBack(messageID: messageID) ?? .cannotKnow {
        case .delivered: return .sent(key)
        case .notDelivered: return .released([key], reason: "the worker before ended before it was sent")
        case .cannotKnow:
            return .unknown(key, reason: "the worker that had it in flight ended; Message-ID \(messageID)")
        }
    }
}
