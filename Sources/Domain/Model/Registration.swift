/// Where a user stands with one location; `notInvited` is the absence of a record.
package enum RegistrationStatus: String, Hashable, Sendable, CaseIterable {
    case notInvited, registering, invited, accepted, retiring, retired, failed

    package var index: Int {
        switch self {
        case .notInvited: 0
        case .registering: 1
        case .invited: 2
        case .accepted: 3
        case .retiring: 4
        case .retired: 5
        case .failed: 6
        }
    }
}

/// One user's state in one location.
package struct Registration: Hashable, Sendable {
    package let user: UserID
    package var status: RegistrationStatus
    package var since: Instant
    /// Raised by each registering again; a personal link is for one generation.
    package var generation: UInt32
    /// The name that Apple knows the user by, kept through every redo.
    package var clientUserID: UniqueID
    /// Create with the Managed Apple Account, so that nobody has to accept (R5).
    package var automatic: Bool
    /// Nothing leaves the host before this moment.
    package var notBefore: Instant
    /// Apple's own word, as last read.
    package var appleStatus: String?
    /// Sealed by the engine; opaque here. Absent once used or dead.
    package var inviteCode: [UInt8]?
    /// Apple's hash of the account that accepted.
    package var idHash: String?
    /// The hash before the last retire, to recognise the same account again.
    package var previousIDHash: String?
    package var acceptedAt: Instant?
    package var error: AppleError?
    /// The call to Apple in flight for it.
    package var request: AppleRequestID?
    /// The redo that runs for it.
    package var redo: RedoID?
    package var decision: Decision?

    package init(
        user: UserID, status: RegistrationStatus, since: Instant, generation: UInt32, clientUserID: UniqueID, automatic: Bool,
        notBefore: Instant
    ) {
        self.user = user
        self.status = status
        self.since = since
        self.generation = generation
        self.clientUserID = clientUserID
        self.automatic = automatic
        self.notBefore = notBefore
    }

    /// Whether Apple knows an active record of the user.
    package var isActive: Bool { status == .invited || status == .accepted || status == .retiring }
}

/// An error of Apple's service: its number decides, the text is Apple's.
package struct AppleError: Hashable, Sendable {
    package var number: Int
    package var message: String

    package init(number: Int, message: String) {
        self.number = number
        self.message = message
    }
}

/// One record of a user as Apple showed it.
package struct AppleUserRecord: Hashable, Sendable {
    package var clientUserID: UniqueID
    /// `Registered`, `Associated`, `Retired` or `Deleted`; anything else is kept as read.
    package var status: String
    package var idHash: String?
    /// Sealed before it enters the domain.
    package var inviteCode: [UInt8]?

    package init(clientUserID: UniqueID, status: String, idHash: String? = nil, inviteCode: [UInt8]? = nil) {
        self.clientUserID = clientUserID
        self.status = status
        self.idHash = idHash
        self.inviteCode = inviteCode
    }
}
