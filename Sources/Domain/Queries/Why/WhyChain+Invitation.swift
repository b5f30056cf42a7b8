/// One invitation in the chain: in scope or not, and if so how far it came.
extension WhyChain {
    mutating func check(_ invitation: Invitation, _ location: Location) {
        let key = RecipientKey(invitation.id, user.id)
        guard let recipient = state.recipient(key) else {
            note("scope of \(invitation.id)", false, "not in \(invitation.name): \(outside(invitation, location))")
            return
        }
        note("scope of \(invitation.id)", true, "in \(invitation.name) (\(Phrases.method(invitation.settings.method)))")
        if invitation.isCancelled {
            note("invitation \(invitation.id)", false, "cancelled by \(invitation.decision.by)")
            return
        }
        checkSending(recipient, invitation)
        checkOpening(recipient, invitation)
        checkAcceptance(recipient, invitation, location)
        suggest(for: recipient, invitation, location)
    }

    /// Why the scope leaves the user out, read over the user as they are now.
    private func outside(_ invitation: Invitation, _ location: Location) -> String {
        let scope = invitation.settings.scope
        if scope.excludedUsers.contains(user.id) { return "excluded by name" }
        if let group = user.groups.first(where: scope.excludedGroups.contains) {
            return "excluded by the group \(state.groups[group]?.name ?? group.description)"
        }
        if let site = location.settings.site, !user.sites.contains(site) { return "outside the location's site" }
        let targeted =
            switch scope.targets {
            case .allUsers: true
            case .listed(let users, let groups):
                users.contains(user.id) || user.groups.contains(where: groups.contains)
            }
        return targeted ? "came into scope after it was made" : "not among its targets"
    }

    private mutating func checkSending(_ recipient: Recipient, _ invitation: Invitation) {
        let check = "sending of \(invitation.id)"
        switch recipient.status {
        case .skipped, .failed, .unknown:
            note(check, false, Phrases.recipient(recipient, now: context.now))
        case .queued where recipient.notBefore > context.now:
            note(check, false, "waits until \(Phrases.moment(recipient.notBefore))\(attempts(recipient))")
        case .queued, .sending:
            note(check, false, "in the outbox\(attempts(recipient))")
        default:
            note(check, true, sent(recipient))
        }
    }

    private func attempts(_ recipient: Recipient) -> String {
        recipient.attempts == 0 ? "" : " after \(Phrases.count(Int(recipient.attempts), "temporary failure"))"
    }

    private func sent(_ recipient: Recipient) -> String {
        guard let last = recipient.lastSentAt else {
            return recipient.automatic || recipient.status == .autoRegistered ? "without a message" : "never sent"
        }
        return "sent \(Phrases.count(Int(recipient.timesSent), "time")), last \(Phrases.ago(last, context.now))"
    }

    private mutating func checkOpening(_ recipient: Recipient, _ invitation: Invitation) {
        switch recipient.status {
        case .linkOpened, .shownOnDevice:
            note("opening of \(invitation.id)", true, Phrases.recipient(recipient, now: context.now))
        case .sent where context.capabilities.portalBaseURL == nil && invitation.settings.method == .email:
            note("opening of \(invitation.id)", false, "never known: the mail carries Apple's own link")
        case .sent:
            let link = state.linkState(
                RecipientKey(invitation.id, user.id), generation: recipient.generation, now: context.now, context.policy)
            note("opening of \(invitation.id)", false, link == .ended ? Phrases.link(.ended) : "not opened yet")
        default: break
        }
    }

    private mutating func checkAcceptance(_ recipient: Recipient, _ invitation: Invitation, _ location: Location) {
        guard !recipient.status.isEnded else {
            note("acceptance of \(invitation.id)", false, Phrases.recipient(recipient, now: context.now))
            return
        }
        let ok = recipient.status.isAccepted || recipient.isSkippedAsAccepted
        note("acceptance of \(invitation.id)", ok, ok ? Phrases.recipient(recipient, now: context.now) : "not accepted")
    }

    private mutating func suggest(for recipient: Recipient, _ invitation: Invitation, _ location: Location) {
        switch recipient.status {
        case .failed, .unknown, .mismatch:
            suggest(6, state.problemStep(user, recipient, invitation, location))
        case .skipped:
            if let option = Self.missingOption(recipient.reason?.code) {
                suggest(4, isReachableNow(invitation) ? .resend(invitation.id, user) : .change(user, option))
            } else if recipient.reason?.code == .alreadyInvited {
                // Only a link leads on from there, and this method has none.
                suggest(1, .invite(user, location))
            }
        case .sent, .shownOnDevice, .linkOpened:
            let cooled = recipient.lastSentAt.map { $0 + context.policy.coolDown <= context.now } ?? true
            suggest(cooled ? 3 : 1, cooled ? .resend(invitation.id, user) : .ask(user))
        default: break
        }
    }

    private func isReachableNow(_ invitation: Invitation) -> Bool { ResendPlan.isReachable(user, invitation, state) }

    /// The option of `users set` that takes the reason of a skip away.
    private static func missingOption(_ code: StatusReason.Code?) -> String? {
        switch code {
        case .noEmail: "--email ADDRESS"
        case .noManagedAccount: "--managed-apple-account ACCOUNT"
        case .otherSite: "--site NAME"
        default: nil
        }
    }
}
