import Foundation
import Hummingbird

/// What is not Apple's: doing by request what people and administrators do at Apple by hand.
struct SimulationRoutes: Sendable {
    let desk: SimulatorDesk

    var routes: [Route] {
        [
            Route(method: .post, path: "/sim/accept", gate: .nothing, answer: accept),
            Route(method: .post, path: "/sim/decline", gate: .nothing, answer: decline),
            Route(method: .get, path: "/sim/open", gate: .nothing, answer: open),
            Route(method: .post, path: "/sim/people", gate: .nothing, answer: people),
            Route(method: .post, path: "/sim/expire-token", gate: .nothing, answer: expireToken),
            Route(method: .post, path: "/sim/new-token", gate: .nothing, answer: newToken),
            Route(method: .get, path: "/sim/state", gate: .nothing) { _ in
                .json(await desk.work { apple, now in SimulationStateWire(apple, at: now) })
            },
        ]
    }

    private func accept(_ request: SimulatorRequest) async throws -> Response {
        let wanted = try request.json(AcceptWire.self)
        do {
            let (place, record, secret) = try await desk.work { (apple, _) throws(AcceptanceRefusal) in
                let place = try apple.accept(wanted.inviteCode, with: wanted.account)
                return (apple.locations[place.location].facts.uId, apple.record(at: place), apple.secret)
            }
            return .json(AcceptedWire(uId: place, user: UserWire(record, secret: secret)))
        } catch let refusal as AcceptanceRefusal {
            return .refusal(refusal.rawValue, status: refusal.httpStatus)
        }
    }

    private func decline(_ request: SimulatorRequest) async throws -> Response {
        let wanted = try request.json(DeclineWire.self)
        do {
            try await desk.work { (apple, _) throws(AcceptanceRefusal) in try apple.decline(wanted.inviteCode) }
            return .json(["declined": true])
        } catch let refusal as AcceptanceRefusal {
            return .refusal(refusal.rawValue, status: refusal.httpStatus)
        }
    }

    private func open(_ request: SimulatorRequest) async throws -> Response {
        guard let limit = Int(request.query["limit"] ?? "1000"), limit >= 0 else { throw ServiceError(.invalidArgument) }
        return .json(
            await desk.work { apple, _ in
                let shown = apple.openInvitations(limit: limit).map(OpenInvitationWire.init)
                return OpenInvitationsWire(total: apple.open.codes.count, open: shown)
            })
    }

    private func people(_ request: SimulatorRequest) async throws -> Response {
        let wanted = try request.json(PeopleWire.self)
        let percent = wanted.sharedAccountPercent ?? 0
        let accepted = await desk.work { apple, now in
            let people = AcceptingPeople(perMinute: wanted.perMinute, sharedAccountPercent: percent, since: now)
            guard people != nil || wanted.perMinute == 0 else { return false }
            apple.people = people
            return true
        }
        guard accepted else {
            return .refusal("perMinute is 0 or between 0.01 and 600000, sharedAccountPercent 0 to 100", status: 400)
        }
        return .json(PeopleWire(perMinute: wanted.perMinute, sharedAccountPercent: percent))
    }
}

extension SimulationRoutes {
    private func expireToken(_ request: SimulatorRequest) async throws -> Response {
        let wanted = request.body.isEmpty ? EndTokenWire(uId: nil, as: nil) : try request.json(EndTokenWire.self)
        let standing = wanted.as ?? .expired
        return try await atLocation(wanted.uId) { apple, location, _ in
            apple.endTokens(of: location, as: standing)
            return ["uId": apple.locations[location].facts.uId, "as": standing.rawValue]
        }
    }

    private func newToken(_ request: SimulatorRequest) async throws -> Response {
        let wanted = request.body.isEmpty ? NewTokenWire(uId: nil, keepFormer: nil) : try request.json(NewTokenWire.self)
        return try await atLocation(wanted.uId) { apple, location, now in
            let text = try apple.issueToken(for: location, expires: now.addingYear, keepFormer: wanted.keepFormer ?? false)
            return ["uId": apple.locations[location].facts.uId, "token": text]
        }
    }

    /// Does something to the location with this `uId`, or to the first one when none is named.
    private func atLocation(
        _ uId: String?, _ change: @Sendable (inout SimulatedApple, Int, Date) throws -> [String: String]
    ) async throws -> Response {
        let answer = try await desk.work { apple, now in
            let location = uId == nil ? 0 : apple.locations.firstIndex { $0.facts.uId == uId }
            return try location.map { try change(&apple, $0, now) }
        }
        return answer.map { .json($0) } ?? .refusal("no location has this uId", status: 404)
    }
}

extension AcceptanceRefusal {
    /// The HTTP status of the refusal, on the page and at `/sim/accept`.
    var httpStatus: Int {
        switch self {
        case .unknownCode: 404
        case .usedCode, .accountBoundElsewhere: 409
        case .deadCode: 410
        case .unusableAccount: 400
        }
    }
}
