import Domain

/// Apple's App and Book Management service, as far as Rollcall uses it.
///
/// Every call compares the management claim that the answer carries with ours and fails with `foreignClaim` when another
/// service holds the location. Calls are admitted against the service's limit by `RequestAdmission` inside the gateway.
/// A failure's `number` is Apple's `errorNumber`. Writing calls are never repeated by the gateway itself.
package protocol VolumePurchasing: Sendable {
    /// The service's addresses and limits; needs no token. Cached for five minutes for each origin.
    func serviceConfiguration(origin: String) async throws(GatewayFailure) -> ServiceConfiguration
    /// Who manages the location now, and what it is called. The one call that answers a foreign claim instead of failing.
    func clientConfiguration(_ access: LocationAccess) async throws(GatewayFailure) -> ClientConfiguration
    /// Writes our claim; the caller has looked at `clientConfiguration` first.
    func claim(_ access: LocationAccess, as claim: ManagementClaim) async throws(GatewayFailure) -> ClientConfiguration
    /// Queues the creation of users; at most `limits.maxUsers`. Returns the event id.
    func createUsers(_ users: [AppleUserWish], _ access: LocationAccess) async throws(GatewayFailure) -> String
    /// Queues the retirement of users; at most `limits.maxUsers`. Returns the event id.
    func retireUsers(_ users: [UniqueID], _ access: LocationAccess) async throws(GatewayFailure) -> String
    /// How far queued work has come.
    func eventStatus(_ eventID: String, _ access: LocationAccess) async throws(GatewayFailure) -> AppleEventStatus
    /// All records of one user, active and retired; empty when Apple knows none.
    func records(of user: UniqueID, _ access: LocationAccess) async throws(GatewayFailure) -> [AppleUserPage.Record]
    /// One page of the location's users: all, or what changed since a version.
    func usersPage(index: Int, since version: String?, _ access: LocationAccess) async throws(GatewayFailure) -> AppleUserPage
    /// What is assigned to one user, all pages.
    func assignments(of user: UniqueID, _ access: LocationAccess) async throws(GatewayFailure) -> [AppleAssignment]
}

/// What opens a location at the service: its origin, the content token, and the claim that we hold there.
package struct LocationAccess: Sendable, CustomStringConvertible {
    package var location: LocationID
    /// The origin of the service, `https://vpp.itunes.apple.com` or a loopback address.
    package var origin: String
    package var token: Secret
    /// Our `mdmInfo.id`.
    package var claimID: String

    package init(location: LocationID, origin: String, token: Secret, claimID: String) {
        self.location = location
        self.origin = origin
        self.token = token
        self.claimID = claimID
    }

    package var description: String { "\(location) at \(origin)" }
}

/// Bytes that must never reach a log, a screen or an error: printing them prints nothing of them.
package struct Secret: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private let bytes: [UInt8]

    package init(_ bytes: [UInt8]) { self.bytes = bytes }
    package init(_ text: String) { self.bytes = Array(text.utf8) }

    package var description: String { "(secret)" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }

    /// The moment of use: the only way to the bytes.
    package func reveal() -> [UInt8] { bytes }
    package func revealText() -> String { String(decoding: bytes, as: UTF8.self) }
}

/// The service's own description of itself: addresses and limits change without notice.
package struct ServiceConfiguration: Hashable, Sendable {
    /// Where a person accepts; holds a placeholder for the invite code.
    package var invitationTemplate: String
    package var maxUsers: Int
    package var requestsPerSecond: Int

    package init(invitationTemplate: String, maxUsers: Int, requestsPerSecond: Int) {
        self.invitationTemplate = invitationTemplate
        self.maxUsers = maxUsers
        self.requestsPerSecond = requestsPerSecond
    }

    /// The page on which the holder of an invite code accepts.
    package func invitationLink(inviteCode: String) -> String {
        for placeholder in ["%25inviteCode%25", "%inviteCode%"] {
            let parts = invitationTemplate.splitOnce(placeholder)
            if let parts { return parts.before + inviteCode + parts.after }
        }
        return invitationTemplate
    }
}

extension String {
    fileprivate func splitOnce(_ separator: String) -> (before: String, after: String)? {
        let hay = Array(utf8)
        let needle = Array(separator.utf8)
        guard hay.count >= needle.count else { return nil }
        for start in 0...(hay.count - needle.count) where hay[start..<start + needle.count].elementsEqual(needle) {
            return (
                String(decoding: hay[..<start], as: UTF8.self), String(decoding: hay[(start + needle.count)...], as: UTF8.self)
            )
        }
        return nil
    }
}

/// Who manages a location.
package struct ClientConfiguration: Hashable, Sendable {
    package var uniqueLocationID: String
    package var locationName: String
    package var country: String
    package var claim: ManagementClaim?

    package init(uniqueLocationID: String, locationName: String, country: String, claim: ManagementClaim?) {
        self.uniqueLocationID = uniqueLocationID
        self.locationName = locationName
        self.country = country
        self.claim = claim
    }
}

/// Apple's `mdmInfo`: a cooperative claim, not a lock.
package struct ManagementClaim: Hashable, Sendable {
    package var id: String
    package var name: String
    package var metadata: String

    package init(id: String, name: String, metadata: String) {
        self.id = id
        self.name = name
        self.metadata = metadata
    }
}

/// A user to create at Apple.
package struct AppleUserWish: Hashable, Sendable {
    package var clientUserID: UniqueID
    package var email: String?
    package var managedAppleAccount: String?

    package init(clientUserID: UniqueID, email: String? = nil, managedAppleAccount: String? = nil) {
        self.clientUserID = clientUserID
        self.email = email
        self.managedAppleAccount = managedAppleAccount
    }
}

/// The state of queued work at Apple.
package struct AppleEventStatus: Hashable, Sendable {
    package enum Progress: Hashable, Sendable { case pending, complete, failed }

    package struct UserFailure: Hashable, Sendable {
        package var clientUserIDs: [UniqueID]
        package var error: AppleError

        package init(clientUserIDs: [UniqueID], error: AppleError) {
            self.clientUserIDs = clientUserIDs
            self.error = error
        }
    }

    package var progress: Progress
    package var requested: Int
    package var completed: Int
    /// `failed` does not mean that nothing happened: who is not listed here succeeded.
    package var failures: [UserFailure]

    package init(progress: Progress, requested: Int = 0, completed: Int = 0, failures: [UserFailure] = []) {
        self.progress = progress
        self.requested = requested
        self.completed = completed
        self.failures = failures
    }
}

/// One page of the users of a location.
package struct AppleUserPage: Hashable, Sendable {
    /// A record as Apple sent it; `clientUserID` may be a name that another product chose.
    package struct Record: Hashable, Sendable {
        package var clientUserID: String
        package var status: String
        package var idHash: String?
        package var inviteCode: String?
        package var email: String?

        package init(
            clientUserID: String, status: String, idHash: String? = nil, inviteCode: String? = nil, email: String? = nil
        ) {
            self.clientUserID = clientUserID
            self.status = status
            self.idHash = idHash
            self.inviteCode = inviteCode
            self.email = email
        }
    }

    package var records: [Record]
    package var version: String
    package var nextIndex: Int?
    package var totalPages: Int

    package init(records: [Record], version: String, nextIndex: Int?, totalPages: Int) {
        self.records = records
        self.version = version
        self.nextIndex = nextIndex
        self.totalPages = totalPages
    }
}

/// One licence given to a user.
package struct AppleAssignment: Hashable, Sendable {
    package var adamID: String
    package var pricingParameter: String

    package init(adamID: String, pricingParameter: String) {
        self.adamID = adamID
        self.pricingParameter = pricingParameter
    }
}

/// Admits requests to a location across all processes of the host, so that Apple's limit holds for the sum of them.
package protocol RequestAdmission: Sendable {
    /// Returns when a request may go; `perSecond` is the service's limit.
    func admit(_ location: LocationID, perSecond: Int) async throws(GatewayFailure)
    /// Nobody sends to the location before `wait` is over (Retry-After, back-off).
    func block(_ location: LocationID, for wait: Span) async
}
