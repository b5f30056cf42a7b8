import Domain
import Gateway

/// How `work --until-idle` ended.
package enum IdleOutcome: Hashable, Sendable {
    case idle
    /// Work remains that is due later than the patience allows, or that waits for the other side.
    case remains(count: Int, due: Instant?, why: String)
}

/// What is left to do, as far as it is a worker's to do: what waits for a person, or for a token, is not.
package struct Backlog: Hashable, Sendable {
    package var count = 0
    /// When the first of it is due, if none is due now.
    package var due: Instant?

    package init(of state: State, at now: Instant) {
        var isDueNow = false
        func add(_ number: Int, at moment: Instant?) -> Instant? {
            count += number
            guard let moment, moment > now else {
                if number > 0 { isDueNow = true }
                return due
            }
            return min(due ?? moment, moment)
        }
        due = add(state.outbox.deliveriesInFlight + state.appleRequests.count + state.readRequests.count, at: nil)
        due = add(state.outbox.redosToRead.count, at: nil)
        for (location, users) in state.outbox.toRetire.entries where state.locations[location]?.isUsable(at: now) ?? false {
            due = add(users.count, at: nil)
        }
        for (location, users) in state.outbox.toRegister.entries where state.locations[location]?.isUsable(at: now) ?? false {
            for user in users { due = add(1, at: state.registration(of: user, at: location)?.notBefore) }
        }
        for (id, users) in state.outbox.deliveries.entries {
            guard let invitation = state.invitations[id], !invitation.isCancelled,
                state.locations[invitation.settings.location]?.isUsable(at: now) ?? false
            else { continue }
            for user in users { due = add(1, at: state.recipient(RecipientKey(id, user))?.notBefore) }
        }
        if isDueNow { due = nil }
    }

    package var isIdle: Bool { count == 0 }
}

extension Engine {
    /// Works the outbox until nothing is left, or follows the process that does.
    ///
    /// - Parameter patience: work that is due later than this is left, and so is work whose other side is not expected earlier.
    package func workUntilIdle(patience: Span) async -> IdleOutcome {
        let holdsLock = parts.lock.tryAcquire(role: "verb")
        defer { if holdsLock { parts.lock.release() } }
        let worker = holdsLock ? await startWorker(role: "verb") : nil
        return await withTaskGroup(of: IdleOutcome?.self) { group in
            group.addTask { [self] in
                if let worker {
                    await Settlement(worker: worker).run()
                    await runLanes(worker)
                } else {
                    await follow()
                }
                return nil
            }
            group.addTask { [self] in await watch(worker, patience) }
            var outcome: IdleOutcome?
            for await one in group {
                if let one {
                    outcome = one
                    group.cancelAll()
                } else if outcome == nil, projection.readOnly != nil {
                    group.cancelAll()
                }
            }
            return outcome
                ?? .remains(
                    count: Backlog(of: projection.state, at: parts.time.now()).count, due: nil,
                    why: projection.readOnly ?? "the worker had to stop")
        }
    }

    private func watch(_ worker: Worker?, _ patience: Span) async -> IdleOutcome? {
        var lastSequence = projection.state.sequence
        var lastProgress = parts.time.now()
        while !Task.isCancelled {
            let now = parts.time.now()
            let state = projection.state
            if state.sequence != lastSequence {
                lastSequence = state.sequence
                lastProgress = now
            }
            let backlog = Backlog(of: state, at: now)
            if backlog.isIdle { return .idle }
            if let pause = worker?.longestPause, pause.until > now + patience {
                return .remains(count: backlog.count, due: pause.until, why: pause.reason)
            }
            if let due = backlog.due, due > now + patience {
                return .remains(count: backlog.count, due: due, why: "not due before")
            }
            if worker == nil, lastProgress + patience < now {
                return .remains(count: backlog.count, due: backlog.due, why: "another process delivers and makes no progress")
            }
            await parts.time.wait(until: now + .milliseconds(20))
        }
        return nil
    }
}

extension Span {
    static func milliseconds(_ count: Int64) -> Span { Span(milliseconds: count) }
}
