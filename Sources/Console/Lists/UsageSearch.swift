import Domain

/// Which recipients of an invitation are shown: a pure question to a state.
package struct UsageSearch: Hashable, Sendable {
    let invitation: InvitationID
    let text: SearchText
    let chip: UsageChip
    let offsetMinutes: Int
    /// The moment that "today" is taken from.
    let now: Instant
    let number: Int

    /// The recipients, and the bars over them.
    ///
    /// - Complexity: grows with the recipients.
    package func run(in state: State) -> UsageReading {
        let filter = UsageFilter(statuses: chip.statuses, query: text.isEmpty ? nil : text.query)
        return UsageReading(
            rows: state.usage(of: invitation, filter: filter),
            perDay: state.acceptedPerDay(of: invitation, days: 30, now: now, offsetMinutes: offsetMinutes))
    }
}

/// What the usage view shows of the recipients, besides their rows.
package struct UsageReading: Hashable, Sendable {
    var rows: [UserID]
    /// Accepted on each of the last 30 days, oldest first.
    var perDay: [Int]
}

/// The filter chips of the usage view.
enum UsageChip: Int, CaseIterable, Hashable, Sendable {
    case all, problems, open, seen, accepted, waiting, skipped, ended

    var label: String {
        switch self {
        case .all: "all"
        case .problems: "problems"
        case .open: "sent"
        case .seen: "seen"
        case .accepted: "accepted"
        case .waiting: "waiting"
        case .skipped: "not reached"
        case .ended: "ended"
        }
    }

    var next: UsageChip { UsageChip(rawValue: rawValue + 1) ?? .all }

    var statuses: [RecipientStatus] {
        switch self {
        case .all: []
        case .problems: [.failed, .unknown, .mismatch]
        case .open: [.sent, .shownOnDevice, .linkOpened]
        case .seen: [.shownOnDevice, .linkOpened]
        case .accepted: [.accepted, .autoRegistered]
        case .waiting: [.queued, .sending]
        case .skipped: [.skipped]
        case .ended: [.cancelled, .superseded, .leftScope]
        }
    }
}
