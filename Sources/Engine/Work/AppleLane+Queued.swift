import Domain
import Gateway

/// Work that Apple has queued is looked at until it ends, then taken apart user by user.
extension AppleLane {
    /// Apple's own advice: after this long without an end, look at each user instead.
    private static let patience = Span.minutes(10)

    mutating func lookAtQueuedWork() async throws(GatewayFailure) -> Bool {
        let requests = worker.state.appleRequests.values.filter { $0.location == location }
        for request in requests where nextPolls[request.id].map({ $0 <= worker.now }) ?? true {
            guard let eventID = request.eventID else {
                // Claimed, but nobody knows whether the call arrived.
                try await readBack(request)
                return true
            }
            try await poll(request, eventID)
            return true
        }
        return false
    }

    private mutating func poll(_ request: AppleRequest, _ eventID: String) async throws(GatewayFailure) {
        let access = try access()
        let status: AppleEventStatus
        do {
            status = try await worker.parts.volumePurchasing.eventStatus(eventID, access)
        } catch  where error.kind == .permanent && error.foreignClaim == nil {
            // Apple no longer knows the work: only the users themselves can tell.
            try await readBack(request)
            return
        }
        succeeded()
        if status.progress == .pending {
            nextPolls[request.id] = worker.now + worker.configuration.pollInterval(access.origin)
            if let since = request.queuedAt, since + Self.patience < worker.now { try await readBack(request) }
            return
        }
        nextPolls[request.id] = nil
        switch request.kind {
        case .retire: await finishRetire(request, status)
        case .create: try await finishCreate(request, status)
        }
    }

    private func finishRetire(_ request: AppleRequest, _ status: AppleEventStatus) async {
        let failures = refusals(status, request)
        // Not found means that there is nothing to retire any more.
        let refused = failures.filter { $0.error.number != 9609 }
        let left = IDSet(refused.map(\.user))
        let retired = request.users.filter { !left.contains($0) }
        var outcomes: [WorkOutcome] = [
            .appleFinished(request.id, AppleRequestResult(retired: retired, reason: refused.first.map { Self.words($0.error) }))
        ]
        for refusal in refused {
            if let redo = worker.state.runningRedo(of: refusal.user, at: location) {
                outcomes.append(.redoFailed(redo.id, reason: Self.words(refusal.error)))
            }
        }
        _ = await worker.record(outcomes)
    }

    private mutating func finishCreate(_ request: AppleRequest, _ status: AppleEventStatus) async throws(GatewayFailure) {
        let failures = refusals(status, request)
        // 9716: Apple has an active record of that name already; which one, is read like the others.
        let refused = failures.filter { $0.error.number != 9716 && !Self.isTemporary($0.error) }
        let postponed = failures.filter { Self.isTemporary($0.error) }
        let settled = IDSet((refused + postponed).map(\.user))
        let created = request.users.filter { !settled.contains($0) }
        let records = try await readRecords(of: created)
        let missing = created.count - records.count
        if missing > 0 || !postponed.isEmpty {
            pause.fail("Apple has not registered everybody yet", now: worker.now, retryAfter: .seconds(5), key: 0)
        }
        let reason = postponed.first.map { Self.words($0.error) } ?? (missing > 0 ? "no record at Apple yet" : nil)
        let result = AppleRequestResult(records: try sealed(records), refused: refused, reason: reason)
        _ = await worker.record([.appleFinished(request.id, result)])
    }

    /// What became of a call whose answer is lost: users who are what the call wanted are done, the others go again.
    private mutating func readBack(_ request: AppleRequest) async throws(GatewayFailure) {
        let active = try await activeRecords(of: request.users)
        succeeded()
        nextPolls[request.id] = nil
        let known = Set(active.map { $0.clientUserID.lowercased() })
        let result: AppleRequestResult
        switch request.kind {
        case .create:
            result = AppleRequestResult(records: try sealed(active), readBack: true, reason: "read back after an interruption")
        case .retire:
            let retired = request.users.filter { user in
                guard let name = worker.state.registration(of: user, at: location)?.clientUserID else { return false }
                return !known.contains(name.description)
            }
            result = AppleRequestResult(retired: retired, readBack: true, reason: "read back after an interruption")
        }
        _ = await worker.record([.appleFinished(request.id, result)])
    }

    private func refusals(_ status: AppleEventStatus, _ request: AppleRequest) -> [AppleRequestResult.Refusal] {
        let table = worker.state.registrations(at: location)
        let members = IDSet(request.users)
        return status.failures.flatMap { failure in
            failure.clientUserIDs.compactMap { table.user($0) }.filter(members.contains).map {
                AppleRequestResult.Refusal(user: $0, error: failure.error)
            }
        }
    }

    private static func isTemporary(_ error: AppleError) -> Bool { error.number == 9603 || error.number == 9644 }

    private static func words(_ error: AppleError) -> String { "Apple \(error.number): \(error.message)" }

    static func isActive(_ record: AppleUserPage.Record) -> Bool {
        record.status == "Registered" || record.status == "Associated"
    }
}
