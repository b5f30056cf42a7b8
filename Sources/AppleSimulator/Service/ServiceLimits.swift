/// The limits of one request, as service config publishes them.
package struct ServiceLimits: Equatable, Sendable {
    /// Entries of `users` in create, update and retire.
    package var maxUsers = 100
    /// Entries of `assets` in associate and disassociate.
    package var maxAssets = 25
    /// Entries of `clientUserIds` in associate and disassociate.
    package var maxClientUserIds = 1000
    /// Entries of `serialNumbers` in associate and disassociate.
    package var maxSerialNumbers = 1000
    /// Entries of `clientUserIds` in revoke.
    package var maxRevokeClientUserIds = 100
    /// Entries of `serialNumbers` in revoke.
    package var maxRevokeSerialNumbers = 100
    /// Characters of `notificationUrl`, and of `notificationAuthToken`.
    package var maxNotificationLength = 512
    /// Characters of `mdmInfo.id`.
    package var maxMdmIdLength = 100
    /// Characters of `mdmInfo.name`.
    package var maxMdmNameLength = 100
    /// Characters of `mdmInfo.metadata`.
    package var maxMdmMetadataLength = 255

    /// The values of Apple's published example.
    package init() {}
}
