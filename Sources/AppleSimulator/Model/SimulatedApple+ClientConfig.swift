import Foundation

/// What `POST client/config` asks for, as sent.
struct ClientConfigChange: Equatable, Sendable {
    /// `mdmInfo` with members that may be missing.
    struct Claim: Equatable, Sendable {
        var id: String?
        var name: String?
        var metadata: String?
    }

    var claim: Claim?
    var notificationUrl: String?
    var notificationAuthToken: String?
}

extension SimulatedApple {
    /// Stores a claim; what is not sent stays as it was. The last writer wins, as at Apple.
    mutating func configure(_ location: Int, with change: ClientConfigChange) throws(ServiceError) {
        let mdmInfo = try change.claim.map { (claim) throws(ServiceError) in try checked(claim) }
        try checkNotifications(in: change)
        guard let mdmInfo else { return }
        changeFacts(of: location) { $0.mdmInfo = mdmInfo }
    }

    private func checked(_ claim: ClientConfigChange.Claim) throws(ServiceError) -> MDMInfo {
        guard let id = claim.id, let name = claim.name, let metadata = claim.metadata, !id.isEmpty, !name.isEmpty else {
            throw ServiceError(.mdmInfoIncomplete)
        }
        guard id.unicodeScalars.count <= rules.limits.maxMdmIdLength else { throw ServiceError(.mdmIdTooLong) }
        guard name.unicodeScalars.count <= rules.limits.maxMdmNameLength else { throw ServiceError(.mdmNameTooLong) }
        guard metadata.unicodeScalars.count <= rules.limits.maxMdmMetadataLength else { throw ServiceError(.mdmMetadataTooLong) }
        return MDMInfo(id: id, name: name, metadata: metadata)
    }

    /// This simulator delivers no notifications yet, so no address can pass the test that Apple makes; the whole change is
    /// refused.
    private func checkNotifications(in change: ClientConfigChange) throws(ServiceError) {
        if change.notificationUrl == nil && change.notificationAuthToken == nil { return }
        guard let url = change.notificationUrl, let token = change.notificationAuthToken else {
            throw ServiceError(.notificationIncomplete)
        }
        guard max(url.unicodeScalars.count, token.unicodeScalars.count) <= rules.limits.maxNotificationLength else {
            throw ServiceError(.notificationTooLong)
        }
        guard let parts = URLComponents(string: url), parts.scheme?.lowercased() == "https", parts.host?.isEmpty == false,
            parts.query == nil, parts.fragment == nil
        else { throw ServiceError(.notificationInvalid) }
        throw ServiceError(.notificationUnreachable, remark: "This simulator does not deliver notifications yet.")
    }
}
