import Foundation

/// Body of `POST /sim/accept`.
struct AcceptWire: Decodable, Sendable {
    let inviteCode: String
    let account: String
}

/// Answer of `POST /sim/accept`: the user as `GET users` shows it from now on.
struct AcceptedWire: Encodable, Sendable {
    let uId: String
    let user: UserWire
}

/// Body of `POST /sim/decline`.
struct DeclineWire: Decodable, Sendable {
    let inviteCode: String
}

/// Body and answer of `POST /sim/people`.
struct PeopleWire: Codable, Sendable {
    let perMinute: Double
    let sharedAccountPercent: Int?
}

/// Body of `POST /sim/expire-token`; every member may be absent.
struct EndTokenWire: Decodable, Sendable {
    let uId: String?
    let `as`: ContentToken.Standing?
}

/// Body of `POST /sim/new-token`; every member may be absent.
struct NewTokenWire: Decodable, Sendable {
    let uId: String?
    let keepFormer: Bool?
}

/// One element of `GET /sim/open`.
struct OpenInvitationWire: Encodable, Sendable {
    let clientUserId: String
    let email: String?
    let inviteCode: String
    let uId: String

    init(_ invitation: OpenInvitation) {
        clientUserId = invitation.clientUserId
        email = invitation.email
        inviteCode = invitation.code.description
        uId = invitation.uId
    }
}

/// Answer of `GET /sim/open`.
struct OpenInvitationsWire: Encodable, Sendable {
    /// All open invitations, also those beyond the limit.
    let total: Int
    let open: [OpenInvitationWire]
}

/// Answer of `GET /sim/state`.
struct SimulationStateWire: Encodable, Sendable {
    struct LocationState: Encodable, Sendable {
        let uId: String
        let locationName: String
        let mdmInfo: MDMInfo?
        /// Standing of every content token ever issued, oldest first.
        let tokens: [String]
        /// Records by status.
        let users: [String: Int]
        let declines: Int
    }

    let locations: [LocationState]
    let openInvitations: Int
    let eventsPending: Int
    let eventsDone: Int
    let peoplePerMinute: Double

    init(_ apple: SimulatedApple, at now: Date) {
        locations = apple.locations.map { LocationState($0, at: now) }
        openInvitations = apple.open.codes.count
        eventsPending = apple.waiting.count
        eventsDone = apple.events.count - apple.waiting.count
        peoplePerMinute = apple.people?.perMinute ?? 0
    }
}

extension SimulationStateWire.LocationState {
    init(_ location: Location, at now: Date) {
        uId = location.facts.uId
        locationName = location.facts.name
        mdmInfo = location.facts.mdmInfo
        tokens = location.facts.tokens.map { $0.standing == .valid && $0.expires <= now ? "expired" : $0.standing.rawValue }
        users = location.records.reduce(into: [:]) { $0[$1.status.rawValue, default: 0] += 1 }
        declines = location.records.reduce(0) { $0 + $1.declines }
    }
}
