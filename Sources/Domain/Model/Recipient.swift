/// The status of a recipient; `Phrases.recipient` says what each is called on screen.
package enum RecipientStatus: String, Hashable, Sendable, CaseIterable {
    case queued, sending, sent, shownOnDevice, linkOpened, accepted, autoRegistered, skipped, mismatch, failed, unknown
    case cancelled, superseded, leftScope

    /// The position in `allCases`, for tables of counts.
    package var index: Int { Int(ordinal) }

    private var ordinal: UInt8 {
        switch self {
        case .queued: 0
        case .sending: 1
        case .sent: 2
        case .shownOnDevice: 3
        case .linkOpened: 4
        case .accepted: 5
        case .autoRegistered: 6
        case .skipped: 7
        case .mismatch: 8
        case .failed: 9
        case .unknown: 10
        case .cancelled: 11
        case .superseded: 12
        case .leftScope: 13
        }
    }

    /// Registered at Apple through this invitation or another.
    package var isAccepted: Bool { self == .accepted || self == .autoRegistered || self == .mismatch }
    /// Nothing more will happen to it.
    package var isEnded: Bool { self == .cancelled || self == .superseded || self == .leftScope }
    /// The person has been reached and may still accept.
    package var isOpen: Bool { self == .sent || self == .shownOnDevice || self == .linkOpened }
}

/// Why a recipient is skipped or failed.
package struct StatusReason: Hashable, Sendable {
    package enum Code: String, Hashable, Sendable, CaseIterable {
        // Skipped: in scope, but not to be reached.
        case noEmail, noDevice, noManagedAccount, alreadyAccepted, alreadyInvited, otherSite
        // Failed.
        case mailboxRefused, temporaryFailuresUsedUp, messageUnusable, registrationRefused, retiredElsewhere
    }

    package var code: Code
    /// The server's own line, or Apple's number and text; empty when the code says it all.
    package var detail: String

    package init(_ code: Code, detail: String = "") {
        self.code = code
        self.detail = detail
    }
}

/// One user inside one invitation: the row of the usage view.
package struct Recipient: Hashable, Sendable {
    package let user: UserID
    package var status: RecipientStatus
    /// Since when the status is what it is.
    package var since: Instant
    package var reason: StatusReason?
    /// Registered without a message when its turn comes (R1, R5).
    package var automatic: Bool
    /// The generation of the registration that its personal link is for.
    package var generation: UInt32
    /// Which wish this is: 1 for the first, raised by every resend and redo.
    package var sendNumber: UInt32
    package var timesSent: UInt32 = 0
    package var lastSentAt: Instant?
    package var acceptedAt: Instant?
    /// Nothing leaves the host before this moment.
    package var notBefore: Instant
    /// Temporary failures of the current wish.
    package var attempts: UInt32 = 0
    /// The message is the redo text.
    package var isRedo = false
    /// The epoch of the worker that has it in flight, or had it when it was lost sight of; 0 when its outcome is known.
    package var claimedEpoch: UInt32 = 0
    /// When its link was opened while a worker has its message in flight: the outcome then finds it opened.
    package var openedInFlight: Instant?
    /// When the person last asked for a new mail on the page of an ended link (R11).
    package var askedAt: Instant?
    /// What it was before it entered the outbox, to be given back by a recall; nil when it was new.
    package var beforeQueued: Standing?
    /// Accepted through this other invitation of the same location (R12).
    package var by: InvitationID?

    /// Where a recipient stood.
    package struct Standing: Hashable, Sendable {
        package let status: RecipientStatus
        package let reason: StatusReason?
        package let since: Instant

        package init(status: RecipientStatus, reason: StatusReason?, since: Instant) {
            (self.status, self.reason, self.since) = (status, reason, since)
        }
    }

    package init(
        user: UserID, status: RecipientStatus, since: Instant, reason: StatusReason? = nil, automatic: Bool = false,
        generation: UInt32 = 1, sendNumber: UInt32 = 1, notBefore: Instant = .distantPast
    ) {
        self.user = user
        self.status = status
        self.since = since
        self.reason = reason
        self.automatic = automatic
        self.generation = generation
        self.sendNumber = sendNumber
        self.notBefore = notBefore
    }
}

extension Recipient {
    /// In scope, but there was nothing to do: the person had accepted before the invitation was made.
    package var isSkippedAsAccepted: Bool { status == .skipped && reason?.code == .alreadyAccepted }
}

/// Names one recipient: a user inside an invitation.
package struct RecipientKey: Hashable, Comparable, Sendable {
    package let invitation: InvitationID
    package let user: UserID

    package init(_ invitation: InvitationID, _ user: UserID) {
        self.invitation = invitation
        self.user = user
    }

    package static func < (left: RecipientKey, right: RecipientKey) -> Bool {
        (left.invitation, left.user) < (right.invitation, right.user)
    }
}
