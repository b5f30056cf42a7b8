/// What follows for a redo from what the worker learned: each stage is an event of its own.
extension Decider {
    /// The assignments are read: without any, the apps' stages are passed through at once.
    mutating func followAssignments(_ id: RedoID, apps: [String], books: [String]) {
        guard let redo = state.redos[id], redo.stage == .requested else { return }
        emit(.redoAssignmentsRead(id, apps: apps, books: books))
        guard apps.isEmpty, books.isEmpty else {
            let reason = "\(apps.count) apps and \(books.count) books are assigned; taking them back is not built yet"
            emit(.redoFailed(id, .requested, reason: reason))
            return
        }
        advanceToRetiring(id)
    }

    private mutating func advanceToRetiring(_ id: RedoID) {
        guard let redo = state.redos[id] else { return }
        emit(.redoAdvanced(id, .appsTakenBack))
        retireOrGoOn(redo)
    }

    /// Somebody else may have retired the registration at Apple already.
    private mutating func retireOrGoOn(_ redo: Redo) {
        if state.registration(of: redo.user, at: redo.location)?.status == .retired {
            followRetired(redo.user, at: redo.location)
        } else {
            emit(.registrationRetiring(redo.location, users: [redo.user]))
        }
    }

    mutating func followRetired(_ user: UserID, at location: LocationID) {
        guard let redo = state.runningRedo(of: user, at: location) else { return }
        // A redo that failed while Apple did its part goes on all the same.
        guard (redo.failure?.stage ?? redo.stage) == .appsTakenBack else { return }
        emit(.redoAdvanced(redo.id, .retired))
        let automatic = registersAutomatically(redo)
        requestRegistration(of: [user], at: location, automatic: automatic, context.now)
        supersede(redo)
        if automatic { requeue(redo, automatic: true) }
    }

    /// Apple knows the person again: the carrying invitation sends the redo text with the new link.
    mutating func followConfirmed(_ user: UserID, at location: LocationID) {
        guard let redo = state.runningRedo(of: user, at: location), redo.stage == .retired else { return }
        emit(.redoAdvanced(redo.id, .registeredAgain))
        if state.registration(of: user, at: location)?.status == .invited { sendAgain(redo) }
    }

    private mutating func sendAgain(_ redo: Redo) {
        if state.invitations[redo.carrier]?.isCancelled ?? true {
            emit(.redoFailed(redo.id, .registeredAgain, reason: "its invitation \(redo.carrier) was cancelled"))
        } else {
            requeue(redo, automatic: false)
        }
    }

    /// Redos whose message will not come, or whose link has died, wait for a person and say so.
    mutating func failRedos(carriedBy invitation: InvitationID, of users: IDSet<UserID>?, reason: String) {
        let waiting = state.redos.values.filter {
            $0.carrier == invitation && ($0.stage == .registeredAgain || $0.stage == .invited)
                && users?.contains($0.user) ?? true
        }
        for redo in waiting { emit(.redoFailed(redo.id, .registeredAgain, reason: reason)) }
    }

    mutating func followRetiredElsewhere(_ user: UserID, at location: LocationID) {
        guard let redo = state.runningRedo(of: user, at: location), redo.stage == .registeredAgain || redo.stage == .invited
        else { return }
        emit(.redoFailed(redo.id, .retired, reason: "somebody else retired the registration at Apple"))
    }

    mutating func followSent(_ key: RecipientKey) {
        guard let location = state.invitations[key.invitation]?.settings.location,
            let redo = state.runningRedo(of: key.user, at: location), redo.carrier == key.invitation,
            redo.stage == .registeredAgain, let recipient = state.recipient(key), recipient.status.isOpen,
            recipient.generation == state.registration(of: key.user, at: location)?.generation
        else { return }
        emit(.redoAdvanced(redo.id, .invited))
    }

    /// The person accepted again: without apps to give back the redo is done.
    mutating func followAccepted(_ user: UserID, at location: LocationID) {
        guard let redo = state.runningRedo(of: user, at: location) else { return }
        let reached = redo.failure?.stage ?? redo.stage
        guard reached >= .registeredAgain, reached < .accepted else { return }
        emit(.redoAdvanced(redo.id, .accepted))
        let registration = state.registration(of: user, at: location)
        if let hash = registration?.idHash, hash == registration?.previousIDHash { emit(.sameAccountAgain(redo.id)) }
        emit(.redoAdvanced(redo.id, .reassigned))
        emit(.redoAdvanced(redo.id, .done))
    }

    mutating func followRefused(_ user: UserID, at location: LocationID, _ error: AppleError) {
        guard let redo = state.runningRedo(of: user, at: location), redo.stage == .retired else { return }
        emit(.redoFailed(redo.id, .retired, reason: "Apple \(error.number): \(error.message)"))
    }

    mutating func followRetireRefused(_ user: UserID, at location: LocationID, _ error: AppleError) {
        guard let redo = state.runningRedo(of: user, at: location), redo.stage == .appsTakenBack else { return }
        emit(.redoFailed(redo.id, .appsTakenBack, reason: "Apple \(error.number): \(error.message)"))
        restore(redo)
    }

    /// A retry goes on at the stage that failed.
    mutating func resumeAfterRetry(_ id: RedoID) {
        guard let redo = state.redos[id] else { return }
        switch redo.stage {
        case .retired:
            let automatic = registersAutomatically(redo)
            requestRegistration(of: [redo.user], at: redo.location, automatic: automatic, context.now)
            if automatic { requeue(redo, automatic: true) }
        case .appsTakenBack:
            retireOrGoOn(redo)
        case .registeredAgain, .invited:
            sendAgain(redo)
        default: break
        }
    }

    private func registersAutomatically(_ redo: Redo) -> Bool {
        guard let user = state.users[redo.user], let invitation = state.invitations[redo.carrier] else { return false }
        return invitation.settings.registersAutomatically(user)
            && state.locations[redo.location]?.settings.autoRegister ?? false
    }

    private mutating func requeue(_ redo: Redo, automatic: Bool) {
        emit(
            .recipientsQueued(
                RecipientsQueued(
                    invitation: redo.carrier, cause: .redo, automatic: automatic, notBefore: context.now, users: [redo.user])))
    }

    private mutating func supersede(_ redo: Redo) {
        for (invitation, recipient) in state.recipients(of: redo.user, at: redo.location)
        where invitation.id != redo.carrier && !recipient.status.isEnded && recipient.status != .sending {
            emit(.recipientsSuperseded(invitation.id, users: [redo.user]))
        }
    }
}
