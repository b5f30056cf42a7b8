import Testing

@testable import Domain

/// What a worker and Apple do, one step at a time.
extension World {
    var epoch: UInt32 { state.worker?.number ?? 0 }

    mutating func startWorker() throws {
        try perform(.startWorker(role: "service", processID: 1, bootID: "boot"))
    }

    /// Does everything that is due: registrations, retirements, reads of assignments, messages.
    mutating func work() throws {
        if state.worker == nil { try startWorker() }
        for _ in 0..<20 {
            let before = state.sequence
            for location in Array(state.locations.values) {
                try register(at: location.id)
                try retire(at: location.id)
            }
            for redo in state.outbox.redosToRead { try readAssignments(redo) }
            try deliver()
            if state.sequence == before { return }
        }
    }

    /// Has Apple know those that wait for it; an automatic one is accepted at once.
    mutating func register(at location: LocationID) throws {
        guard let users = state.outbox.toRegister[location], let request = try claim(.create, location, Array(users)) else {
            return
        }
        let records = request.users.compactMap { state.registration(of: $0, at: location) }.map { registration in
            registration.automatic
                ? AppleUserRecord(
                    clientUserID: registration.clientUserID, status: "Associated", idHash: "managed-\(registration.user)")
                : AppleUserRecord(clientUserID: registration.clientUserID, status: "Registered", inviteCode: [1, 2, 3])
        }
        try finish(request.id, AppleRequestResult(records: records))
    }

    mutating func retire(at location: LocationID) throws {
        guard let users = state.outbox.toRetire[location], let request = try claim(.retire, location, Array(users)) else {
            return
        }
        try finish(request.id, AppleRequestResult(retired: request.users))
    }

    mutating func claim(_ kind: AppleRequest.Kind, _ location: LocationID, _ users: [UserID]) throws -> AppleRequest? {
        let events = try perform(.claimAppleRequest(epoch: epoch, kind, location, users))
        guard case .appleRequestClaimed(let id, _, _, _, _)? = events.first else { return nil }
        return state.appleRequests[id]
    }

    @discardableResult
    mutating func finish(_ id: AppleRequestID, _ result: AppleRequestResult) throws -> [Event] {
        try record(.appleFinished(id, result))
    }

    mutating func readAssignments(_ id: RedoID, apps: [String] = [], books: [String] = []) throws {
        try record(.assignmentsRead(id, apps: apps, books: books))
    }

    /// Claims the messages that may leave now; returns them.
    @discardableResult
    mutating func claimDeliveries() throws -> [RecipientKey] {
        let waiting = state.outbox.deliveries.entries.flatMap { invitation, users in
            users.map { user in RecipientKey(invitation, user) }
        }
        let events = try perform(.recordWork(epoch: epoch, [], claim: waiting))
        return events.flatMap { event -> [RecipientKey] in
            guard case .deliveriesClaimed(_, let keys) = event else { return [] }
            return keys
        }
    }

    mutating func deliver() throws {
        let keys = try claimDeliveries()
        for key in keys { try record(.sent(key)) }
    }

    @discardableResult
    mutating func record(_ outcomes: WorkOutcome..., epoch: UInt32? = nil) throws -> [Event] {
        try perform(.recordWork(epoch: epoch ?? self.epoch, outcomes, claim: []))
    }

    /// Apple shows the user as `Associated`.
    @discardableResult
    mutating func accept(_ name: String, at location: String = "Paris", account: String? = nil) throws -> [Event] {
        let record = AppleUserRecord(
            clientUserID: try registration(name, at: location).clientUserID, status: "Associated",
            idHash: account ?? "account-of-\(name)")
        return try perform(.observeApple(AppleReading(location: try located(location), cause: .sync, records: [record])))
    }

    /// Apple is asked for the user and has no active record.
    @discardableResult
    mutating func vanish(_ name: String, at location: String = "Paris") throws -> [Event] {
        try perform(
            .observeApple(
                AppleReading(
                    location: try located(location), cause: .ask, records: [], asked: [try user(name)])))
    }
}
