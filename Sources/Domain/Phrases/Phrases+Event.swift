/// Events in one line, for the log and the activity view: names instead of numbers.
extension Phrases {
    /// One line about an event, with the names that a state knows; a state at or after the event serves best.
    package static func event(_ event: Event, in state: State) -> String {
        EventWords(state: state).line(event)
    }

    /// A kind of event in words, without its facts: `resent`, `cancelled`.
    package static func event(named kind: String) -> String {
        switch kind {
        case "created", "invitationCreated": "created"
        case "invitationCancelled": "cancelled"
        case "resend": "resent"
        case "redo", "redoRequested": "redo"
        case "settled": "settled"
        case "asked": "asked for"
        case "locationAdded": "added"
        case "locationChanged", "usersChanged": "changed"
        case "groupMembersChanged": "groups"
        default: kind
        }
    }
}

/// Turns events into lines with the names of one state.
struct EventWords {
    let state: State

    func line(_ event: Event) -> String {
        people(event) ?? location(event) ?? invitation(event) ?? registration(event) ?? work(event) ?? redo(event)
    }

    func user(_ id: UserID) -> String { state.users[id]?.username ?? "user \(id)" }
    func location(_ id: LocationID) -> String { state.locations[id]?.name ?? "location \(id)" }
    func group(_ id: GroupID) -> String { state.groups[id]?.name ?? "group \(id)" }
    func invitation(_ id: InvitationID) -> String { state.invitations[id].map { "\(id) \($0.name)" } ?? "invitation \(id)" }
    func names(_ ids: [UserID]) -> String { Phrases.names(ids.prefix(3).map(user), total: ids.count) }

    private func people(_ event: Event) -> String? {
        switch event {
        case .siteCreated(_, let name): return "site \(name) created"
        case .groupCreated(_, let name): return "group \(name) created"
        case .usersChanged(let users):
            return "changed \(Phrases.names(users.prefix(3).map(\.username), total: users.count))"
        case .groupMembersChanged(let id, let added, let removed):
            let parts = [added.isEmpty ? nil : "added \(names(added))", removed.isEmpty ? nil : "removed \(names(removed))"]
            return "group \(group(id)): \(parts.compactMap { $0 }.joined(separator: ", "))"
        default: return nil
        }
    }

    private func location(_ event: Event) -> String? {
        switch event {
        case .locationAdded(_, let settings): "location \(settings.name) added"
        case .locationChanged(_, let settings): "location \(settings.name) changed"
        case .claimLost(let id, let other): "\(location(id)) is managed by \(other) now"
        case .claimHeld(let id): "\(location(id)) is managed by this service again"
        case .tokenRefused(let id, let error): "Apple refused the token of \(location(id)) (\(Phrases.apple(error)))"
        case .readRequested(_, let id, let users):
            "asked Apple for \(users.isEmpty ? "all users" : names(users)) at \(location(id))"
        case .readFinished(_, nil): "Apple answered"
        case .readFinished(_, let failure?): "Apple could not be asked: \(failure)"
        case .locationRead(let id, _): "all users at \(location(id)) read from Apple"
        default: nil
        }
    }

    private func invitation(_ event: Event) -> String? {
        switch event {
        case .invitationCreated(let id, let settings, _, _):
            return "\(id) \(settings.name) created (\(Phrases.method(settings.method)), \(location(settings.location)))"
        case .invitationCancelled(let id): return "\(invitation(id)) cancelled"
        case .recipientsQueued(let queued): return self.queued(queued)
        case .recipientsSkipped(let id, let reason, let users):
            return "\(invitation(id)): not reached \(names(users)) (\(Phrases.reason(reason)))"
        case .recipientsCancelled(let id, let users): return "\(invitation(id)): taken back for \(names(users))"
        case .recipientsSuperseded(let id, let users): return "\(invitation(id)): replaced for \(names(users))"
        case .recipientsConsideredSent(let id, let users): return "\(invitation(id)): considered sent for \(names(users))"
        case .linkOpened(let key): return "\(user(key.user)) opened the link of \(invitation(key.invitation))"
        case .linkShown(let key): return "link of \(user(key.user)) in \(invitation(key.invitation)) shown"
        default: return nil
        }
    }

    private func queued(_ queued: RecipientsQueued) -> String {
        let what =
            switch queued.cause {
            case .created: queued.automatic ? "registering without a message" : "sending to"
            case .resend: queued.automatic ? "registering again without a message" : "resending to"
            case .redo: queued.automatic ? "redo, registering without a message" : "redo, sending to"
            case .settled: "sending again to"
            case .asked: "a new mail was asked for by"
            }
        return "\(invitation(queued.invitation)): \(what) \(names(queued.users))"
    }

    private func registration(_ event: Event) -> String? {
        switch event {
        case .registrationRequested(let requested):
            return "\(location(requested.location)): \(names(requested.entries.map(\.user))) to be made known to Apple"
        case .registrationWithdrawn(let id, let users):
            return "\(location(id)): \(names(users)) not made known to Apple after all"
        case .registrationRetiring(let id, let users): return "\(location(id)): retiring \(names(users))"
        case .registrationConfirmed(let id, let confirmed, let readBack):
            let accepted = confirmed.filter { $0.appleStatus == "Associated" }.map(\.user)
            let invited = confirmed.filter { $0.appleStatus != "Associated" }.map(\.user)
            let parts = [
                invited.isEmpty ? nil : "invited \(names(invited))", accepted.isEmpty ? nil : "accepted \(names(accepted))",
            ]
            return "\(location(id)): \(parts.compactMap { $0 }.joined(separator: ", "))\(readBack ? " (read back)" : "")"
        case .registrationRefused(let id, let refusals):
            let error = refusals.first.map { " (\(Phrases.apple($0.error)))" } ?? ""
            return "\(location(id)): Apple refused \(names(refusals.map(\.user)))\(error)"
        case .registrationRetired(let id, let users): return "\(location(id)): retired \(names(users))"
        case .registrationObserved(let id, let cause, let observed): return self.observed(id, cause, observed)
        default: return nil
        }
    }

    private func observed(_ id: LocationID, _ cause: AppleReading.Cause, _ observed: [ObservedRegistration]) -> String {
        let parts = RegistrationStatus.allCases.compactMap { status -> String? in
            let users = observed.filter { $0.status == status }.map(\.user)
            return users.isEmpty ? nil : "\(Phrases.registration(status).lowercased()): \(names(users))"
        }
        let source =
            switch cause {
            case .sync: "seen at Apple"
            case .ask: "asked of Apple"
            case .notification: "told by Apple"
            }
        return "\(location(id)): \(parts.joined(separator: ", ")) (\(source))"
    }
}
