import Domain
import Gateway
import GatewayVolumePurchasing
import TestSupport

/// A gateway before a server that answers service config, and for everything else what the test says.
struct AppleDouble {
    static let token = "eyJ0b2tlbiI6IlNFQ1JFVC1TRUNSRVQtU0VDUkVUIiwiZXhwRGF0ZSI6IjIwMjctMTEtMjIifQ=="

    let server: LoopbackServer
    let admission = FakeAdmission()
    let time = SettableTime()
    let gateway: VolumePurchasingGateway
    let access: LocationAccess

    init(
        timeout: Duration = .seconds(10), maxAnswerBytes: Int = 1 << 20, config: (@Sendable (String) -> String)? = nil,
        _ answer: @escaping @Sendable (LoopbackServer.Request) -> LoopbackServer.Reply
    ) throws {
        server = try LoopbackServer()
        var options = VolumePurchasingOptions()
        options.timeout = timeout
        options.maxAnswerBytes = maxAnswerBytes
        gateway = VolumePurchasingGateway(admission: admission, time: time, options: options)
        access = LocationAccess(location: LocationID(4), origin: server.origin, token: Secret(Self.token), claimID: "ours")
        let body = (config ?? Self.serviceConfig)(server.origin)
        server.onRequest { $0.path == "/mdm/v2/service/config" ? .json(body) : answer($0) }
    }

    /// The requests that carried, or should have carried, a token.
    var calls: [LoopbackServer.Request] { server.requests.filter { $0.path != "/mdm/v2/service/config" } }

    @Sendable static func serviceConfig(_ origin: String) -> String {
        """
        {"errorCodes":[{"errorNumber":9609,"errorMessage":"documentation, not a failure"}],
         "limits":{"maxUsers":50,"maxRequestPerSecond":7,"maxSomethingNew":1},
         "urls":{"invitationEmail":"https://buy.example.org/x?inviteCode=%25inviteCode%25&mt=8",
         "clientConfig":"\(origin)/a/client","getUsers":"\(origin)/a/users","createUsers":"\(origin)/a/create",
         "retireUsers":"\(origin)/a/retire","getAssignments":"\(origin)/a/assignments","eventStatus":"\(origin)/a/status"}}
        """
    }

    static let user = UniqueID(high: 0x1111_2222_3333_4444, low: 0x5555_6666_7777_8888)

    /// Makes one writing call.
    func create() async throws(GatewayFailure) -> String {
        try await gateway.createUsers([AppleUserWish(clientUserID: Self.user, email: "ada@example.org")], access)
    }

    /// Makes one reading call.
    func read() async throws(GatewayFailure) -> AppleUserPage { try await gateway.usersPage(index: 0, since: nil, access) }

    /// Every authenticated call there is, except the one that shows a foreign claim.
    var everyCall: [(name: String, call: () async throws -> Void)] {
        [
            ("claim", { _ = try await gateway.claim(access, as: ManagementClaim(id: "ours", name: "n", metadata: "m")) }),
            ("createUsers", { _ = try await create() }),
            ("retireUsers", { _ = try await gateway.retireUsers([Self.user], access) }),
            ("eventStatus", { _ = try await gateway.eventStatus("e", access) }),
            ("records", { _ = try await gateway.records(of: Self.user, access) }),
            ("usersPage", { _ = try await read() }),
            ("assignments", { _ = try await gateway.assignments(of: Self.user, access) }),
        ]
    }
}

/// The failure that a call ends with; nil when it succeeds.
func failure(of call: () async throws -> Void) async -> GatewayFailure? {
    do {
        try await call()
        return nil
    } catch {
        return error as? GatewayFailure
    }
}
