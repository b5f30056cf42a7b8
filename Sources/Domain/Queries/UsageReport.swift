import Columns

/// Which recipients of an invitation a usage view shows; every condition that is set has to hold.
package struct UsageFilter: Hashable, Sendable {
    /// Empty: every status.
    package var statuses: [RecipientStatus]
    /// A simple search over the users (R16).
    package var query: SearchQuery?
    /// Nil: every user.
    package var users: IDSet<UserID>?
    /// Only who was last sent to before this moment.
    package var olderThan: Instant?

    package init(
        statuses: [RecipientStatus] = [], query: SearchQuery? = nil, users: IDSet<UserID>? = nil, olderThan: Instant? = nil
    ) {
        self.statuses = statuses
        self.query = query
        self.users = users
        self.olderThan = olderThan
    }
}

/// One recipient with its user, as the usage view shows it (R10).
package struct UsageRow: Hashable, Sendable {
    package let user: User
    package let recipient: Recipient
    package let invitation: InvitationID
    package let method: DistributionMethod
    /// The redo that runs for the user there.
    package let redo: Redo?
}

extension State {
    /// The recipients of an invitation in the order of what needs attention: problems, open ones oldest first, those in the
    /// outbox, skipped, accepted newest first, ended. Equal ones stand in the order of their identifiers.
    package func usage(of invitation: InvitationID, filter: UsageFilter = UsageFilter()) -> [UserID] {
        let statuses = Set(filter.statuses)
        let found = filter.query.flatMap { $0.isEmpty ? nil : IDSet(users.search($0)) }
        var places: [UsagePlace] = []
        for (user, recipient) in recipients(of: invitation).entries {
            if !statuses.isEmpty, !statuses.contains(recipient.status) { continue }
            if let found, !found.contains(user) { continue }
            if let chosen = filter.users, !chosen.contains(user) { continue }
            if let limit = filter.olderThan, !(recipient.lastSentAt.map { $0 < limit } ?? false) { continue }
            places.append(UsagePlace(recipient))
        }
        places.sort()
        return places.map { UserID($0.user) }
    }

    /// The row of one recipient; nil when there is none.
    package func usageRow(_ key: RecipientKey, now: Instant) -> UsageRow? {
        guard let invitation = invitations[key.invitation], let recipient = recipient(key), let user = users[key.user] else {
            return nil
        }
        return UsageRow(
            user: user, recipient: recipient, invitation: key.invitation, method: invitation.settings.method,
            redo: runningRedo(of: key.user, at: invitation.settings.location))
    }
}

/// Where a recipient stands in the usage view: three numbers that compare fast.
private struct UsagePlace: Comparable {
    let group: UInt8
    let rank: Int64
    let user: UInt32

    init(_ recipient: Recipient) {
        user = recipient.user.number
        switch recipient.status {
        case .failed, .unknown, .mismatch: (group, rank) = (0, recipient.since.milliseconds)
        case .sent, .shownOnDevice, .linkOpened:
            (group, rank) = (1, (recipient.lastSentAt ?? recipient.since).milliseconds)
        case .queued, .sending: (group, rank) = (2, 0)
        case .skipped: (group, rank) = (3, 0)
        case .accepted, .autoRegistered: (group, rank) = (4, -(recipient.acceptedAt ?? recipient.since).milliseconds)
        case .cancelled, .superseded, .leftScope: (group, rank) = (5, 0)
        }
    }

    static func < (left: UsagePlace, right: UsagePlace) -> Bool {
        if left.group != right.group { return left.group < right.group }
        return left.rank != right.rank ? left.rank < right.rank : left.user < right.user
    }
}
