import Domain
import Gateway

/// Creating and retiring users: claimed before the call, the outcome recorded after it, nothing repeated blindly.
extension AppleLane {
    mutating func post(_ kind: AppleRequest.Kind) async throws(GatewayFailure) -> Bool {
        let state = worker.state
        let inFlight = state.appleRequests.values.filter { $0.location == location }.count
        guard inFlight < Self.requestsInFlight,
            let waiting = kind == .create ? state.outbox.toRegister[location] : state.outbox.toRetire[location]
        else { return false }
        let due = waiting.filter { user in
            kind == .retire || (state.registration(of: user, at: location)?.notBefore ?? .distantPast) <= worker.now
        }
        guard !due.isEmpty else { return false }
        // Asked before the claim: a service that cannot be reached costs nobody a claim.
        let access = try access()
        let limits = try await worker.parts.volumePurchasing.serviceConfiguration(origin: access.origin)
        let users = Array(due.prefix(max(1, limits.maxUsers)))
        let command = Command.claimAppleRequest(epoch: worker.epoch, kind, location, users)
        guard let events = await worker.decide(command) else { return false }
        for case .appleRequestClaimed(let id, _, _, let claimed, _) in events {
            try await call(id, kind, claimed, access, withEmail: true)
        }
        return !events.isEmpty
    }

    private mutating func call(
        _ id: AppleRequestID, _ kind: AppleRequest.Kind, _ users: [UserID], _ access: LocationAccess, withEmail: Bool
    ) async throws(GatewayFailure) {
        do {
            let eventID: String
            switch kind {
            case .create:
                eventID = try await worker.parts.volumePurchasing.createUsers(wishes(users, withEmail: withEmail), access)
            case .retire:
                eventID = try await worker.parts.volumePurchasing.retireUsers(names(users), access)
            }
            succeeded()
            nextPolls[id] = worker.now + worker.configuration.firstPoll(access.origin)
            _ = await worker.record([.appleQueued(id, eventID: eventID)])
        } catch {
            // The address of one person refuses the whole request: it is a label only, so all go without.
            if error.number == 9717, withEmail {
                try await call(id, kind, users, access, withEmail: false)
            } else {
                try await settle(id, users, after: error)
            }
        }
    }

    private func settle(_ id: AppleRequestID, _ users: [UserID], after failure: GatewayFailure) async throws(GatewayFailure) {
        switch failure.kind {
        case .outcomeUnknown:
            // The call stays claimed: the next round reads what became of it.
            break
        case .temporary, .needsPerson:
            _ = await worker.record([.appleFinished(id, AppleRequestResult(reason: failure.reason))])
        case .permanent:
            let error = AppleError(number: failure.number ?? 0, message: failure.reason)
            let refused = users.map { AppleRequestResult.Refusal(user: $0, error: error) }
            _ = await worker.record([.appleFinished(id, AppleRequestResult(refused: refused))])
        }
        throw failure
    }

    private func wishes(_ users: [UserID], withEmail: Bool) -> [AppleUserWish] {
        let state = worker.state
        return users.compactMap { id in
            guard let user = state.users[id], let registration = state.registration(of: id, at: location) else { return nil }
            return AppleUserWish(
                clientUserID: registration.clientUserID, email: withEmail && user.hasEmail ? user.email : nil,
                managedAppleAccount: registration.automatic && user.hasManagedAppleAccount ? user.managedAppleAccount : nil)
        }
    }

    func names(_ users: [UserID]) -> [UniqueID] {
        let state = worker.state
        return users.compactMap { state.registration(of: $0, at: location)?.clientUserID }
    }
}
