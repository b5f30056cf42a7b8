import Domain
import Gateway

/// A service to hold against the rules, and the hands of the people around it.
protocol VolumePurchasingSubject: Sendable {
    var gateway: any VolumePurchasing { get }
    var access: LocationAccess { get }
    /// Lets so much time pass that everything queued is done.
    func settle() async throws
    /// A person opens the link and accepts with an account.
    func accept(_ user: UniqueID, inviteCode: String, account: String) async throws
    /// The content token ends, or is revoked.
    func endToken(isRevoked: Bool) async throws
}

extension VolumePurchasingSubject {
    func user(_ number: UInt64) -> UniqueID { UniqueID(high: 0x7f0c_1f0e_5a4b_4f0f, low: 0x9d52_0000_0000_0000 + number) }

    /// Creates users and waits until that is done.
    @discardableResult
    func create(_ users: AppleUserWish...) async throws -> AppleEventStatus {
        try await done(try await gateway.createUsers(users, access))
    }

    @discardableResult
    func create(_ numbers: ClosedRange<UInt64>) async throws -> AppleEventStatus {
        try await done(try await gateway.createUsers(numbers.map { AppleUserWish(clientUserID: user($0)) }, access))
    }

    @discardableResult
    func retire(_ users: UniqueID...) async throws -> AppleEventStatus {
        try await done(try await gateway.retireUsers(users, access))
    }

    func done(_ event: String) async throws -> AppleEventStatus {
        try await settle()
        return try await gateway.eventStatus(event, access)
    }

    func records(_ user: UniqueID) async throws -> [AppleUserPage.Record] { try await gateway.records(of: user, access) }

    /// All pages of what changed since a version, and the version of the first page.
    func changes(since version: String?) async throws -> (records: [AppleUserPage.Record], version: String) {
        let first = try await gateway.usersPage(index: 0, since: version, access)
        var records = first.records
        var next = first.nextIndex
        while let index = next {
            let page = try await gateway.usersPage(index: index, since: version, access)
            records += page.records
            next = page.nextIndex
        }
        return (records, first.version)
    }

    /// Apple's number of the refusal that a call ends with.
    func refusal(_ call: () async throws -> Void) async -> GatewayFailure? {
        do {
            try await call()
            return nil
        } catch {
            return error as? GatewayFailure
        }
    }
}
