import Domain
import Gateway

/// Reading what Apple says: of some users that were asked for, of all that changed, at an administrator's wish and regularly.
extension AppleLane {
    /// Up to so many users are read one by one; more by the pages of what changed.
    private static let handful = 3

    mutating func answerRead() async throws(GatewayFailure) -> Bool {
        guard let request = worker.state.readRequests.values.first(where: { $0.location == location }) else { return false }
        do {
            if request.users.isEmpty {
                try await sync(.sync, answers: request.id)
            } else {
                try await ask(request.users, answers: request.id)
            }
            succeeded()
        } catch {
            _ = await worker.record([.readFailed(request.id, reason: error.reason)])
            throw error
        }
        return true
    }

    mutating func syncRegularly() async throws(GatewayFailure) -> Bool {
        let last = worker.state.locations[location]?.lastReadAt
        let due = last.map { $0 + worker.configuration.syncEvery } ?? worker.now
        nextSync = due
        guard due <= worker.now else { return false }
        nextSync = worker.now + worker.configuration.syncEvery
        try await sync(.sync, answers: nil)
        succeeded()
        return true
    }

    /// Takes over everything that changed since the last read, then asks for those who seem to be gone.
    private func sync(_ cause: AppleReading.Cause, answers: ReadRequestID?) async throws(GatewayFailure) {
        let (records, version) = try await readChanges()
        let gone = usersGone(in: records)
        let reading = AppleReading(
            location: location, cause: cause, records: try sealed(records.filter(Self.isActive)), finishedVersion: version,
            answers: gone.isEmpty ? answers : nil)
        if await worker.decide(.observeApple(reading)) != nil { worker.engine.noteRead(of: location) }
        if !gone.isEmpty { try await ask(gone, answers: answers) }
    }

    private func ask(_ users: [UserID], answers: ReadRequestID?) async throws(GatewayFailure) {
        let access = try access()
        var records: [AppleUserPage.Record] = []
        for name in names(users) {
            records += try await worker.parts.volumePurchasing.records(of: name, access)
        }
        let reading = AppleReading(
            location: location, cause: .ask, records: try sealed(records.filter(Self.isActive)), asked: users, answers: answers)
        _ = await worker.decide(.observeApple(reading))
    }

    /// The active records of users who were just created.
    func readRecords(of users: [UserID]) async throws(GatewayFailure) -> [AppleUserPage.Record] {
        let wanted = Set(names(users).map(\.description))
        var found: [String: AppleUserPage.Record] = [:]
        if users.count > Self.handful {
            let (changes, _) = try await readChanges()
            for record in changes where Self.isActive(record) && wanted.contains(record.clientUserID.lowercased()) {
                found[record.clientUserID.lowercased()] = record
            }
        }
        let access = try access()
        for name in names(users) where found[name.description] == nil {
            let records = try await worker.parts.volumePurchasing.records(of: name, access)
            if let active = records.first(where: Self.isActive) { found[name.description] = active }
        }
        return found.values.sorted { $0.clientUserID < $1.clientUserID }
    }

    /// The active records of users of whom nothing is certain: who is not in the answer has none.
    ///
    /// Many are looked up in a read of the whole location: a call each would take so long that a worker which is stopped
    /// again and again never got to the end of it.
    func activeRecords(of users: [UserID]) async throws(GatewayFailure) -> [AppleUserPage.Record] {
        guard users.count > Self.handful else {
            let access = try access()
            var records: [AppleUserPage.Record] = []
            for name in names(users) { records += try await worker.parts.volumePurchasing.records(of: name, access) }
            return records.filter(Self.isActive)
        }
        let wanted = Set(names(users).map(\.description))
        return try await readPages(since: nil).0.filter { Self.isActive($0) && wanted.contains($0.clientUserID.lowercased()) }
    }

    /// All pages of what changed since the location was read last; the version is that of the first page, as Apple asks.
    private func readChanges() async throws(GatewayFailure) -> (records: [AppleUserPage.Record], version: String) {
        let since = worker.state.locations[location]?.usersVersion
        do {
            return try await readPages(since: since)
        } catch  where since != nil && error.number == 9721 {
            return try await readPages(since: nil)
        }
    }

    private func readPages(since: String?) async throws(GatewayFailure) -> ([AppleUserPage.Record], String) {
        let access = try access()
        let first = try await worker.parts.volumePurchasing.usersPage(index: 0, since: since, access)
        var records = first.records
        var next = first.nextIndex
        while let index = next {
            let page = try await worker.parts.volumePurchasing.usersPage(index: index, since: since, access)
            records += page.records
            // A page that names itself or one before it would be read for ever.
            next = page.nextIndex.flatMap { $0 > index ? $0 : nil }
        }
        return (records, first.version)
    }

    /// Users of ours with a retired record and no active one in what was read: a page of changes alone does not prove it.
    private func usersGone(in records: [AppleUserPage.Record]) -> [UserID] {
        let table = worker.state.registrations(at: location)
        let active = Set(records.filter(Self.isActive).map { $0.clientUserID.lowercased() })
        var gone = IDSet<UserID>()
        for record in records where !Self.isActive(record) && !active.contains(record.clientUserID.lowercased()) {
            guard let name = UniqueID(record.clientUserID), let user = table.user(name),
                let registration = table.rows[user], registration.request == nil,
                registration.status == .invited || registration.status == .accepted
            else { continue }
            gone.insert(user)
        }
        return Array(gone)
    }

    /// Records for the domain: invite codes sealed, names that are not ours left out.
    func sealed(_ records: [AppleUserPage.Record]) throws(GatewayFailure) -> [AppleUserRecord] {
        let table = worker.state.registrations(at: location)
        var result: [AppleUserRecord] = []
        for record in records {
            guard let name = UniqueID(record.clientUserID), let user = table.user(name) else { continue }
            // A code that is known already need not be sealed again at every read.
            let needsCode = table.rows[user]?.inviteCode == nil
            result.append(
                AppleUserRecord(
                    clientUserID: name, status: record.status, idHash: record.idHash,
                    inviteCode: try needsCode ? record.inviteCode.map(seal) : nil))
        }
        return result
    }

    private func seal(_ code: String) throws(GatewayFailure) -> [UInt8] {
        do { return try worker.parts.keys.seal(Array(code.utf8)) } catch {
            throw GatewayFailure(.needsPerson, error.reason)
        }
    }
}
