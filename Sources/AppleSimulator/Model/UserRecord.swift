/// The states of a user record, as the service spells them.
enum UserStatus: String, Codable, CaseIterable, Sendable {
    case registered = "Registered"
    case associated = "Associated"
    case retired = "Retired"
    case deleted = "Deleted"

    var isActive: Bool { self == .registered || self == .associated }
}

/// What has become of a record's invite code.
enum InviteCodeState: String, Codable, Sendable {
    case open, used, dead
}

/// One of possibly many records of a `clientUserId`; at most one of them is active.
struct UserRecord: Codable, Equatable, Sendable {
    let clientUserId: String
    var email: String?
    var status: UserStatus
    /// Absent when the record was born associated, through a Managed Apple Account.
    let inviteCode: InviteCode?
    var codeState: InviteCodeState
    /// Name of the Apple Account that is, or before a retire was, bound.
    var account: String?
    /// Times that somebody said no; the record stays as it is, as at Apple.
    var declines = 0
    /// Number of the record of the same `clientUserId` before this one.
    let former: Int?
    /// Position of the last change of this record in the location's change log.
    var changed = 0
}
