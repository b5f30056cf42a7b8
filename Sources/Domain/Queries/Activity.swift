/// Which users, invitations and locations an event concerns: what `log --user` and the activity views filter by.
package struct Concern: Hashable, Sendable {
    package internal(set) var users: [UserID] = []
    package internal(set) var invitations: [InvitationID] = []
    package internal(set) var locations: [LocationID] = []

    package init() {}

    init(users: [UserID] = [], invitation: InvitationID? = nil, location: LocationID? = nil) {
        self.users = users
        invitations = invitation.map { [$0] } ?? []
        locations = location.map { [$0] } ?? []
    }

    init(_ keys: [RecipientKey]) {
        users = keys.map(\.user)
        invitations = Array(IDSet(keys.map(\.invitation)))
    }
}

extension State {
    /// What an event concerns. What only a number names (a call, a redo) is looked up here, so that a state at or after the event
    /// serves; an invitation's location is part of the answer.
    package func concern(of event: Event) -> Concern {
        var concern = directConcern(of: event)
        for id in concern.invitations {
            guard let location = invitations[id]?.settings.location, !concern.locations.contains(location) else { continue }
            concern.locations.append(location)
        }
        return concern
    }

    private func directConcern(of event: Event) -> Concern {
        switch event {
        case .siteCreated, .groupCreated, .workerStarted: Concern()
        case .usersChanged(let users): Concern(users: users.ids)
        case .groupMembersChanged(_, let added, let removed): Concern(users: added + removed)
        case .locationAdded(let id, _), .locationChanged(let id, _), .claimLost(let id, _), .claimHeld(let id),
            .tokenRefused(let id, _), .locationRead(let id, _):
            Concern(location: id)
        case .readRequested(_, let id, let users): Concern(users: users, location: id)
        case .readFinished(let id, _): Concern(users: readRequests[id]?.users ?? [], location: readRequests[id]?.location)
        case .invitationCreated, .invitationCancelled, .recipientsQueued, .recipientsSkipped, .recipientsCancelled,
            .recipientsSuperseded, .recipientsConsideredSent, .linkOpened, .linkShown:
            Self.invitationConcern(of: event)
        case .deliveriesClaimed(_, let keys), .deliveriesReleased(_, let keys, _): Concern(keys)
        case .recipientSent(let key, _), .recipientDeferred(let key, _, _, _), .recipientFailed(let key, _, _),
            .recipientUnknown(let key, _, _):
            Concern([key])
        case .appleRequestClaimed(_, _, let location, let users, _): Concern(users: users, location: location)
        case .appleRequestResumed(let id, _), .appleRequestQueued(let id, _), .appleRequestClosed(let id, _):
            Concern(users: appleRequests[id]?.users ?? [], location: appleRequests[id]?.location)
        case .registrationRequested, .registrationWithdrawn, .registrationRetiring, .registrationConfirmed,
            .registrationRefused, .registrationRetired, .registrationObserved:
            Self.registrationConcern(of: event)
        case .redoRequested(_, let user, let location, let carrier):
            Concern(users: [user], invitation: carrier, location: location)
        case .redoAssignmentsRead(let id, _, _), .redoAdvanced(let id, _), .redoFailed(let id, _, _), .redoRetried(let id),
            .redoCancelled(let id), .redoEnded(let id), .sameAccountAgain(let id):
            redos[id].map { Concern(users: [$0.user], invitation: $0.carrier, location: $0.location) } ?? Concern()
        }
    }

    private static func invitationConcern(of event: Event) -> Concern {
        switch event {
        case .invitationCreated(let id, let settings, _, _): Concern(invitation: id, location: settings.location)
        case .invitationCancelled(let id): Concern(invitation: id)
        case .recipientsQueued(let queued): Concern(users: queued.users, invitation: queued.invitation)
        case .recipientsSkipped(let id, _, let users), .recipientsCancelled(let id, let users),
            .recipientsSuperseded(let id, let users), .recipientsConsideredSent(let id, let users):
            Concern(users: users, invitation: id)
        case .linkOpened(let key), .linkShown(let key): Concern([key])
        default: Concern()
        }
    }

    private static func registrationConcern(of event: Event) -> Concern {
        switch event {
        case .registrationRequested(let requested):
            Concern(users: requested.entries.map(\.user), location: requested.location)
        case .registrationWithdrawn(let location, let users), .registrationRetiring(let location, let users),
            .registrationRetired(let location, let users):
            Concern(users: users, location: location)
        case .registrationConfirmed(let location, let confirmed, _):
            Concern(users: confirmed.map(\.user), location: location)
        case .registrationRefused(let location, let refusals):
            Concern(users: refusals.map(\.user), location: location)
        case .registrationObserved(let location, _, let observed):
            Concern(users: observed.map(\.user), location: location)
        default: Concern()
        }
    }
}

extension Concern {
    /// Whether everything that is asked for is concerned; what is not asked for does not matter.
    package func matches(user: UserID? = nil, invitation: InvitationID? = nil, location: LocationID? = nil) -> Bool {
        (user.map(users.contains) ?? true) && (invitation.map(invitations.contains) ?? true)
            && (location.map(locations.contains) ?? true)
    }
}
