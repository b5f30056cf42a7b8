import Foundation

extension SimulatedApple {
    /// Takes work that passed the synchronous checks, and returns the event's identifier.
    ///
    /// Nothing of it is visible before it is due.
    mutating func accept(_ work: EventWork, as type: EventType, at location: Int, now: Date) -> String {
        let id = secret.identifier("event", events.count)
        let due = now.addingTimeInterval(rules.eventDelay / .seconds(1))
        events[id] = ManagementEvent(
            id: id, location: location, type: type, requested: work.taskCount, accepted: now, due: due, work: work)
        // Ties keep the order of arrival.
        let position = waiting.lastIndex { (events[$0]?.due ?? due) <= due }.map { $0 + 1 } ?? 0
        waiting.insert(id, at: position)
        unsavedEvents.append(id)
        return id
    }

    /// Lets everything happen that was to happen until now, in the order of time.
    mutating func advance(to now: Date) {
        while true {
            let eventDue = waiting.first.flatMap { events[$0]?.due } ?? .distantFuture
            let turn = people?.nextTurn ?? .distantFuture
            if eventDue <= now && eventDue <= turn {
                finish(waiting.removeFirst())
            } else if turn <= now {
                takeTurn(before: min(now, eventDue))
            } else {
                return
            }
        }
    }

    /// The event, for the location that asked for it.
    func event(_ id: String, of location: Int) throws(ServiceError) -> ManagementEvent {
        guard let event = events[id], event.location == location else { throw ServiceError(.eventNotFound) }
        return event
    }

    private mutating func finish(_ id: String) {
        guard var event = events[id], let work = event.work else { return }
        event.outcome = perform(work, as: event.type, at: event.location)
        event.work = nil
        events[id] = event
        unsavedEvents.append(id)
    }

    private mutating func perform(_ work: EventWork, as type: EventType, at location: Int) -> ManagementEvent.Outcome {
        switch work {
        case .users(let users):
            var failures: [ServiceError] = []
            for user in users {
                guard let number = apply(user, as: type, at: location) else { continue }
                Self.add(user.clientUserId, to: &failures, under: number)
            }
            return .init(completed: users.count - failures.reduce(0) { $0 + $1.clientUserIds.count }, failures: failures)
        }
    }

    private static func add(_ clientUserId: String, to failures: inout [ServiceError], under number: ServiceErrorNumber) {
        if let index = failures.firstIndex(where: { $0.number == number }) {
            failures[index].clientUserIds.append(clientUserId)
        } else {
            failures.append(ServiceError(number, clientUserIds: [clientUserId]))
        }
    }
}
