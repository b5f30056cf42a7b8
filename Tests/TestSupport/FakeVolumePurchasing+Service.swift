import Domain
import Gateway

// The calls themselves, as the service answers them.
extension FakeVolumePurchasing {
    package func serviceConfiguration(origin: String) throws(GatewayFailure) -> ServiceConfiguration {
        if let lost = try begin(.serviceConfiguration, nil) { throw lost }
        return configuration
    }

    /// Answers a foreign claim instead of failing: this is how one sees it.
    package func clientConfiguration(_ access: LocationAccess) throws(GatewayFailure) -> ClientConfiguration {
        if let lost = try begin(.clientConfiguration, access) { throw lost }
        return pool(access).configuration
    }

    package func claim(_ access: LocationAccess, as claim: ManagementClaim) throws(GatewayFailure) -> ClientConfiguration {
        let lost = try begin(.claim, access)
        pools[access.location]?.claim = claim
        if let lost { throw lost }
        return pool(access).configuration
    }

    package func createUsers(_ users: [AppleUserWish], _ access: LocationAccess) throws(GatewayFailure) -> String {
        let lost = try begin(.createUsers, access)
        try validate(users.map(\.clientUserID), access)
        if users.contains(where: { $0.email.map { !$0.contains("@") } ?? false }) { throw Self.failure(9717, access) }
        note(created: users)
        return try queue(.create(users), access, lost)
    }

    package func retireUsers(_ users: [UniqueID], _ access: LocationAccess) throws(GatewayFailure) -> String {
        let lost = try begin(.retireUsers, access)
        try validate(users, access)
        note(retired: users)
        return try queue(.retire(users), access, lost)
    }

    package func eventStatus(_ eventID: String, _ access: LocationAccess) throws(GatewayFailure) -> AppleEventStatus {
        if let lost = try begin(.eventStatus, access) { throw lost }
        guard let event = events[eventID], event.location == access.location else { throw Self.failure(9708, access) }
        try compareClaim(access)
        if event.answer == nil {
            guard event.pollsLeft == 0 else {
                events[eventID]?.pollsLeft -= 1
                return AppleEventStatus(progress: .pending, requested: event.count)
            }
            carryOut(eventID)
        }
        return events[eventID]?.answer ?? AppleEventStatus(progress: .pending, requested: event.count)
    }

    package func records(of user: UniqueID, _ access: LocationAccess) throws(GatewayFailure) -> [AppleUserPage.Record] {
        if let lost = try begin(.records, access) { throw lost }
        try compareClaim(access)
        let found = pool(access).rows.map(\.record).filter { $0.clientUserID == "\(user)" }
        if found.isEmpty, refusesUnknownUsers { throw Self.failure(9609, access) }
        return found
    }

    package func usersPage(
        index: Int, since version: String?, _ access: LocationAccess
    ) throws(GatewayFailure) -> AppleUserPage {
        if let lost = try begin(.usersPage, access) { throw lost }
        try compareClaim(access)
        let pool = pool(access)
        var rows = pool.rows
        if let version {
            guard let number = Pool.number(ofVersion: version), number <= pool.version else { throw Self.failure(9721, access) }
            rows = rows.filter { $0.changedAt > number }
        }
        let pages = max(1, (rows.count + pageSize - 1) / pageSize)
        guard index >= 0, index < pages else { throw Self.failure(9650, access) }
        let records = rows.dropFirst(index * pageSize).prefix(pageSize).map(\.record)
        return AppleUserPage(
            records: Array(records), version: Pool.text(ofVersion: pool.version), nextIndex: index + 1 < pages ? index + 1 : nil,
            totalPages: pages)
    }

    package func assignments(of user: UniqueID, _ access: LocationAccess) throws(GatewayFailure) -> [AppleAssignment] {
        if let lost = try begin(.assignments, access) { throw lost }
        try compareClaim(access)
        return pool(access).assignments(of: "\(user)")
    }

    // MARK: Queued work

    private func queue(
        _ work: QueuedWork.Work, _ access: LocationAccess, _ lost: GatewayFailure?
    ) throws(GatewayFailure) -> String {
        try compareClaim(access)
        let id = "event-\(events.count + 1)"
        events[id] = QueuedWork(location: access.location, work: work, pollsLeft: pendingPolls)
        guard let lost else { return id }
        // Nobody can poll an event whose name was lost, so it is done by the time that anybody looks.
        carryOut(id)
        throw lost
    }

    func carryOut(_ id: String) {
        guard let event = events[id], event.answer == nil else { return }
        var pool = pools[event.location, default: Pool(event.location)]
        var failures: [AppleEventStatus.UserFailure] = []
        for (user, error) in apply(event.work, to: &pool) {
            failures.append(AppleEventStatus.UserFailure(clientUserIDs: [user], error: error))
        }
        pools[event.location] = pool
        events[id]?.answer = AppleEventStatus(
            progress: failures.isEmpty ? .complete : .failed, requested: event.count,
            completed: event.count - failures.count, failures: failures)
    }

    private func apply(_ work: QueuedWork.Work, to pool: inout Pool) -> [(UniqueID, AppleError)] {
        switch work {
        case .create(let users):
            users.compactMap { user in
                let error = refusals[user.clientUserID] ?? create(user, in: &pool)
                return error.map { (user.clientUserID, $0) }
            }
        case .retire(let users):
            users.compactMap { user in
                pool.retire("\(user)") ? nil : (user, AppleError(number: 9609, message: "Unable to find the registered user."))
            }
        }
    }

    private func create(_ user: AppleUserWish, in pool: inout Pool) -> AppleError? {
        let name = "\(user.clientUserID)"
        guard pool.activeIndex(name) == nil else {
            return AppleError(number: 9716, message: "An active user with this client user id exists.")
        }
        guard let account = user.managedAppleAccount else {
            pool.add(.init(clientUserID: name, status: "Registered", inviteCode: drawInviteCode(), email: user.email))
            return nil
        }
        guard managedAccounts?.contains(account) ?? true else {
            return AppleError(number: 9635, message: "Unable to associate the Apple Account with this user.")
        }
        let hash = Self.hash(of: account)
        guard !pool.rows.contains(where: { $0.record.status == "Associated" && $0.record.idHash == hash }) else {
            return AppleError(number: 9641, message: "The Apple Account is already associated with another user.")
        }
        pool.add(.init(clientUserID: name, status: "Associated", idHash: hash, email: user.email))
        return nil
    }

    // MARK: Refusals

    private func pool(_ access: LocationAccess) -> Pool { pools[access.location, default: Pool(access.location)] }

    private func validate(_ users: [UniqueID], _ access: LocationAccess) throws(GatewayFailure) {
        if users.isEmpty { throw Self.failure(9720, access) }
        if users.count > configuration.maxUsers { throw Self.failure(9714, access) }
        if Set(users).count < users.count { throw Self.failure(9715, access) }
    }

    private func compareClaim(_ access: LocationAccess) throws(GatewayFailure) {
        guard let claim = pool(access).claim, claim.id != access.claimID else { return }
        throw GatewayFailure(
            .needsPerson, "\(access): another service manages this location: \(claim.name)", foreignClaim: claim.name)
    }

    /// The failure for one of Apple's numbers.
    package static func failure(_ number: Int, _ access: LocationAccess) -> GatewayFailure {
        let kind: GatewayFailure.Kind =
            switch number {
            case 9601, 9621, 9622, 9625: .needsPerson
            case 9603, 9646, 9729: .temporary(retryAfter: nil)
            default: .permanent
            }
        return GatewayFailure(kind, "\(access) refused the call with \(number)", number: number)
    }

    /// The hash that an Apple Account has in this model; as short as it is recognisable.
    package static func hash(of account: String) -> String { "hash-of-\(account)" }
}
