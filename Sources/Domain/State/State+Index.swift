/// The two doors through which recipients and registrations change: both keep the counts and the outbox in step.
extension State {
    /// Changes a recipient, or makes one when `make` is given and there is none.
    mutating func changeRecipient(
        _ key: RecipientKey, _ stamp: Stamp, make: Recipient? = nil, _ body: (inout Recipient) -> Void
    ) {
        guard invitations.contains(key.invitation), var recipient = recipient(key) ?? make else { return }
        let before = self.recipient(key)
        let old = before?.status
        body(&recipient)
        // A change that says since when itself gives back what was.
        if recipient.status != old, recipient.since == before?.since ?? recipient.since { recipient.since = stamp.at }
        if !recipients.contains(key.invitation) { recipients[key.invitation] = PackedIDTable() }
        recipients.update(key.invitation) { $0[key.user] = recipient }
        let hadAccepted = (before?.isSkippedAsAccepted ?? false ? -1 : 0) + (recipient.isSkippedAsAccepted ? 1 : 0)
        if old != recipient.status || hadAccepted != 0 {
            invitations.update(key.invitation) {
                $0.counts.move(from: old, to: recipient.status)
                $0.counts.alreadyAccepted += hadAccepted
            }
        }
        if old == nil {
            invitationsOfUser[key.user] = InvitationsOfUser(invitations(of: key.user) + [key.invitation])
        }
        place(recipient, of: key.invitation)
    }

    mutating func place(_ recipient: Recipient, of invitation: InvitationID) {
        guard let location = invitations[invitation]?.settings.location else { return }
        let status = registration(of: recipient.user, at: location)?.status
        outbox.place(recipient, of: invitation, isKnownAtApple: status == .invited)
    }

    /// Changes a registration, or makes one when `make` is given and there is none.
    mutating func changeRegistration(
        of user: UserID, at location: LocationID, _ stamp: Stamp, make: Registration? = nil,
        _ body: (inout Registration) -> Void
    ) {
        guard locations.contains(location), var registration = registration(of: user, at: location) ?? make else { return }
        let old = self.registration(of: user, at: location)
        body(&registration)
        if registration.status != old?.status { registration.since = stamp.at }
        if !registrations.contains(location) { registrations[location] = RegistrationTable() }
        registrations.update(location) { $0.set(registration) }
        outbox.place(registration, at: location)
        if (old?.status == .invited) != (registration.status == .invited) {
            for (invitation, recipient) in recipients(of: user, at: location) { place(recipient, of: invitation.id) }
        }
    }

    /// Changes a redo and keeps the outbox and the registration's pointer to it in step.
    mutating func changeRedo(_ id: RedoID, _ stamp: Stamp, _ body: (inout Redo) -> Void) {
        guard var redo = redos[id] else { return }
        let old = redo.stage
        body(&redo)
        if redo.stage != old { redo.since = stamp.at }
        if redo.stage.isFinished { redo.finishedAt = redo.finishedAt ?? stamp.at }
        redos[id] = redo
        outbox.place(redo)
        let running = !redo.stage.isFinished
        changeRegistration(of: redo.user, at: redo.location, stamp) { registration in
            if running { registration.redo = id } else if registration.redo == id { registration.redo = nil }
        }
    }
}
