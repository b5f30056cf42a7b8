/// The one number, and what stands behind it, for each location (R34).
package struct StatusReport: Hashable, Sendable {
    package let at: Instant
    package let locations: [LocationStatus]
    /// What waits or is in flight.
    package let outbox: Int

    /// All users inside the sites of the locations; one at two locations counts twice.
    package var users: Int { locations.reduce(0) { $0 + $1.users } }
    /// All who accepted; one at two locations counts twice.
    package var accepted: Int { locations.reduce(0) { $0 + $1.accepted } }
    /// Accepted of all users inside, between 0 and 1; 0 when there is nobody.
    package var share: Double { users == 0 ? 0 : Double(accepted) / Double(users) }
    /// The report as one line, to be copied.
    package var oneLine: String { Phrases.statusLine(self) }
}

/// How far one location is. `users` are those inside its site; each is in exactly one of `accepted`, `invited`, `waiting`,
/// `problems`, `notReachable` and `notInvited`.
package struct LocationStatus: Hashable, Sendable {
    package let location: LocationID
    package let name: String
    package let users: Int
    package internal(set) var accepted = 0
    /// Reached and not accepted yet, or known to Apple without an open invitation.
    package internal(set) var invited = 0
    /// In the outbox.
    package internal(set) var waiting = 0
    package internal(set) var problems = 0
    package internal(set) var notInvited = 0
    package internal(set) var notReachable: [StatusReason.Code: Int] = [:]
    package let token: Location.TokenState
    package let tokenExpires: Instant
    /// What of this location waits or is in flight.
    package let outbox: Int
    /// When Apple last answered a read of the location.
    package let lastReadAt: Instant?

    /// Accepted of all users inside, between 0 and 1; 0 when there is nobody.
    package var share: Double { users == 0 ? 0 : Double(accepted) / Double(users) }

    /// Who cannot be reached, in the order in which reasons are declared.
    package var notReachableInOrder: [(reason: StatusReason.Code, count: Int)] {
        StatusReason.Code.allCases.compactMap { code in notReachable[code].map { (code, $0) } }
    }
}

extension State {
    /// Reads the one number now; nil as location reads all of them.
    ///
    /// - Complexity: grows with the users times the locations; `acceptedShare` is the cheap one for a header.
    package func statusReport(location only: LocationID? = nil, now: Instant) -> StatusReport {
        let chosen = locations.values.filter { only == nil || $0.id == only }
        return StatusReport(
            at: now, locations: chosen.map { status(of: $0, now: now) },
            outbox: chosen.reduce(0) { $0 + waiting(at: $1.id) })
    }

    /// Accepted and all users inside a location's site, without a walk over the users.
    package func acceptedShare(at id: LocationID) -> (accepted: Int, users: Int) {
        guard let location = locations[id] else { return (0, 0) }
        return (registrations(at: id).count(.accepted), usersInside(location))
    }

    private func usersInside(_ location: Location) -> Int {
        location.settings.site.map { sites[$0]?.memberCount ?? 0 } ?? users.count
    }

    private func status(of location: Location, now: Instant) -> LocationStatus {
        var report = LocationStatus(
            location: location.id, name: location.name, users: usersInside(location), token: location.tokenState(at: now),
            tokenExpires: location.settings.tokenExpires, outbox: waiting(at: location.id), lastReadAt: location.lastReadAt)
        for user in users.all {
            if let site = location.settings.site, !user.sites.contains(site) { continue }
            place(user.id, at: location.id, in: &report)
        }
        return report
    }

    private func place(_ user: UserID, at location: LocationID, in report: inout LocationStatus) {
        let registration = registration(of: user, at: location)
        if registration?.status == .accepted {
            report.accepted += 1
            return
        }
        var skip: StatusReason.Code?
        var isOpen = false
        var waits = registration?.redo != nil
        for (_, recipient) in recipients(of: user, at: location) {
            if recipient.status.isProblem {
                report.problems += 1
                return
            }
            if recipient.status.isOpen { isOpen = true }
            if recipient.status == .queued || recipient.status == .sending { waits = true }
            if recipient.status == .skipped { skip = recipient.reason?.code ?? skip }
        }
        if registration?.status == .failed {
            report.problems += 1
        } else if isOpen {
            report.invited += 1
        } else if waits {
            report.waiting += 1
        } else if registration?.status == .invited {
            report.invited += 1
        } else if let skip, skip != .alreadyAccepted {
            report.notReachable[skip, default: 0] += 1
        } else {
            report.notInvited += 1
        }
    }

    /// How much of a location waits or is in flight: recipients, registrations that no recipient waits for, retirements, reads.
    func waiting(at location: LocationID) -> Int {
        let mine = invitations.values.filter { $0.settings.location == location }
        let recipients = mine.reduce(0) { $0 + $1.counts.inOutbox }
        let awaiting = mine.reduce(0) { $0 + (outbox.awaiting[$1.id]?.count ?? 0) }
        let requests = appleRequests.values.filter { $0.location == location }
        func inCalls(_ kind: AppleRequest.Kind) -> Int { requests.reduce(0) { $0 + ($1.kind == kind ? $1.users.count : 0) } }
        let registering = (outbox.toRegister[location]?.count ?? 0) + inCalls(.create)
        let retiring = (outbox.toRetire[location]?.count ?? 0) + inCalls(.retire)
        let reads = readRequests.values.reduce(0) { $0 + ($1.location == location ? 1 : 0) }
        return recipients + max(0, registering - awaiting) + retiring + reads
    }
}

extension RecipientStatus {
    /// Needs a person.
    package var isProblem: Bool { self == .failed || self == .unknown || self == .mismatch }
}
