import Domain
import Gateway
import TestSupport

/// The fake service, with one poll that says pending.
struct FakeSubject: VolumePurchasingSubject {
    let fake = FakeVolumePurchasing()
    let access = LocationAccess(
        location: LocationID(4), origin: "https://vpp.itunes.apple.com", token: Secret("token"), claimID: "our-claim")

    var gateway: any VolumePurchasing { fake }

    init() async {
        await fake.setPendingPolls(1)
        await fake.setPageSize(3)
    }

    func settle() async { await fake.finishQueuedWork() }

    func accept(_ user: UniqueID, inviteCode: String, account: String) async throws {
        guard await fake.accept(clientUserID: user, idHash: FakeVolumePurchasing.hash(of: account)) else {
            throw TestFailure("nobody of that name is invited")
        }
    }

    func endToken(isRevoked: Bool) async { await fake.setTokenError(isRevoked ? 9625 : 9621, at: access.location) }
}
