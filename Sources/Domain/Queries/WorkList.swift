/// One thing that needs a person, with its next step (R22).
package struct WorkItem: Hashable, Sendable {
    /// What is the matter, as scripts filter by it.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// A message could not be delivered.
        case failed
        /// Nobody knows whether a message went out.
        case unknown
        /// Apple refused to register the person.
        case refused
        /// The registration was retired by somebody else at Apple.
        case retiredElsewhere
        case redoFailed
        /// After a redo the same account accepted again.
        case sameAccount
        case tokenEnded, tokenRevoked, tokenRefused, managedElsewhere
    }

    package let kind: Kind
    /// Nil for what concerns a location as a whole.
    package let user: UserID?
    package let username: String?
    package let location: LocationID
    package let locationName: String
    package let invitation: InvitationID?
    package let redo: RedoID?
    package let since: Instant
    /// What is the matter, as a sentence.
    package let words: String
    package let step: NextStep

    /// The step as a sentence with key and verb.
    package var nextStep: String { Phrases.nextStep(step) }
}

extension State {
    /// What needs a person: locations first, then redos, then recipients; each oldest first.
    ///
    /// - Complexity: grows with the recipients of those invitations that have problems.
    package func workList(kinds: Set<WorkItem.Kind> = [], now: Instant) -> [WorkItem] {
        let recipients = problemRecipients().sorted { ($0.since, $0.user ?? UserID(0)) < ($1.since, $1.user ?? UserID(0)) }
        let items = locationItems(now: now) + redoItems().sorted { $0.since < $1.since } + recipients
        return kinds.isEmpty ? items : items.filter { kinds.contains($0.kind) }
    }

    /// How many things need a person, cheaply: a person with two problems counts twice.
    package func workCount(now: Instant) -> Int {
        invitations.values.reduce(0) { $0 + ($1.isCancelled ? 0 : $1.counts.problems) }
            + redoItems().count + locationItems(now: now).count
    }

    private func locationItems(now: Instant) -> [WorkItem] {
        locations.values.compactMap { location in
            let state = location.tokenState(at: now)
            let kind: WorkItem.Kind
            switch state {
            case .valid: return nil
            case .ended: kind = .tokenEnded
            case .revoked: kind = .tokenRevoked
            case .refused: kind = .tokenRefused
            case .managedElsewhere: kind = .managedElsewhere
            }
            return WorkItem(
                kind: kind, user: nil, username: nil, location: location.id, locationName: location.name, invitation: nil,
                redo: nil, since: Self.since(state, location),
                words: "\(location.name): \(Phrases.tokenState(state))",
                step: kind == .managedElsewhere ? .claim(location) : .renew(location))
        }
    }

    private static func since(_ state: Location.TokenState, _ location: Location) -> Instant {
        switch state {
        case .ended: location.tokenEnd
        case .revoked, .refused: location.tokenRefusal?.at ?? location.decision.at
        case .valid, .managedElsewhere: location.decision.at
        }
    }

    private func redoItems() -> [WorkItem] {
        // A later redo of the same registration answers an earlier one.
        var last: [LocationID: [UserID: RedoID]] = [:]
        for redo in redos.values { last[redo.location, default: [:]][redo.user] = redo.id }
        return redos.values.compactMap { redo in
            guard let user = users[redo.user], let location = locations[redo.location] else { return nil }
            let failed = redo.stage == .failed
            guard failed || (redo.sameAccountAgain && !redo.endedEarly && last[redo.location]?[redo.user] == redo.id)
            else { return nil }
            return WorkItem(
                kind: failed ? .redoFailed : .sameAccount, user: user.id, username: user.username, location: location.id,
                locationName: location.name, invitation: redo.carrier, redo: redo.id, since: redo.since,
                words: "\(user.username): \(Phrases.redo(redo))",
                step: failed ? .retryRedo(redo) : .redo(user, location))
        }
    }

    private func problemRecipients() -> [WorkItem] {
        var items: [WorkItem] = []
        for invitation in invitations.values where invitation.counts.problems > 0 && !invitation.isCancelled {
            guard let location = locations[invitation.settings.location] else { continue }
            for (id, recipient) in recipients(of: invitation.id).entries where recipient.status.isProblem {
                guard let user = users[id] else { continue }
                items.append(item(user, recipient, invitation, location))
            }
        }
        return items
    }

    private func item(_ user: User, _ recipient: Recipient, _ invitation: Invitation, _ location: Location) -> WorkItem {
        let kind = Self.kind(of: recipient)
        let reason = Phrases.problem(recipient)
        return WorkItem(
            kind: kind, user: user.id, username: user.username, location: location.id, locationName: location.name,
            invitation: invitation.id, redo: nil, since: recipient.since,
            words: "\(user.username), \(invitation.id) \(invitation.name): \(reason)",
            step: problemStep(user, recipient, invitation, location))
    }

    private static func kind(of recipient: Recipient) -> WorkItem.Kind {
        if recipient.status == .unknown { return .unknown }
        switch recipient.reason?.code {
        case .registrationRefused: return .refused
        case .retiredElsewhere: return .retiredElsewhere
        default: return .failed
        }
    }

    /// The next step for a recipient that needs a person.
    func problemStep(_ user: User, _ recipient: Recipient, _ invitation: Invitation, _ location: Location) -> NextStep {
        if recipient.status == .unknown { return .settle(invitation.id, user) }
        switch recipient.reason?.code {
        case .mailboxRefused: return .change(user, "--email ADDRESS")
        default: return .resend(invitation.id, user)
        }
    }
}
