/// What an administrator, the portal or the worker asks for; `State.decide` answers with events or a rejection.
package enum Command: Hashable, Sendable {
    // People.
    case importUsers([UserDraft])
    case changeUser(UserID, UserDraft, ifVersion: UInt64?)
    case createGroup(name: String)
    case addToGroup(GroupID, [UserID])
    case removeFromGroup(GroupID, [UserID])
    // Locations.
    case addLocation(LocationSettings, siteName: String?)
    case changeLocation(LocationID, LocationChanges, ifVersion: UInt64?)
    case requestRead(LocationID, users: [UserID])
    // Invitations.
    case createInvitation(InvitationSettings, takeBackWindow: Span)
    case resendInvitation(InvitationID, ResendSelection, takeBackWindow: Span, ifVersion: UInt64?)
    case recallSending(RecallSelection)
    case cancelInvitation(InvitationID, ifVersion: UInt64?)
    case settleUnknown(InvitationID, [UserID], Settlement)
    case openLink(RecipientKey, generation: UInt32)
    /// The person behind an ended link asks for the mail again.
    case askForNewMail(RecipientKey, generation: UInt32)
    case showLink(RecipientKey)
    // Redo registration.
    case redoRegistration(RedoWish, ifVersions: [UserID: UInt64])
    case retryRedo(RedoID)
    case cancelRedo(RedoID)
    case endRedo(RedoID)
    // The worker.
    case startWorker(role: String, processID: Int32, bootID: String)
    case claimAppleRequest(epoch: UInt32, AppleRequest.Kind, LocationID, [UserID])
    case resumeAppleRequest(epoch: UInt32, AppleRequestID)
    case recordWork(epoch: UInt32, [WorkOutcome], claim: [RecipientKey])
    case observeApple(AppleReading)
}

/// What `changeLocation` changes; nil leaves it.
package struct LocationChanges: Hashable, Sendable {
    package var name: String?
    package var autoRegister: Bool?
    /// A name; empty takes the site away.
    package var siteName: String?
    /// What a new content token opens, and until when.
    package var token: NewToken?

    package struct NewToken: Hashable, Sendable {
        /// Apple's id of the pool: a renewal must not change it.
        package var uniqueLocationID: String
        package var expires: Instant

        package init(uniqueLocationID: String, expires: Instant) {
            self.uniqueLocationID = uniqueLocationID
            self.expires = expires
        }
    }

    package init(
        name: String? = nil, autoRegister: Bool? = nil, siteName: String? = nil, token: NewToken? = nil
    ) {
        self.name = name
        self.autoRegister = autoRegister
        self.siteName = siteName
        self.token = token
    }
}

/// Whom a resend is for: those who have not accepted, narrowed down.
package struct ResendSelection: Hashable, Sendable {
    /// Nil: all of the invitation.
    package var users: [UserID]?
    /// Empty: every status that can be resent.
    package var statuses: [RecipientStatus]
    /// Only who was last sent to at least this long ago.
    package var olderThan: Span?
    /// Includes who is inside the cool-down.
    package var force: Bool

    package init(users: [UserID]? = nil, statuses: [RecipientStatus] = [], olderThan: Span? = nil, force: Bool = false) {
        self.users = users
        self.statuses = statuses
        self.olderThan = olderThan
        self.force = force
    }
}

/// What a recall takes back; nil means everything that no worker has claimed.
package struct RecallSelection: Hashable, Sendable {
    package var invitation: InvitationID?
    package var users: [UserID]?

    package init(invitation: InvitationID? = nil, users: [UserID]? = nil) {
        self.invitation = invitation
        self.users = users
    }
}

/// What a person says of a message of which nobody knows whether it went out.
package enum Settlement: String, Hashable, Sendable { case sent, again }

/// Whom to redo, and how.
package struct RedoWish: Hashable, Sendable {
    package var users: [UserID]
    package var location: LocationID
    /// Nil: the person's last usable method there.
    package var method: DistributionMethod?
    /// Also when the token ends soon.
    package var force: Bool

    package init(users: [UserID], location: LocationID, method: DistributionMethod? = nil, force: Bool = false) {
        self.users = users
        self.location = location
        self.method = method
        self.force = force
    }
}

/// What the worker learned from the outside, to be recorded.
package enum WorkOutcome: Hashable, Sendable {
    // Deliveries.
    case sent(RecipientKey)
    case deferred(RecipientKey, until: Instant, reason: String)
    case failed(RecipientKey, StatusReason)
    case unknown(RecipientKey, reason: String)
    /// Nothing left the host: the claim is given back.
    case released([RecipientKey], reason: String)
    // Calls to Apple.
    case appleQueued(AppleRequestID, eventID: String)
    case appleFinished(AppleRequestID, AppleRequestResult)
    case tokenRefused(LocationID, AppleError)
    case claimLost(LocationID, to: String)
    case claimHeld(LocationID)
    // Redo.
    case assignmentsRead(RedoID, apps: [String], books: [String])
    case redoFailed(RedoID, reason: String)
    // Reads that could not be done.
    case readFailed(ReadRequestID, reason: String)
}

/// How a writing call to Apple ended, user by user; who is in none of the lists goes again.
package struct AppleRequestResult: Hashable, Sendable {
    package var records: [AppleUserRecord]
    package var refused: [Refusal]
    package var retired: [UserID]
    /// The outcome was read back after a crash, not answered.
    package var readBack: Bool
    /// Why those in none of the lists have to go again; absent when there are none.
    package var reason: String?

    package struct Refusal: Hashable, Sendable {
        package var user: UserID
        package var error: AppleError

        package init(user: UserID, error: AppleError) {
            self.user = user
            self.error = error
        }
    }

    package init(
        records: [AppleUserRecord] = [], refused: [Refusal] = [], retired: [UserID] = [], readBack: Bool = false,
        reason: String? = nil
    ) {
        self.records = records
        self.refused = refused
        self.retired = retired
        self.readBack = readBack
        self.reason = reason
    }
}

/// Records of a location's users as Apple showed them.
package struct AppleReading: Hashable, Sendable {
    package enum Cause: String, Hashable, Sendable { case sync, ask, notification }

    package var location: LocationID
    package var cause: Cause
    package var records: [AppleUserRecord]
    /// The users that were asked for one by one: no record of one of them means that Apple has none. Empty for a sync.
    package var asked: [UserID]
    /// Set at the end of a read of the whole location: Apple's version of what was read.
    package var finishedVersion: String?
    /// The wish that this answers, when it is the last part of the answer.
    package var answers: ReadRequestID?

    package init(
        location: LocationID, cause: Cause, records: [AppleUserRecord], asked: [UserID] = [], finishedVersion: String? = nil,
        answers: ReadRequestID? = nil
    ) {
        self.location = location
        self.cause = cause
        self.records = records
        self.asked = asked
        self.finishedVersion = finishedVersion
        self.answers = answers
    }
}
