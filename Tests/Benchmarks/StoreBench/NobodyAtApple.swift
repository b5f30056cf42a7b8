import Domain
import Gateway

/// Apple's service as far as these measurements use it: not at all.
struct NobodyAtApple: VolumePurchasing {
    private static let refusal = GatewayFailure(.temporary(retryAfter: nil), "Nothing here talks to Apple.")

    func serviceConfiguration(origin: String) async throws(GatewayFailure) -> ServiceConfiguration { throw Self.refusal }
    func clientConfiguration(_ access: LocationAccess) async throws(GatewayFailure) -> ClientConfiguration { throw Self.refusal }
    func claim(_ access: LocationAccess, as claim: ManagementClaim) async throws(GatewayFailure) -> ClientConfiguration {
        throw Self.refusal
    }
    func createUsers(_ users: [AppleUserWish], _ access: LocationAccess) async throws(GatewayFailure) -> String {
        throw Self.refusal
    }
    func retireUsers(_ users: [UniqueID], _ access: LocationAccess) async throws(GatewayFailure) -> String { throw Self.refusal }
    func eventStatus(_ eventID: String, _ access: LocationAccess) async throws(GatewayFailure) -> AppleEventStatus {
        throw Self.refusal
    }
    func records(of user: UniqueID, _ access: LocationAccess) async throws(GatewayFailure) -> [AppleUserPage.Record] {
        throw Self.refusal
    }
    func usersPage(index: Int, since version: String?, _ access: LocationAccess) async throws(GatewayFailure) -> AppleUserPage {
        throw Self.refusal
    }
    func assignments(of user: UniqueID, _ access: LocationAccess) async throws(GatewayFailure) -> [AppleAssignment] {
        throw Self.refusal
    }
}
