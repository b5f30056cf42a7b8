/// Everything that is known at one sequence number: what `evolve` makes of all events up to it.
///
/// A copy is free: the tables share what neither copy has written.
package struct State: Sendable {
    /// The sequence of the last event that was taken in.
    package internal(set) var sequence: UInt64 = 0
    package internal(set) var lastEventAt = Instant.distantPast

    package internal(set) var users = UserDirectory()
    package internal(set) var sites = IDTable<SiteID, Site>()
    package internal(set) var groups = IDTable<GroupID, Group>()
    package internal(set) var locations = IDTable<LocationID, Location>()
    package internal(set) var invitations = IDTable<InvitationID, Invitation>()
    package internal(set) var redos = IDTable<RedoID, Redo>()
    /// Writing calls to Apple whose outcome is not known yet.
    package internal(set) var appleRequests = IDTable<AppleRequestID, AppleRequest>()
    /// Wishes to read Apple's state that nobody has answered yet.
    package internal(set) var readRequests = IDTable<ReadRequestID, ReadRequest>()
    package internal(set) var outbox = Outbox()
    var userDecisions = UserDecisions()
    /// The worker that started last.
    package internal(set) var worker: WorkerEpoch?
    package internal(set) var commands = CommandHistory()
    /// Records of a kind that this version does not know: kept in the journal, counted here.
    package internal(set) var unknownEvents = 0

    var recipients = IDTable<InvitationID, PackedIDTable<UserID, Recipient>>()
    var registrations = IDTable<LocationID, RegistrationTable>()
    var invitationsOfUser = PackedIDTable<UserID, InvitationsOfUser>()
    /// Counters of names that are gone from their table once answered.
    var lastAppleRequest: UInt32 = 0
    var lastReadRequest: UInt32 = 0

    package init() {}

    /// The recipients of an invitation in the order of their users.
    package func recipients(of invitation: InvitationID) -> PackedIDTable<UserID, Recipient> {
        recipients[invitation] ?? PackedIDTable()
    }

    package func recipient(_ key: RecipientKey) -> Recipient? { recipients[key.invitation]?[key.user] }

    /// The registrations of a location in the order of their users; users that were never invited have none.
    package func registrations(at location: LocationID) -> RegistrationTable { registrations[location] ?? RegistrationTable() }

    package func registration(of user: UserID, at location: LocationID) -> Registration? {
        registrations[location]?.rows[user]
    }

    /// The invitations in which a user is a recipient, oldest first.
    package func invitations(of user: UserID) -> [InvitationID] { invitationsOfUser[user]?.invitations ?? [] }

    /// The redo that runs for a user at a location; a failed one runs until it is retried, cancelled or ended.
    package func runningRedo(of user: UserID, at location: LocationID) -> Redo? {
        registration(of: user, at: location)?.redo.flatMap { redos[$0] }
    }

    /// The user's recipients at one location, oldest invitation first.
    package func recipients(of user: UserID, at location: LocationID) -> [(invitation: Invitation, recipient: Recipient)] {
        invitations(of: user).compactMap { id in
            guard let invitation = invitations[id], invitation.settings.location == location,
                let recipient = recipients[id]?[user]
            else { return nil }
            return (invitation, recipient)
        }
    }
}
