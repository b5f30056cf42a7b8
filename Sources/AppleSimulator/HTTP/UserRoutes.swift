import Foundation
import Hummingbird

/// Reading users, and creating, updating and retiring them.
struct UserRoutes: Sendable {
    let desk: SimulatorDesk

    var routes: [Route] {
        [
            Route(method: .get, path: ServicePaths.users, answer: users),
            Route(method: .post, path: ServicePaths.createUsers) { try await submit($0, as: .create) },
            Route(method: .post, path: ServicePaths.updateUsers) { try await submit($0, as: .update) },
            Route(method: .post, path: ServicePaths.retireUsers) { try await submit($0, as: .retire) },
        ]
    }

    private func users(_ request: SimulatorRequest) async throws -> Response {
        let holder = try request.tokenHolder()
        let query = try UserQuery(
            activeOnly: request.flag("activeOnly"), retiredOnly: request.flag("retiredOnly"),
            clientUserId: request.query["clientUserId"], page: request.page())
        let (page, common, secret) = try await desk.work { (apple, now) throws(ServiceError) in
            (try apple.users(query, of: holder.location), apple.commonMembers(for: holder, at: now), apple.secret)
        }
        // Hashing and encoding happen here and not at the desk, so that pages can be read side by side.
        return .json(Envelope(body: UsersPageWire(page.map { UserWire($0, secret: secret) }), common: common))
    }

    private func submit(_ request: SimulatorRequest, as type: EventType) async throws -> Response {
        let holder = try request.tokenHolder()
        let users = try request.json(ManageUsersWire.self).requestedUsers()
        return .json(
            try await desk.work { (apple, now) throws(ServiceError) in
                try apple.check(users)
                let id = apple.accept(.users(users), as: type, at: holder.location, now: now)
                return Envelope(body: EventWire(eventId: id), common: apple.commonMembers(for: holder, at: now))
            })
    }
}

extension SimulatedApple {
    private static let lastDays: Double = 15 * 86_400

    /// `uId`, the claim, and the token's date where it is to be shown.
    func commonMembers(for holder: TokenHolder, at now: Date, alwaysWithDate: Bool = false) -> CommonMembers {
        let facts = locations[holder.location].facts
        let isNear = holder.token.expires.timeIntervalSince(now) <= Self.lastDays
        let showsDate = alwaysWithDate || rules.behaviour.tokenExpiration == .everywhere || isNear
        return CommonMembers(
            uId: facts.uId, mdmInfo: facts.mdmInfo, tokenExpirationDate: showsDate ? holder.token.expires.serviceText : nil)
    }
}
