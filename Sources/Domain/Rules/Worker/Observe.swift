/// What a read of Apple shows to be other than our record is taken over as a fact, never reverted.
extension Decider {
    mutating func observe(_ reading: AppleReading) {
        guard let location = state.locations[reading.location] else { return }
        let observed = differences(reading)
        for part in observed.chunked(RecordLimit.confirmed) {
            emit(.registrationObserved(location.id, reading.cause, Array(part)))
        }
        for one in observed where one.status == .accepted { followAccepted(one.user, at: location.id) }
        followInvited(observed.filter { $0.status == .invited }.map(\.user), at: location.id)
        for one in observed where one.status == .retired { followRetiredElsewhere(one.user, at: location.id) }
        if let version = reading.finishedVersion, !observed.isEmpty || isDue(reading, location) {
            emit(.locationRead(location.id, version: version))
        }
        if let request = reading.answers, state.readRequests.contains(request) {
            emit(.readFinished(request, failure: nil))
        }
    }

    /// A regular read without news is no fact that everybody needs at once: a store that is left alone shall not grow with each.
    private func isDue(_ reading: AppleReading, _ location: Location) -> Bool {
        guard reading.answers == nil, let last = location.lastReadAt else { return true }
        return last + context.policy.quietReadsRecorded <= context.now
    }

    private func differences(_ reading: AppleReading) -> [ObservedRegistration] {
        let table = state.registrations(at: reading.location)
        var active: [UserID: AppleUserRecord] = [:]
        for record in reading.records where record.status == "Registered" || record.status == "Associated" {
            if let user = table.user(record.clientUserID) { active[user] = record }
        }
        var observed = active.sorted { $0.key < $1.key }.compactMap { user, record in
            difference(table.rows[user], record)
        }
        // Absence is only known of users that were asked for one by one: a page of changes does not hold everybody.
        for user in IDSet(reading.asked) where active[user] == nil {
            guard let registration = table.rows[user], registration.request == nil,
                registration.status == .invited || registration.status == .accepted
            else { continue }
            observed.append(ObservedRegistration(user: user, status: .retired, appleStatus: "Retired"))
        }
        return observed
    }

    /// Nil when Apple's active record says what ours does, or when a call of ours is under way and will tell.
    private func difference(_ registration: Registration?, _ record: AppleUserRecord) -> ObservedRegistration? {
        guard let registration, registration.request == nil else { return nil }
        let status: RegistrationStatus = record.status == "Associated" ? .accepted : .invited
        switch registration.status {
        case .retiring: return nil
        case .registering where status == .invited && record.inviteCode == nil: return nil
        case .accepted where status == .accepted && registration.idHash == record.idHash: return nil
        case .invited where status == .invited && (record.inviteCode == nil || registration.inviteCode != nil): return nil
        case .notInvited where status == .invited: return nil
        default: break
        }
        return ObservedRegistration(
            user: registration.user, status: status, appleStatus: record.status, idHash: record.idHash,
            inviteCode: record.inviteCode)
    }
}
