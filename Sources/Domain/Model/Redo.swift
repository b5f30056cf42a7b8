/// How far a redo has come.
package enum RedoStage: String, Hashable, Sendable, CaseIterable, Comparable {
    case requested, appsTakenBack, retired, registeredAgain, invited, accepted, reassigned, done
    case failed, cancelled

    package var isFinished: Bool { self == .done || self == .cancelled }

    package var index: Int {
        switch self {
        case .requested: 0
        case .appsTakenBack: 1
        case .retired: 2
        case .registeredAgain: 3
        case .invited: 4
        case .accepted: 5
        case .reassigned: 6
        case .done: 7
        case .failed: 8
        case .cancelled: 9
        }
    }

    package static func < (left: RedoStage, right: RedoStage) -> Bool { left.index < right.index }
}

/// One redo of one user at one location: retire, register again, invite again.
package struct Redo: Hashable, Sendable {
    package let id: RedoID
    package let user: UserID
    package let location: LocationID
    package let startedAt: Instant
    package let by: String
    package var stage: RedoStage
    package var since: Instant
    /// The stage that failed, and why; `stage` is then `failed`, and a retry goes on from here.
    package var failure: Failure?
    /// The recipient that carries the person on: the invitation whose message is sent again.
    package var carrier: InvitationID
    package var finishedAt: Instant?
    /// Apps and books that were assigned when the redo began, as read from Apple.
    package var apps: [String] = []
    package var books: [String] = []
    package var appsTakenBack = 0
    package var appsReassigned = 0
    /// The account that accepted is the one that was there before.
    package var sameAccountAgain = false
    /// A person ended it before its time.
    package var endedEarly = false

    package struct Failure: Hashable, Sendable {
        package var stage: RedoStage
        package var reason: String

        package init(stage: RedoStage, reason: String) {
            self.stage = stage
            self.reason = reason
        }
    }

    package init(
        id: RedoID, user: UserID, location: LocationID, startedAt: Instant, by: String, carrier: InvitationID
    ) {
        self.id = id
        self.user = user
        self.location = location
        self.startedAt = startedAt
        self.by = by
        self.stage = .requested
        self.since = startedAt
        self.carrier = carrier
    }
}
