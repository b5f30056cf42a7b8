import Domain
import Gateway

/// Sends messages: one commit a round carries the outcomes of the last batch and the claims of the next (store.md 3.2 in words).
struct MailLane: Sendable {
    let worker: Worker
    let wake: LaneWake
    private var pause = LanePause()

    init(worker: Worker, wake: LaneWake) {
        self.worker = worker
        self.wake = wake
    }

    /// At most so many are in flight, and so unknown after a crash.
    private var batchSize: Int { 4 * (worker.parts.mail?.connections ?? 4) }

    mutating func run() async {
        var outcomes: [WorkOutcome] = []
        while true {
            let isLeaving = worker.shallLeave
            let state = worker.state
            let claim =
                isLeaving || !pause.isOver(at: worker.now) ? [] : state.nextDeliveries(batchSize, at: worker.now)
            if outcomes.isEmpty && claim.isEmpty {
                if isLeaving { return }
                await wake.wait(until: nextMoment(state), worker.parts.time)
                continue
            }
            guard let events = await worker.record(outcomes, claim: claim) else { return }
            outcomes = await deliver(Self.claimed(events))
        }
    }

    private func nextMoment(_ state: State) -> Instant? {
        if !pause.isOver(at: worker.now) { return pause.until }
        return state.nextDeliveryMoment(after: worker.now)
    }

    private static func claimed(_ events: [Event]) -> [RecipientKey] {
        events.flatMap { event -> [RecipientKey] in
            if case .deliveriesClaimed(_, let keys) = event { keys } else { [] }
        }
    }

    private mutating func deliver(_ keys: [RecipientKey]) async -> [WorkOutcome] {
        guard !keys.isEmpty else { return [] }
        let state = worker.state
        var outcomes: [WorkOutcome] = []
        var messages: [MailMessage] = []
        var addressees: [RecipientKey] = []
        for key in keys {
            switch await message(for: key, state) {
            case .send(let message):
                messages.append(message)
                addressees.append(key)
            case .outcome(let outcome):
                outcomes.append(outcome)
            }
        }
        return outcomes + (await send(messages, to: addressees, state))
    }

    private enum Composed {
        case send(MailMessage)
        case outcome(WorkOutcome)
    }

    private mutating func message(for key: RecipientKey, _ state: State) async -> Composed {
        guard let invitation = state.invitations[key.invitation], let recipient = state.recipient(key),
            let user = state.users[key.user], let location = state.locations[invitation.settings.location]
        else { return .outcome(.failed(key, StatusReason(.messageUnusable))) }
        // What waits in Self Service has no message: it is there from now on.
        if invitation.settings.method != .email { return .outcome(.sent(key)) }
        guard user.hasEmail else { return .outcome(.failed(key, StatusReason(.noEmail))) }
        do {
            let link = try await worker.engine.personalLink(key, state)
            return .send(worker.engine.composer.compose(invitation, recipient, user, location, link: link, at: worker.now))
        } catch {
            pauseFor(error.reason, retryAfter: nil)
            return .outcome(.released([key], reason: error.reason))
        }
    }

    private mutating func send(_ messages: [MailMessage], to keys: [RecipientKey], _ state: State) async -> [WorkOutcome] {
        guard !messages.isEmpty else { return [] }
        guard let mail = worker.parts.mail else {
            pauseFor("No mail transport is configured.", retryAfter: .minutes(1))
            return [.released(keys, reason: "no mail transport")]
        }
        let results = await mail.send(messages)
        var trouble: String?
        let outcomes = zip(keys, results).map { key, result in
            if case .notSent(let reason) = result { trouble = reason }
            return outcome(key, result, state)
        }
        if let trouble { pauseFor(trouble, retryAfter: nil) } else if pause.until != nil || !pause.reason.isEmpty { resume() }
        return outcomes
    }

    private func outcome(_ key: RecipientKey, _ result: MailOutcome, _ state: State) -> WorkOutcome {
        switch result {
        case .accepted: return .sent(key)
        case .refused(let line): return .failed(key, StatusReason(.mailboxRefused, detail: line))
        case .unknown(let reason): return .unknown(key, reason: reason)
        case .notSent(let reason): return .released([key], reason: reason)
        case .refusedForNow(let line):
            let attempt = (state.recipient(key)?.attempts ?? 0) + 1
            let seed = UInt64(key.invitation.number) << 32 | UInt64(key.user.number)
            return .deferred(key, until: worker.now + RetrySchedule().wait(attempt: attempt, for: seed), reason: line)
        }
    }

    private mutating func pauseFor(_ reason: String, retryAfter: Span?) {
        pause.fail(reason, now: worker.now, retryAfter: retryAfter, key: UInt64(worker.epoch))
        worker.pause("mail", pause)
    }

    private mutating func resume() {
        pause = LanePause()
        worker.pause("mail", nil)
    }
}

extension State {
    /// Recipients whose message may leave now, oldest invitation first, at most `limit`.
    func nextDeliveries(_ limit: Int, at now: Instant) -> [RecipientKey] {
        var keys: [RecipientKey] = []
        for (invitation, users) in outbox.deliveries.entries where isSendable(invitation, at: now) {
            for user in users {
                let key = RecipientKey(invitation, user)
                if isDeliverable(key, at: now) { keys.append(key) }
                if keys.count == limit { return keys }
            }
        }
        return keys
    }

    /// When the next message may leave that may not leave yet; nil when none waits for a moment.
    func nextDeliveryMoment(after now: Instant) -> Instant? {
        var next: Instant?
        for (invitation, users) in outbox.deliveries.entries where isSendable(invitation, at: now) {
            for user in users {
                guard let moment = recipient(RecipientKey(invitation, user))?.notBefore, moment > now else { continue }
                next = min(next ?? moment, moment)
            }
        }
        return next
    }

    private func isSendable(_ id: InvitationID, at now: Instant) -> Bool {
        guard let invitation = invitations[id], !invitation.isCancelled else { return false }
        return locations[invitation.settings.location]?.isUsable(at: now) ?? false
    }
}
