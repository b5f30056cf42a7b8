/// How an invitation reaches people.
package enum DistributionMethod: String, Hashable, Sendable, CaseIterable {
    case automatic
    case email
    case prompt
    case selfService = "self-service"
}

/// One act of inviting a scope of users to register with one location by one distribution method.
package struct Invitation: Hashable, Sendable {
    package let id: InvitationID
    package var settings: InvitationSettings
    package let createdAt: Instant
    package let createdBy: String
    package var decision: Decision
    package var cancelledAt: Instant?
    /// The last sending, for "ada sent this 4 min ago".
    package var lastSending: Decision?
    /// Users that targets named and exclusions removed.
    package var excluded: Int
    /// Users that targets named and the location's site left out.
    package var outsideSite: Int
    package var counts = RecipientCounts()

    package init(
        id: InvitationID, settings: InvitationSettings, createdAt: Instant, createdBy: String, decision: Decision,
        excluded: Int, outsideSite: Int
    ) {
        self.id = id
        self.settings = settings
        self.createdAt = createdAt
        self.createdBy = createdBy
        self.decision = decision
        self.excluded = excluded
        self.outsideSite = outsideSite
    }

    package var name: String { settings.name }
    package var isCancelled: Bool { cancelledAt != nil }
}

/// What an administrator decided about an invitation.
package struct InvitationSettings: Hashable, Sendable {
    package var name: String
    package var location: LocationID
    package var method: DistributionMethod
    /// Users with a Managed Apple Account are registered without a message (R5).
    package var autoRegister: Bool
    package var requireLogin: Bool
    package var scope: Scope
    package var message: MessageText
    /// The text that follows a redo.
    package var redoMessage: MessageText

    package init(
        name: String, location: LocationID, method: DistributionMethod, autoRegister: Bool = false, requireLogin: Bool = false,
        scope: Scope, message: MessageText = .invitation, redoMessage: MessageText = .redo
    ) {
        self.name = name
        self.location = location
        self.method = method
        self.autoRegister = autoRegister
        self.requireLogin = requireLogin
        self.scope = scope
        self.message = message
        self.redoMessage = redoMessage
    }

    /// Whether the invitation registers this user without a message (R1, R5).
    package func registersAutomatically(_ user: User) -> Bool {
        (method == .automatic || autoRegister) && user.hasManagedAppleAccount
    }
}

/// The words of a mail; `{{link}}` stands for the personal link, `{{name}}`, `{{organisation}}` and `{{sender}}` for what
/// they say.
package struct MessageText: Hashable, Sendable {
    /// Empty when the transport's own sender is used.
    package var senderName: String
    package var senderAddress: String
    package var subject: String
    package var body: String

    package init(senderName: String = "", senderAddress: String = "", subject: String, body: String) {
        self.senderName = senderName
        self.senderAddress = senderAddress
        self.subject = subject
        self.body = body
    }

    package static let linkPlaceholder = "{{link}}"

    package var holdsLink: Bool { body.contains(Self.linkPlaceholder) }

    package static let invitation = MessageText(
        subject: "Register for apps and books from {{organisation}}",
        body: """
            Hello {{name}},

            {{organisation}} gives you apps and books. To receive them, please register once with your Apple Account:

            {{link}}

            The link is yours alone: please do not forward it. Your organisation does not learn which account you use, \
            and it cannot see anything in it.

            {{sender}}
            """)

    package static let redo = MessageText(
        subject: "Please register again for apps and books from {{organisation}}",
        body: """
            Hello {{name}},

            Your registration with {{organisation}} was made with another Apple Account than intended, so it has been \
            reset. Please look first which account your device uses for the App Store: on iPhone and iPad in Settings, \
            your name, Media & Purchases; on a Mac in the App Store, your name at the lower left. Change it there if it \
            is not the one that you want to use.

            Then register again with this new link; the old one no longer works:

            {{link}}

            Apps come back after you have accepted. Books stay with the account that was used before.

            {{sender}}
            """)
}

/// How many recipients of an invitation have each status; the counts sum to `recipients`.
package struct RecipientCounts: Hashable, Sendable {
    private var byStatus: [UInt32] = Array(repeating: 0, count: RecipientStatus.allCases.count)

    /// Skipped because they had accepted before: in the list of rows, but not among those who were not reached.
    package internal(set) var alreadyAccepted = 0

    package init() {}

    /// Counts as they were kept, in the order of `RecipientStatus.allCases`; what is not there counts as none.
    package init(_ kept: some Sequence<UInt32>, alreadyAccepted: Int) {
        for (index, count) in kept.enumerated() where byStatus.indices.contains(index) { byStatus[index] = count }
        self.alreadyAccepted = alreadyAccepted
    }

    /// How many have each status, in the order of `RecipientStatus.allCases`.
    package var all: [UInt32] { byStatus }

    /// Counts a recipient that was not there before.
    package mutating func add(_ recipient: Recipient) {
        byStatus[recipient.status.index] += 1
        if recipient.isSkippedAsAccepted { alreadyAccepted += 1 }
    }

    package subscript(status: RecipientStatus) -> Int { Int(byStatus[status.index]) }

    package var recipients: Int { byStatus.reduce(0) { $0 + Int($1) } }
    /// Registered, whichever way.
    package var accepted: Int { self[.accepted] + self[.autoRegistered] + self[.mismatch] }
    /// What needs a person.
    package var problems: Int { self[.failed] + self[.unknown] + self[.mismatch] }
    package var inOutbox: Int { self[.queued] + self[.sending] }

    mutating func move(from old: RecipientStatus?, to new: RecipientStatus) {
        if let old {
            precondition(byStatus[old.index] > 0, "A recipient left a status that nobody has.")
            byStatus[old.index] -= 1
        }
        byStatus[new.index] += 1
    }
}
