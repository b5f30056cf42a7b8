extension Decider {
    mutating func createInvitation(_ settings: InvitationSettings, takeBackWindow: Span) throws(Rejection) {
        try Self.requireText(settings.name, field: "invitation name")
        try requireMeans(settings)
        let audience = try Audience(of: settings, in: state)
        guard audience.inScope > 0 else {
            throw .emptyScope(excluded: audience.excluded, outsideSite: audience.outsideSite)
        }
        let id = create(settings, excluded: audience.excluded, outsideSite: audience.outsideSite)
        let notBefore = context.now + max(.zero, takeBackWindow)
        queue(audience.automatic, in: id, .created, automatic: true, notBefore)
        queue(audience.reached, in: id, .created, automatic: false, notBefore)
        for (reason, users) in audience.skippedInOrder {
            for part in users.chunked(RecordLimit.identifiers) { emit(.recipientsSkipped(id, reason, users: Array(part))) }
        }
    }

    mutating func create(_ settings: InvitationSettings, excluded: Int = 0, outsideSite: Int = 0) -> InvitationID {
        let id = InvitationID((state.invitations.lastID?.number ?? 0) + 1)
        emit(.invitationCreated(id, settings, excluded: excluded, outsideSite: outsideSite))
        return id
    }

    /// Puts users into the outbox of an invitation, and asks Apple to know those that it does not know yet.
    mutating func queue(
        _ users: [UserID], in invitation: InvitationID, _ cause: RecipientsQueued.Cause, automatic: Bool, _ notBefore: Instant
    ) {
        guard let location = state.invitations[invitation]?.settings.location else { return }
        requestRegistration(of: users, at: location, automatic: automatic, notBefore)
        for part in users.chunked(RecordLimit.identifiers) {
            let queued = RecipientsQueued(
                invitation: invitation, cause: cause, automatic: automatic, notBefore: notBefore, users: Array(part))
            emit(.recipientsQueued(queued))
        }
    }

    /// Asks for a registration of those users who have none that is alive or on its way.
    mutating func requestRegistration(
        of users: [UserID], at location: LocationID, automatic: Bool, _ notBefore: Instant
    ) {
        var entries: [RegistrationRequested.Entry] = []
        for user in users {
            let known = state.registration(of: user, at: location)
            switch known?.status {
            case nil, .notInvited, .failed:
                entries.append(entry(user, known, generation: known?.generation ?? 1))
            case .retired:
                entries.append(entry(user, known, generation: (known?.generation ?? 0) + 1))
            case .registering, .invited, .accepted, .retiring:
                continue
            }
        }
        for part in entries.chunked(RecordLimit.registrations) {
            emit(
                .registrationRequested(
                    RegistrationRequested(
                        location: location, automatic: automatic, notBefore: notBefore, entries: Array(part))))
        }
    }

    /// The name at Apple is drawn once for a user and location, and kept.
    private mutating func entry(_ user: UserID, _ known: Registration?, generation: UInt32) -> RegistrationRequested.Entry {
        RegistrationRequested.Entry(
            user: user, clientUserID: known?.clientUserID ?? context.seed.nextUniqueID(), generation: generation)
    }
}
