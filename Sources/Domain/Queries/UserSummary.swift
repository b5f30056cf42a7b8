/// A user as lists and details show it: with the registration at each location and one overall status to draw.
package struct UserSummary: Hashable, Sendable {
    /// The user's state at one location.
    package struct At: Hashable, Sendable {
        package let location: LocationID
        package let locationName: String
        package let status: RegistrationStatus
        /// Apple's own word, as last read.
        package let appleStatus: String?
        /// Absent for who was never invited there.
        package let since: Instant?
        package let redo: Redo?
    }

    package let user: User
    /// One for each location, in their order.
    package let registrations: [At]
    package let overall: OverallStatus
    /// When the overall status began; for an open invitation when it was last sent.
    package let since: Instant?
    package let sites: [String]
    package let groups: [String]

    /// Names the user.
    package var id: UserID { user.id }
    /// The devices that are assigned to the user.
    package var devices: [Device] { user.devices }
}

/// One word for a user over all locations, for one glyph: the first that applies.
package enum OverallStatus: Hashable, Sendable {
    case redo(RedoStage)
    case problem(RecipientStatus, StatusReason?)
    case accepted
    /// Reached, and not accepted yet.
    case invited(RecipientStatus)
    case waiting
    case notReached(StatusReason?)
    case notInvited
}

extension State {
    /// The summary of one user; nil when there is none.
    ///
    /// - Complexity: grows with the locations and with the invitations of this user.
    package func userSummary(_ id: UserID, now: Instant) -> UserSummary? {
        guard let user = users[id] else { return nil }
        let registrations = locations.values.map { location in
            let known = registration(of: id, at: location.id)
            return UserSummary.At(
                location: location.id, locationName: location.name, status: known?.status ?? .notInvited,
                appleStatus: known?.appleStatus, since: known?.since, redo: runningRedo(of: id, at: location.id))
        }
        let overall = overallStatus(of: id)
        return UserSummary(
            user: user, registrations: registrations, overall: overall.status, since: overall.since,
            sites: user.sites.compactMap { sites[$0]?.name }, groups: user.groups.compactMap { groups[$0]?.name })
    }

    /// The one status of a user over all locations, and since when.
    package func overallStatus(of id: UserID) -> (status: OverallStatus, since: Instant?) {
        var best: (rank: Int, status: OverallStatus, since: Instant?) = (7, .notInvited, nil)
        func consider(_ rank: Int, _ status: OverallStatus, _ since: Instant?) {
            if rank < best.rank || (rank == best.rank && (since ?? .distantPast) > (best.since ?? .distantPast)) {
                best = (rank, status, since)
            }
        }
        for location in locations.values {
            if let redo = runningRedo(of: id, at: location.id) { consider(0, .redo(redo.stage), redo.since) }
            if let known = registration(of: id, at: location.id), known.status == .accepted {
                consider(2, .accepted, known.acceptedAt ?? known.since)
            }
        }
        for invitation in invitations(of: id) {
            guard let recipient = recipient(RecipientKey(invitation, id)) else { continue }
            let (rank, status) = Self.overall(recipient)
            consider(rank, status, recipient.status.isOpen ? recipient.lastSentAt : recipient.since)
        }
        return (best.status, best.since)
    }

    private static func overall(_ recipient: Recipient) -> (Int, OverallStatus) {
        switch recipient.status {
        case .failed, .unknown, .mismatch: (1, .problem(recipient.status, recipient.reason))
        case .accepted, .autoRegistered: (2, .accepted)
        case .sent, .shownOnDevice, .linkOpened: (3, .invited(recipient.status))
        case .queued, .sending: (4, .waiting)
        case .skipped: (5, .notReached(recipient.reason))
        case .cancelled, .superseded, .leftScope: (7, .notInvited)
        }
    }
}
