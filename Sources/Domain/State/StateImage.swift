import Columns

/// All facts of a state, apart from what can be derived from them: what a snapshot holds, and what a state can be made of again.
///
/// `State(image)` is equal in every answer to the state that the image was taken from.
package struct StateImage: Equatable, Sendable {
    package var sequence: UInt64 = 0
    package var lastEventAt = Instant.distantPast
    package var unknownEvents = 0
    package var lastAppleRequest: UInt32 = 0
    package var lastReadRequest: UInt32 = 0
    package var worker: WorkerEpoch?
    package var sites = IDTable<SiteID, Site>()
    package var groups = IDTable<GroupID, Group>()
    package var locations = IDTable<LocationID, Location>()
    /// With their counts.
    package var invitations = IDTable<InvitationID, Invitation>()
    package var redos = IDTable<RedoID, Redo>()
    package var appleRequests = IDTable<AppleRequestID, AppleRequest>()
    package var readRequests = IDTable<ReadRequestID, ReadRequest>()
    package var commands = CommandHistory()
    package var userDecisions = UserDecisions()

    // The tables that there are a million rows of.
    package var users = PackedTable<User>()
    package var recipients = IDTable<InvitationID, PackedTable<Recipient>>()
    package var registrations = IDTable<LocationID, PackedTable<Registration>>()

    package init() {}
}

extension State {
    /// The facts of this state; free, since the tables are shared.
    package var image: StateImage {
        var image = StateImage()
        image.sequence = sequence
        image.lastEventAt = lastEventAt
        image.unknownEvents = unknownEvents
        image.lastAppleRequest = lastAppleRequest
        image.lastReadRequest = lastReadRequest
        image.worker = worker
        image.sites = sites
        image.groups = groups
        image.locations = locations
        image.invitations = invitations
        image.redos = redos
        image.appleRequests = appleRequests
        image.readRequests = readRequests
        image.commands = commands
        image.userDecisions = userDecisions
        image.users = users.table
        // A table without rows says nothing.
        for (id, table) in recipients.entries where !table.isEmpty { image.recipients[id] = table.rows }
        for (id, table) in registrations.entries where !table.rows.isEmpty { image.registrations[id] = table.rows.rows }
        return image
    }

    /// The state of an image. What can be derived is taken from `kept`, or made anew, which takes as long as reading every row.
    package init(_ image: StateImage, kept: DerivedIndexes? = nil) {
        self.init()
        sequence = image.sequence
        lastEventAt = image.lastEventAt
        unknownEvents = image.unknownEvents
        lastAppleRequest = image.lastAppleRequest
        lastReadRequest = image.lastReadRequest
        worker = image.worker
        sites = image.sites
        groups = image.groups
        locations = image.locations
        invitations = image.invitations
        redos = image.redos
        appleRequests = image.appleRequests
        readRequests = image.readRequests
        commands = image.commands
        userDecisions = image.userDecisions
        for (id, table) in image.recipients.entries { recipients[id] = PackedIDTable(table) }
        if let kept {
            take(kept, image)
            return
        }
        users = UserDirectory(image.users)
        for (id, table) in image.registrations.entries { registrations[id] = RegistrationTable(PackedIDTable(table)) }
        deriveInvitationsOfUsers()
        deriveOutbox()
    }

    private mutating func take(_ kept: DerivedIndexes, _ image: StateImage) {
        users = UserDirectory(image.users, folded: kept.foldedUsers, byUsername: kept.usernames)
        for (id, table) in image.registrations.entries {
            guard let indexes = kept.registrations[id] else {
                registrations[id] = RegistrationTable(PackedIDTable(table))
                continue
            }
            registrations[id] = RegistrationTable(PackedIDTable(table), indexes)
        }
        invitationsOfUser = PackedIDTable(kept.invitationsOfUser)
        outbox = kept.outbox
    }

    private mutating func deriveInvitationsOfUsers() {
        for (invitation, table) in recipients.entries {
            for (user, _) in table.entries {
                invitationsOfUser[user] = InvitationsOfUser(invitations(of: user) + [invitation])
            }
        }
    }

    private mutating func deriveOutbox() {
        for (location, table) in registrations.entries {
            for registration in table.rows.values { outbox.place(registration, at: location) }
        }
        for (invitation, table) in recipients.entries {
            for recipient in table.values { place(recipient, of: invitation) }
        }
        for redo in redos.values { outbox.place(redo) }
    }
}

/// What a state derives from its facts, so that it need not be derived again when it was kept beside them.
package struct DerivedIndexes: Sendable {
    package var foldedUsers = SearchIndex()
    package var usernames = NumberIndex()
    package var invitationsOfUser = PackedTable<InvitationsOfUser>()
    package var registrations = IDTable<LocationID, RegistrationTable.Indexes>()
    package var outbox = Outbox()

    package init() {}
}

extension State {
    /// What this state derived from its facts.
    package var derivedIndexes: DerivedIndexes {
        var derived = DerivedIndexes()
        derived.foldedUsers = users.foldedText
        derived.usernames = users.usernames
        derived.invitationsOfUser = invitationsOfUser.rows
        for (id, table) in registrations.entries { derived.registrations[id] = table.indexes }
        derived.outbox = outbox
        return derived
    }
}
