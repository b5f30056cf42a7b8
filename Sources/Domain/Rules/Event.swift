/// What is a fact since a command was accepted; the journal holds nothing else (docs/JOURNAL.md).
///
/// The case name is the record's kind. Lists of users are in the order in which they were decided and are cut into several
/// events where a record would grow beyond 64 KiB.
package enum Event: Hashable, Sendable {
    // People.
    case siteCreated(SiteID, name: String)
    case groupCreated(GroupID, name: String)
    /// The whole new record of each user.
    case usersChanged(UserRows)
    case groupMembersChanged(GroupID, added: [UserID], removed: [UserID])
    // Locations.
    case locationAdded(LocationID, LocationSettings)
    case locationChanged(LocationID, LocationSettings)
    case claimLost(LocationID, to: String)
    case claimHeld(LocationID)
    case tokenRefused(LocationID, AppleError)
    case readRequested(ReadRequestID, LocationID, users: [UserID])
    case readFinished(ReadRequestID, failure: String?)
    case locationRead(LocationID, version: String)
    // Invitations.
    case invitationCreated(InvitationID, InvitationSettings, excluded: Int, outsideSite: Int)
    case invitationCancelled(InvitationID)
    case recipientsQueued(RecipientsQueued)
    case recipientsSkipped(InvitationID, StatusReason.Code, users: [UserID])
    case recipientsCancelled(InvitationID, users: [UserID])
    case recipientsSuperseded(InvitationID, users: [UserID])
    case recipientsConsideredSent(InvitationID, users: [UserID])
    case linkOpened(RecipientKey)
    case linkShown(RecipientKey)
    // Registrations.
    case registrationRequested(RegistrationRequested)
    case registrationWithdrawn(LocationID, users: [UserID])
    case registrationRetiring(LocationID, users: [UserID])
    case registrationConfirmed(LocationID, [ConfirmedRegistration], readBack: Bool)
    case registrationRefused(LocationID, [AppleRequestResult.Refusal])
    case registrationRetired(LocationID, users: [UserID])
    case registrationObserved(LocationID, AppleReading.Cause, [ObservedRegistration])
    // Calls to Apple.
    case appleRequestClaimed(AppleRequestID, AppleRequest.Kind, LocationID, users: [UserID], epoch: UInt32)
    case appleRequestResumed(AppleRequestID, epoch: UInt32)
    case appleRequestQueued(AppleRequestID, eventID: String)
    case appleRequestClosed(AppleRequestID, reason: String?)
    // The outbox.
    case workerStarted(epoch: UInt32, role: String, processID: Int32, bootID: String)
    case deliveriesClaimed(epoch: UInt32, [RecipientKey])
    case deliveriesReleased(epoch: UInt32, [RecipientKey], reason: String)
    case recipientSent(RecipientKey, epoch: UInt32)
    case recipientDeferred(RecipientKey, epoch: UInt32, until: Instant, reason: String)
    case recipientFailed(RecipientKey, epoch: UInt32, StatusReason)
    case recipientUnknown(RecipientKey, epoch: UInt32, reason: String)
    // Redo registration.
    case redoRequested(RedoID, UserID, LocationID, carrier: InvitationID)
    case redoAssignmentsRead(RedoID, apps: [String], books: [String])
    case redoAdvanced(RedoID, RedoStage)
    case redoFailed(RedoID, RedoStage, reason: String)
    case redoRetried(RedoID)
    case redoCancelled(RedoID)
    case redoEnded(RedoID)
    case sameAccountAgain(RedoID)
}

/// Recipients that enter the outbox: by creation, resend, redo, or a person's word.
package struct RecipientsQueued: Hashable, Sendable {
    /// `settled`: an administrator settled a doubt; `asked`: the invited person asked for a new mail (R11).
    package enum Cause: String, Hashable, Sendable, CaseIterable { case created, resend, redo, settled, asked }

    package var invitation: InvitationID
    package var cause: Cause
    /// Registered without a message when their turn comes.
    package var automatic: Bool
    package var notBefore: Instant
    package var users: [UserID]

    package init(invitation: InvitationID, cause: Cause, automatic: Bool, notBefore: Instant, users: [UserID]) {
        self.invitation = invitation
        self.cause = cause
        self.automatic = automatic
        self.notBefore = notBefore
        self.users = users
    }
}

/// Users to create at Apple. Each carries the name by which Apple will know it: drawn before any call.
package struct RegistrationRequested: Hashable, Sendable {
    package struct Entry: Hashable, Sendable {
        package var user: UserID
        package var clientUserID: UniqueID
        package var generation: UInt32

        package init(user: UserID, clientUserID: UniqueID, generation: UInt32) {
            self.user = user
            self.clientUserID = clientUserID
            self.generation = generation
        }
    }

    package var location: LocationID
    package var automatic: Bool
    package var notBefore: Instant
    package var entries: [Entry]

    package init(location: LocationID, automatic: Bool, notBefore: Instant, entries: [Entry]) {
        self.location = location
        self.automatic = automatic
        self.notBefore = notBefore
        self.entries = entries
    }
}

/// A registration that Apple confirmed: `Registered` with its sealed code, or `Associated` with its hash.
package struct ConfirmedRegistration: Hashable, Sendable {
    package var user: UserID
    package var appleStatus: String
    package var idHash: String?
    package var inviteCode: [UInt8]?

    package init(user: UserID, appleStatus: String, idHash: String? = nil, inviteCode: [UInt8]? = nil) {
        self.user = user
        self.appleStatus = appleStatus
        self.idHash = idHash
        self.inviteCode = inviteCode
    }
}

/// What a read of Apple showed to be other than our record; `absent` when Apple has no active record of the user.
package struct ObservedRegistration: Hashable, Sendable {
    package var user: UserID
    package var status: RegistrationStatus
    package var appleStatus: String
    package var idHash: String?
    package var inviteCode: [UInt8]?

    package init(
        user: UserID, status: RegistrationStatus, appleStatus: String, idHash: String? = nil, inviteCode: [UInt8]? = nil
    ) {
        self.user = user
        self.status = status
        self.appleStatus = appleStatus
        self.idHash = idHash
        self.inviteCode = inviteCode
    }
}

/// Where and by whom an event was recorded; what `evolve` may use beside the event itself.
package struct Stamp: Hashable, Sendable {
    package var sequence: UInt64
    package var at: Instant
    package var by: String

    package init(sequence: UInt64, at: Instant, by: String) {
        self.sequence = sequence
        self.at = at
        self.by = by
    }
}
