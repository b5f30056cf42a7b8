import Foundation

/// The answer to an asynchronous request: it is queued, no more.
struct EventWire: Encodable, Sendable {
    let eventId: String
}

/// The answer to `GET status`.
struct EventStatusWire: Encodable, Sendable {
    let eventStatus: String
    let eventType: String
    let failures: [ErrorWire]?
    let numCompleted: Int
    let numRequested: Int

    init(_ event: ManagementEvent, at now: Date) {
        eventStatus = event.statusText
        eventType = event.type.rawValue
        let failed = event.outcome?.failures ?? []
        failures = failed.isEmpty ? nil : failed.map(ErrorWire.init)
        numCompleted = event.completed(at: now)
        numRequested = event.requested
    }
}
