import Domain
import Gateway

/// A small in-memory model of Apple's service for tests: queued work, invite codes, retired records, versions, claims.
///
/// It obeys Apple's documented rules (one active record for a name, 9716 for a second one, books that stay after a retire)
/// and lets a test play the people, the other product and the faults.
package actor FakeVolumePurchasing: VolumePurchasing {
    /// The kinds of calls, for `calls` and `inject`.
    package enum Call: Hashable, Sendable, CaseIterable {
        case serviceConfiguration, clientConfiguration, claim, createUsers, retireUsers, eventStatus, records, usersPage
        case assignments
    }

    /// What becomes of the records when somebody accepts with the account that was bound before a retire.
    package enum SameAccountAgain: Sendable { case newRecordBinds, formerRecordReturns }

    /// The limits and the template that `serviceConfiguration` answers.
    package var configuration = ServiceConfiguration(
        invitationTemplate: "http://127.0.0.1:1/accept?inviteCode=%25inviteCode%25&mt=8", maxUsers: 100, requestsPerSecond: 15)
    /// How many polls answer `pending` before an event is carried out; its effects are invisible until then.
    package var pendingPolls = 0
    package var pageSize = 500
    package var sameAccountAgain = SameAccountAgain.newRecordBinds
    /// Managed Apple Accounts that exist; nil: every one does.
    package var managedAccounts: Set<String>?
    /// Whether an unknown user on `records` is 9609 instead of an empty list.
    package var refusesUnknownUsers = false

    /// How often each kind was called, refused calls included.
    package private(set) var calls: [Call: Int] = [:]
    /// Every accepted list of users to create, in order.
    package private(set) var creations: [[AppleUserWish]] = []
    /// Every accepted list of users to retire, in order.
    package private(set) var retirements: [[UniqueID]] = []

    var pools: [LocationID: Pool] = [:]
    var events: [String: QueuedWork] = [:]
    var refusals: [UniqueID: AppleError] = [:]
    private var injections: [Call: [Injection]] = [:]
    private var codesDrawn = 0

    private struct Injection {
        var failure: GatewayFailure
        var carriesOut: Bool
    }

    package init() {}

    // MARK: What a test decides

    /// The next call of a kind fails; injected failures are used up in order.
    ///
    /// With `carriedOut` the work is done all the same and only its answer is lost.
    package func inject(_ failure: GatewayFailure, into call: Call, carriedOut: Bool = false, times: Int = 1) {
        injections[call, default: []] += Array(
            repeating: Injection(failure: failure, carriesOut: carriedOut), count: max(0, times))
    }

    /// The creation of this user fails with this error in the event's failures; nil takes that back.
    package func refuse(_ user: UniqueID, with error: AppleError?) { refusals[user] = error }

    package func setPendingPolls(_ count: Int) { pendingPolls = count }
    package func setPageSize(_ size: Int) { pageSize = max(1, size) }
    package func setSameAccountAgain(_ rule: SameAccountAgain) { sameAccountAgain = rule }
    package func setManagedAccounts(_ accounts: Set<String>?) { managedAccounts = accounts }
    package func setRefusesUnknownUsers(_ refuses: Bool) { refusesUnknownUsers = refuses }
    package func setConfiguration(_ new: ServiceConfiguration) { configuration = new }

    /// Describes a location: what client config says of it. Unnamed ones exist with made-up words from their first call on.
    package func setLocation(_ location: LocationID, uniqueLocationID: String, name: String, country: String = "FR") {
        pools[location, default: Pool(location)].describe(uniqueLocationID, name, country)
    }

    /// Another service writes its claim over whatever is there; nil clears it.
    package func setClaim(_ claim: ManagementClaim?, at location: LocationID) {
        pools[location, default: Pool(location)].claim = claim
    }

    /// From now on every authenticated call for the location is refused with this number (9621 ended, 9625 revoked); nil heals.
    package func setTokenError(_ number: Int?, at location: LocationID) {
        pools[location, default: Pool(location)].tokenError = number
    }

    /// A record that was not made through this service: a stranger's, or one of an earlier installation.
    package func addRecord(_ record: AppleUserPage.Record, at location: LocationID) {
        pools[location, default: Pool(location)].add(record)
    }

    /// The person opens the link and accepts with an account; false when there is no invited record of that name.
    @discardableResult
    package func accept(clientUserID: UniqueID, idHash: String, at location: LocationID? = nil) -> Bool {
        for (id, pool) in pools where location == nil || location == id {
            var pool = pool
            if pool.accept("\(clientUserID)", idHash, sameAccountAgain) {
                pools[id] = pool
                return true
            }
        }
        return false
    }

    /// Gives licences to a user; books stay after a retire.
    package func assign(_ assignments: [AppleAssignment], books: Bool = false, to user: UniqueID, at location: LocationID) {
        pools[location, default: Pool(location)].assign(assignments, books: books, to: "\(user)")
    }

    /// Carries out every queued event now, as Apple does when nobody polls.
    package func finishQueuedWork() {
        for id in events.keys.sorted() { carryOut(id) }
    }

    /// All records of a location, in order of creation.
    package func allRecords(at location: LocationID) -> [AppleUserPage.Record] { pools[location]?.rows.map(\.record) ?? [] }

    /// The claim that a location carries now.
    package func currentClaim(at location: LocationID) -> ManagementClaim? { pools[location]?.claim }

    // MARK: The beginning of every call

    /// Counts the call, and throws what was injected unless the work is to be done all the same; then returns it.
    func begin(_ call: Call, _ access: LocationAccess?) throws(GatewayFailure) -> GatewayFailure? {
        calls[call, default: 0] += 1
        var lost: GatewayFailure?
        if let injection = injections[call]?.first {
            injections[call]?.removeFirst()
            guard injection.carriesOut else { throw injection.failure }
            lost = injection.failure
        }
        guard let access else { return lost }
        let pool = pools[access.location, default: Pool(access.location)]
        pools[access.location] = pool
        if let number = pool.tokenError { throw Self.failure(number, access) }
        return lost
    }

    func drawInviteCode() -> String {
        codesDrawn += 1
        let digits = String(codesDrawn, radix: 16)
        return String(repeating: "0", count: 32 - digits.count) + digits
    }

    func note(created users: [AppleUserWish]) { creations.append(users) }
    func note(retired users: [UniqueID]) { retirements.append(users) }
}
