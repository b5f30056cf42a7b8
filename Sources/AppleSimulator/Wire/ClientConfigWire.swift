/// The answer to `GET` and `POST client/config`.
struct ClientConfigWire: Encodable, Sendable {
    let countryISO2ACode: String
    let defaultPlatform: String
    let locationName: String
    let websiteURL: String

    init(_ facts: LocationFacts) {
        countryISO2ACode = facts.country
        defaultPlatform = facts.platform.rawValue
        locationName = facts.name
        websiteURL = facts.platform.websiteURL
    }
}

/// The body of `POST client/config`, before any check.
struct ClientConfigChangeWire: Decodable, Sendable {
    struct Claim: Decodable, Sendable {
        let id: String?
        let name: String?
        let metadata: String?
    }

    let mdmInfo: Claim?
    let notificationUrl: String?
    let notificationAuthToken: String?

    var change: ClientConfigChange {
        let claim = mdmInfo.map { ClientConfigChange.Claim(id: $0.id, name: $0.name, metadata: $0.metadata) }
        return ClientConfigChange(claim: claim, notificationUrl: notificationUrl, notificationAuthToken: notificationAuthToken)
    }
}
