/// R11: on the page of an ended link its person may ask for a new mail, once a day, to the address that is known here.
///
/// What it leads to is a mail that an administrator could resend, and never more: nobody is registered, redone or invited by it.
extension Decider {
    /// The cool-down of a resend is the administrators' and does not count here.
    private static let oncePer = Span.hours(24)

    /// Queues one mail, or nothing when one is on its way already.
    mutating func askForNewMail(_ key: RecipientKey, _ generation: UInt32) throws(Rejection) {
        let link = state.linkState(key, generation: generation, now: context.now, context.policy)
        guard link == .ended else { throw .linkUnusable(link) }
        let location = try invitation(key.invitation).settings.location
        let all = state.recipients(of: key.user, at: location)
        if let asked = all.compactMap(\.recipient.askedAt).max(), context.now < asked + Self.oncePer {
            throw .askedAlready(until: asked + Self.oncePer)
        }
        let mails = all.filter {
            !$0.invitation.isCancelled && $0.invitation.settings.method == .email && !$0.recipient.status.isEnded
        }
        if mails.contains(where: { $0.recipient.status == .queued || $0.recipient.status == .sending }) { return }
        let invitation = try invitationToSendAgain(among: mails, key, at: location)
        try requireMeans(invitation.settings)
        queue([key.user], in: invitation.id, .asked, automatic: false, context.now)
    }

    /// The invitation that the link is of, else the newest of the same location: Apple knows one registration there.
    private func invitationToSendAgain(
        among mails: [(invitation: Invitation, recipient: Recipient)], _ key: RecipientKey, at location: LocationID
    ) throws(Rejection) -> Invitation {
        let isAwaited = state.registration(of: key.user, at: location)?.status == .invited
        let ready = mails.filter { isAwaited && ResendPlan.canResend($0.recipient, $0.invitation, state) }.map(\.invitation)
        guard let chosen = ready.first(where: { $0.id == key.invitation }) ?? ready.last else {
            throw .nothingToSendAgain(username: try user(key.user).username)
        }
        return chosen
    }
}
