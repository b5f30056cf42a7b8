import Domain
import Gateway

/// All calls to Apple for one location, one after the other: reads that were asked for, queued work, redos, retirements,
/// registrations, the regular read.
struct AppleLane: Sendable {
    let worker: Worker
    let location: LocationID
    let wake: LaneWake
    var pause = LanePause()
    /// When each queued piece of work is looked at next.
    var nextPolls: [AppleRequestID: Instant] = [:]
    var nextSync: Instant?
    /// Calls whose outcome is awaited at one time.
    static let requestsInFlight = 5

    init(worker: Worker, location: LocationID, wake: LaneWake) {
        self.worker = worker
        self.location = location
        self.wake = wake
    }

    mutating func run() async {
        while !worker.shallLeave {
            if pause.isOver(at: worker.now) {
                do {
                    if try await isUsable(), try await step() { continue }
                } catch {
                    await handle(error)
                }
            }
            await wake.wait(until: nextMoment(), worker.parts.time)
        }
    }

    /// Whether anything may be written; a location that another service claimed is looked at, never written to (R24).
    private mutating func isUsable() async throws(GatewayFailure) -> Bool {
        guard let record = worker.state.locations[location] else { return false }
        if record.claimedBy != nil, nextSync ?? worker.now <= worker.now {
            nextSync = worker.now + worker.configuration.syncEvery
            let claim = try await worker.parts.volumePurchasing.clientConfiguration(access()).claim
            if claim?.id == worker.configuration.claim { _ = await worker.record([.claimHeld(location)]) }
        }
        return worker.state.locations[location]?.isUsable(at: worker.now) ?? false
    }

    /// Does the most urgent piece of work; false when there is none.
    private mutating func step() async throws(GatewayFailure) -> Bool {
        if try await answerRead() { return true }
        if try await lookAtQueuedWork() { return true }
        if try await readAssignments() { return true }
        if try await post(.retire) { return true }
        if try await post(.create) { return true }
        return try await syncRegularly()
    }

    private func nextMoment() -> Instant? {
        if !pause.isOver(at: worker.now) { return pause.until }
        guard worker.state.locations[location]?.isUsable(at: worker.now) ?? false else { return nextSync }
        let state = worker.state
        let waiting = state.outbox.toRegister[location]?.compactMap { user in
            state.registration(of: user, at: location).map(\.notBefore).flatMap { $0 > worker.now ? $0 : nil }
        }
        return (Array(nextPolls.values) + (waiting ?? []) + [nextSync].compactMap { $0 }).min()
    }

    /// What opens the location; a token file that cannot be read is a matter for a person.
    func access() throws(GatewayFailure) -> LocationAccess {
        guard let settings = worker.state.locations[location]?.settings else {
            throw GatewayFailure(.permanent, "The location is gone.")
        }
        do {
            let token = try worker.parts.keys.contentToken(of: location)
            return LocationAccess(
                location: location, origin: settings.serviceURL, token: token, claimID: worker.configuration.claim)
        } catch {
            throw GatewayFailure(.needsPerson, error.reason)
        }
    }

    /// The lane's own answer to trouble with the service as a whole.
    mutating func handle(_ failure: GatewayFailure) async {
        if let other = failure.foreignClaim {
            _ = await worker.record([.claimLost(location, to: other)])
        } else if failure.kind == .needsPerson, let number = failure.number {
            _ = await worker.record([.tokenRefused(location, AppleError(number: number, message: failure.reason))])
        }
        var retryAfter: Span?
        if case .temporary(let wait) = failure.kind { retryAfter = wait }
        pause.fail(failure.reason, now: worker.now, retryAfter: retryAfter, key: UInt64(location.number))
        worker.pause("apple \(location.number)", pause)
    }

    mutating func succeeded() {
        guard pause.until != nil else { return }
        pause.succeed()
        worker.pause("apple \(location.number)", nil)
    }

    private mutating func readAssignments() async throws(GatewayFailure) -> Bool {
        let state = worker.state
        guard let redo = state.outbox.redosToRead.lazy.compactMap({ state.redos[$0] }).first(where: { $0.location == location }),
            let registration = state.registration(of: redo.user, at: location)
        else { return false }
        let assignments = try await worker.parts.volumePurchasing.assignments(of: registration.clientUserID, access())
        succeeded()
        // Apps and books are told apart by the catalogue of assets; without content both lists are empty.
        let apps = assignments.map(\.adamID)
        _ = await worker.record([.assignmentsRead(redo.id, apps: apps, books: [])])
        return true
    }
}
