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
        guard text.hasVisibleCharacter else { throw .emptyText(field: field) }
        try requireLine(text, field: field, limit: limit)
    }

    static func requireLine(_ text: String, field: String, limit: Int = 1_000) throws(Rejection) {
        guard text.utf8.count <= limit else { throw .unusableText(field: field, reason: "is longer than \(limit) bytes") }
        guard !text.holdsControlCharacter else {
            throw .unusableText(field: field, reason: "holds a control character")
        }
    }

    /// An address that a mail can go to; what a mail server makes of it is its affair.
    static func requireAddress(_ text: String, field: String) throws(Rejection) {
        try requireLine(text, field: field, limit: 254)
        guard text.isAddress else { throw .unusableText(field: field, reason: "is no address: \(text)") }
    }
}

// An import asks this of millions of texts, nearly all of them ASCII: bytes are looked at first, and characters only where
// they matter.

extension String {
    fileprivate var isASCII: Bool { utf8.allSatisfy { $0 < 0x80 } }

    fileprivate var hasVisibleCharacter: Bool {
        utf8.contains { $0 > 0x20 && $0 < 0x7F } || contains { !$0.isWhitespace }
    }

    fileprivate var holdsControlCharacter: Bool {
        // C0 and DEL are one byte; C1 is U+0080 to U+009F, which begins with 0xC2.
        guard utf8.contains(where: { $0 < 0x20 || $0 == 0x7F || $0 == 0xC2 }) else { return false }
        return unicodeScalars.contains { $0.properties.generalCategory == .control }
    }

    fileprivate var isAddress: Bool {
        var (signs, before, after) = (0, 0, 0)
        for byte in utf8 {
            if byte == UInt8(ascii: "@") {
                signs += 1
            } else if byte == 0x20 || (byte < 0x80 && Self.isReserved(byte)) {
                return false
            } else if signs == 0 {
                before += 1
            } else {
                after += 1
            }
        }
        return signs == 1 && before > 0 && after > 0 && (isASCII || !contains { $0.isWhitespace })
    }

    private static func isReserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "("),
            UInt8(ascii: ")"), UInt8(ascii: "\""):
            true
        default: false
        }
    }
}
