import Domain
import Gateway

/// Apple's App and Book Management service over HTTP.
///
/// Addresses and limits come from the service's own configuration; the content token goes only to addresses of the
/// location's origin. Every request that carries a token is admitted first, and a wait that Apple asks for is passed on.
package final class VolumePurchasingGateway: VolumePurchasing {
    private let admission: any RequestAdmission
    private let time: any TimeSource
    private let transport: VolumePurchasingTransport
    private let directory: ServiceDirectory

    /// Opens nothing yet; `time` is the clock by which the service configuration ages and dates in answers are read.
    package init(
        admission: any RequestAdmission, time: any TimeSource, options: VolumePurchasingOptions = VolumePurchasingOptions()
    ) {
        self.admission = admission
        self.time = time
        let transport = VolumePurchasingTransport(options: options)
        self.transport = transport
        directory = ServiceDirectory(
            lifetime: Span(milliseconds: options.configurationLifetime.components.seconds * 1_000), time: time
        ) { origin in await Self.describe(origin, transport, time) }
    }

    package func serviceConfiguration(origin: String) async throws(GatewayFailure) -> ServiceConfiguration {
        try await directory.description(of: origin).configuration
    }

    /// Answers a foreign claim instead of failing: this is how one sees it.
    package func clientConfiguration(_ access: LocationAccess) async throws(GatewayFailure) -> ClientConfiguration {
        let exchange = try await exchange(.clientConfig, access, expecting: nil)
        return try exchange.answer(VolumePurchasingWire.configuration)
    }

    package func claim(
        _ access: LocationAccess, as claim: ManagementClaim
    ) async throws(GatewayFailure) -> ClientConfiguration {
        let body = VolumePurchasingWire.claim(claim)
        let exchange = try await exchange(.clientConfig, access, body: body, expecting: claim.id)
        return try exchange.answer(VolumePurchasingWire.configuration)
    }

    package func createUsers(_ users: [AppleUserWish], _ access: LocationAccess) async throws(GatewayFailure) -> String {
        try await queue(.createUsers, VolumePurchasingWire.creation(users), access)
    }

    package func retireUsers(_ users: [UniqueID], _ access: LocationAccess) async throws(GatewayFailure) -> String {
        try await queue(.retireUsers, VolumePurchasingWire.retirement(users), access)
    }

    package func eventStatus(_ eventID: String, _ access: LocationAccess) async throws(GatewayFailure) -> AppleEventStatus {
        let exchange = try await exchange(.eventStatus, access, query: [("eventId", eventID)], expecting: access.claimID)
        return try exchange.answer(VolumePurchasingWire.status)
    }

    package func records(of user: UniqueID, _ access: LocationAccess) async throws(GatewayFailure) -> [AppleUserPage.Record] {
        var found: [AppleUserPage.Record] = []
        var next: Int? = 0
        while let index = next {
            let page: AppleUserPage
            do {
                page = try await users([("clientUserId", "\(user)")], index, access)
            } catch  where error.number == Self.unknownUser {
                // Apple does not document which of the two an unknown user is: an empty list or this number.
                return []
            }
            found += page.records.filter { VolumePurchasingWire.names($0.clientUserID, user) }
            next = page.nextIndex
        }
        return found
    }

    package func usersPage(
        index: Int, since version: String?, _ access: LocationAccess
    ) async throws(GatewayFailure) -> AppleUserPage {
        try await users([("sinceVersionId", version.flatMap { $0.isEmpty ? nil : $0 })], index, access)
    }

    package func assignments(of user: UniqueID, _ access: LocationAccess) async throws(GatewayFailure) -> [AppleAssignment] {
        var found: [AppleAssignment] = []
        var next: Int? = 0
        while let index = next {
            let query = [("clientUserId", "\(user)"), pageItem(index)]
            let exchange = try await exchange(.getAssignments, access, query: query, expecting: access.claimID)
            let (page, after) = try exchange.answer { (answer: VolumePurchasingWire.Assignments) in
                VolumePurchasingWire.isForward(answer.nextPageIndex, from: index)
                    ? (VolumePurchasingWire.assignments(answer, of: user), answer.nextPageIndex) : nil
            }
            found += page
            next = after
        }
        return found
    }

    private static let unknownUser = 9609
    private static let moved = 9617

    private func users(
        _ query: [(String, String?)], _ index: Int, _ access: LocationAccess
    ) async throws(GatewayFailure) -> AppleUserPage {
        let exchange = try await exchange(
            .getUsers, access, query: query + [pageItem(index)], expecting: access.claimID)
        return try exchange.answer { VolumePurchasingWire.page($0, index: index) }
    }

    private func pageItem(_ index: Int) -> (String, String?) { ("pageIndex", index == 0 ? nil : "\(index)") }

    private func queue(
        _ call: ServiceCall, _ body: [UInt8], _ access: LocationAccess
    ) async throws(GatewayFailure) -> String {
        let exchange = try await exchange(call, access, body: body, expecting: access.claimID)
        return try exchange.answer { (answer: VolumePurchasingWire.Event) in
            answer.eventId.flatMap { $0.isEmpty ? nil : $0 }
        }
    }
}

// One exchange: where to, whether now, what came back.
extension VolumePurchasingGateway {
    private func exchange(
        _ call: ServiceCall, _ access: LocationAccess, query: [(String, String?)] = [], body: [UInt8]? = nil,
        expecting claimID: String?
    ) async throws(GatewayFailure) -> AppleAnswer {
        let service = try await directory.description(of: access.origin)
        let address = try service.address(of: call)
        let failures = VolumePurchasingFailure(address: address, isWriting: body != nil, secret: access.token)
        try checkBearer(access.token, failures)
        try await admission.admit(access.location, perSecond: service.configuration.requestsPerSecond)
        let request = HTTPRequest(url: VolumePurchasingWire.address(address, query), bearer: access.token, body: body)
        do {
            let answer = try await Self.send(request, transport, failures, now: time.now)
            try answer.checkClaim(claimID)
            return answer
        } catch {
            await act(on: error, access, service.origin)
            throw error
        }
    }

    private func act(on failure: GatewayFailure, _ access: LocationAccess, _ origin: ServiceOrigin) async {
        if case .temporary(.some(let wait)) = failure.kind { await admission.block(access.location, for: wait) }
        if failure.number == Self.moved { await directory.forget(origin) }
    }

    /// A token with a line break in it would write a header of its own.
    private func checkBearer(_ token: Secret, _ failures: VolumePurchasingFailure) throws(GatewayFailure) {
        let bytes = token.reveal()
        guard !bytes.isEmpty, bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw failures.number(9722, "", retryAfter: nil)
        }
    }

    private static func send(
        _ request: HTTPRequest, _ transport: VolumePurchasingTransport, _ failures: VolumePurchasingFailure,
        now: () -> Instant
    ) async throws(GatewayFailure) -> AppleAnswer {
        let answer: HTTPAnswer
        do {
            answer = try await transport.send(request)
        } catch {
            throw failures.fault(error)
        }
        return try AppleAnswer(answer, failures, now: now())
    }

    private static func describe(
        _ origin: ServiceOrigin, _ transport: VolumePurchasingTransport, _ time: any TimeSource
    ) async -> ServiceDirectory.Answer {
        let address = "\(origin)/mdm/v2/service/config"
        let failures = VolumePurchasingFailure(address: address, isWriting: false, secret: nil)
        do throws(GatewayFailure) {
            let answer = try await send(HTTPRequest(url: address), transport, failures, now: time.now)
            return .success(try answer.answer { VolumePurchasingWire.description($0, of: origin) })
        } catch {
            return .failure(error)
        }
    }
}
