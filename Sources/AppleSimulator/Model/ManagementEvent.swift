import Foundation

/// What an asynchronous request asked for, as `eventType` spells it.
enum EventType: String, Codable, Sendable {
    case create = "CREATE"
    case update = "UPDATE"
    case retire = "RETIRE"
}

/// One entry of `users` in create, update and retire, after the synchronous checks.
struct RequestedUser: Codable, Equatable, Sendable {
    let clientUserId: String
    var email: String?
    var managedAppleId: String?
}

/// The work of an event. Other kinds of work become further cases.
enum EventWork: Codable, Equatable, Sendable {
    case users([RequestedUser])

    /// The tasks that `numRequested` counts.
    var taskCount: Int {
        switch self {
        case .users(let users): users.count
        }
    }
}

/// A request that was accepted, and what came of it when its time had come.
struct ManagementEvent: Codable, Equatable, Sendable {
    /// How it ended: tasks done, and the failures of the others, one entry a number.
    struct Outcome: Codable, Equatable, Sendable {
        let completed: Int
        let failures: [ServiceError]
    }

    let id: String
    let location: Int
    let type: EventType
    let requested: Int
    let accepted: Date
    let due: Date
    /// Dropped once done: nobody asks for it again.
    var work: EventWork?
    var outcome: Outcome?
}

extension ManagementEvent {
    /// `PENDING`, `COMPLETE` or `FAILED`.
    var statusText: String {
        guard let outcome else { return "PENDING" }
        return outcome.failures.isEmpty ? "COMPLETE" : "FAILED"
    }

    /// Tasks done; while pending a number that rises with time and stays below `requested`.
    func completed(at now: Date) -> Int {
        if let outcome { return outcome.completed }
        let span = due.timeIntervalSince(accepted)
        guard span > 0 else { return 0 }
        let part = min(max(now.timeIntervalSince(accepted) / span, 0), 1)
        return min(Int(part * Double(requested)), requested - 1)
    }
}
