extension State {
    /// Takes in one event. Total: an event about something that is not there changes nothing.
    package mutating func evolve(_ event: Event, _ stamp: Stamp) {
        advance(to: stamp)
        switch event {
        case .siteCreated, .groupCreated, .usersChanged, .groupMembersChanged:
            evolveUsers(event)
            noteUserDecision(event, stamp)
        case .locationAdded, .locationChanged, .claimLost, .claimHeld, .tokenRefused, .readRequested, .readFinished,
            .locationRead:
            evolveLocations(event, stamp)
        case .invitationCreated, .invitationCancelled, .recipientsQueued, .recipientsSkipped, .recipientsCancelled,
            .recipientsSuperseded, .recipientsConsideredSent, .linkOpened, .linkShown:
            evolveInvitations(event, stamp)
        case .registrationRequested, .registrationWithdrawn, .registrationRetiring, .registrationConfirmed,
            .registrationRefused, .registrationRetired, .registrationObserved:
            evolveRegistrations(event, stamp)
        case .appleRequestClaimed, .appleRequestResumed, .appleRequestQueued, .appleRequestClosed:
            evolveAppleRequests(event, stamp)
        case .workerStarted, .deliveriesClaimed, .deliveriesReleased, .recipientSent, .recipientDeferred, .recipientFailed,
            .recipientUnknown:
            evolveDeliveries(event, stamp)
        case .redoRequested, .redoAssignmentsRead, .redoAdvanced, .redoFailed, .redoRetried, .redoCancelled, .redoEnded,
            .sameAccountAgain:
            evolveRedos(event, stamp)
        }
    }

    /// Takes in a record that is no event of the domain, or of a kind that this version does not know.
    package mutating func pass(_ stamp: Stamp, isUnknown: Bool) {
        advance(to: stamp)
        if isUnknown { unknownEvents += 1 }
    }

    /// Remembers that a command made the transaction that begins at a sequence.
    package mutating func remember(command: UniqueID, sequence: UInt64, at: Instant) {
        commands.remember(command, sequence: sequence, at: at)
    }

    private mutating func advance(to stamp: Stamp) {
        sequence = stamp.sequence
        lastEventAt = max(lastEventAt, stamp.at)
    }
}
