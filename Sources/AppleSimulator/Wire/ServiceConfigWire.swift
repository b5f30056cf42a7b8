/// The answer to `GET service/config`: where everything is, how much of it, and what the error numbers mean.
struct ServiceConfigWire: Encodable, Sendable {
    let errorCodes: [ErrorWire]
    let limits: [String: Int]
    let notificationTypes: [String]
    let urls: [String: String]

    init(baseURL: String, limits: ServiceLimits, requestsPerSecond: Int) {
        errorCodes = ServiceErrorNumber.published.map { ErrorWire(ServiceError($0)) }
        self.limits = Self.published(limits, requestsPerSecond: requestsPerSecond)
        notificationTypes = ["ASSET_COUNT", "ASSET_MANAGEMENT", "USER_ASSOCIATED", "USER_MANAGEMENT"]
        var urls = ServicePaths.published.mapValues { baseURL + $0 }
        urls["invitationEmail"] = "\(baseURL)\(ServicePaths.invitation)?inviteCode=%25inviteCode%25&mt=8"
        self.urls = urls
    }

    private static func published(_ limits: ServiceLimits, requestsPerSecond: Int) -> [String: Int] {
        var published = [
            "maxUsers": limits.maxUsers,
            "maxAssets": limits.maxAssets,
            "maxClientUserIds": limits.maxClientUserIds,
            "maxSerialNumbers": limits.maxSerialNumbers,
            "maxRevokeClientUserIds": limits.maxRevokeClientUserIds,
            "maxRevokeSerialNumbers": limits.maxRevokeSerialNumbers,
            "maxNotificationLength": limits.maxNotificationLength,
            "maxMdmIdLength": limits.maxMdmIdLength,
            "maxMdmNameLength": limits.maxMdmNameLength,
            "maxMdmMetadataLength": limits.maxMdmMetadataLength,
        ]
        if requestsPerSecond > 0 { published["maxRequestPerSecond"] = requestsPerSecond }
        return published
    }
}

/// The paths of the service, below its base URL.
enum ServicePaths {
    static let serviceConfig = "/mdm/v2/service/config"
    static let clientConfig = "/mdm/v2/client/config"
    static let users = "/mdm/v2/users"
    static let createUsers = "/mdm/v2/users/create"
    static let updateUsers = "/mdm/v2/users/update"
    static let retireUsers = "/mdm/v2/users/retire"
    static let assets = "/mdm/v2/assets"
    static let assignments = "/mdm/v2/assignments"
    static let associateAssets = "/mdm/v2/assets/associate"
    static let disassociateAssets = "/mdm/v2/assets/disassociate"
    static let revokeAssets = "/mdm/v2/assets/revoke"
    static let status = "/mdm/v2/status"
    static let invitation = "/WebObjects/MZFinance.woa/wa/associateVPPUserWithITSAccount"

    /// Key under `urls` and path of what takes a content token.
    static let published = [
        "clientConfig": clientConfig, "getUsers": users, "createUsers": createUsers, "updateUsers": updateUsers,
        "retireUsers": retireUsers, "getAssets": assets, "getAssignments": assignments, "associateAssets": associateAssets,
        "disassociateAssets": disassociateAssets, "revokeAssets": revokeAssets, "eventStatus": status,
    ]
}
