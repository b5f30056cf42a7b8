/// The checks that several commands share: what was named exists, texts are usable, nobody else was faster.
extension Decider {
    func user(_ id: UserID) throws(Rejection) -> User {
        guard let user = state.users[id] else { throw .unknownUser(id.description) }
        return user
    }

    func location(_ id: LocationID) throws(Rejection) -> Location {
        guard let location = state.locations[id] else { throw .unknownLocation(id.description) }
        return location
    }

    func invitation(_ id: InvitationID) throws(Rejection) -> Invitation {
        guard let invitation = state.invitations[id] else { throw .unknownInvitation(id.description) }
        return invitation
    }

    func openInvitation(_ id: InvitationID) throws(Rejection) -> Invitation {
        let invitation = try invitation(id)
        if let cancelledAt = invitation.cancelledAt {
            throw .alreadyCancelled(id, by: invitation.decision.by, at: cancelledAt)
        }
        return invitation
    }

    func redo(_ id: RedoID) throws(Rejection) -> Redo {
        guard let redo = state.redos[id] else { throw .unknownRedo(id.description) }
        return redo
    }

    /// Refuses when the object's last decision is another than the one that the command was decided on (R28).
    func requireVersion(_ expected: UInt64?, _ decision: Decision?, subject: String) throws(Rejection) {
        guard let expected, let decision, decision.sequence != expected else { return }
        throw .staleDecision(subject: subject, what: decision.what, by: decision.by, at: decision.at)
    }

    /// The location's token opens it, and no other service holds it (R6, R24).
    func requireUsable(_ location: Location) throws(Rejection) {
        switch location.tokenState(at: context.now) {
        case .valid: return
        case .ended: throw .locationTokenExpired(location: location.name, on: location.tokenEnd)
        case .revoked: throw .locationTokenRevoked(location: location.name)
        case .refused: throw .locationTokenRefused(location: location.name)
        case .managedElsewhere(let other): throw .locationManagedElsewhere(location: location.name, by: other)
        }
    }

    /// A text that people read in lists and headers: not empty, not endless, one line.
    static func requireText(_ text: String, field: String, limit: Int = 200) throws(Rejection) {
        guard text.contains(where: { !$0.isWhitespace }) else { throw .emptyText(field: field) }
        try requireLine(text, field: field, limit: limit)
    }

    static func requireLine(_ text: String, field: String, limit: Int = 1_000) throws(Rejection) {
        guard text.utf8.count <= limit else { throw .unusableText(field: field, reason: "is longer than \(limit) bytes") }
        guard !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
            throw .unusableText(field: field, reason: "holds a control character")
        }
    }

    /// An address that a mail can go to; what a mail server makes of it is its affair.
    static func requireAddress(_ text: String, field: String) throws(Rejection) {
        try requireLine(text, field: field, limit: 254)
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty,
            !text.contains(where: { $0.isWhitespace || "<>,;:()\"".contains($0) })
        else { throw .unusableText(field: field, reason: "is no address: \(text)") }
    }
}
