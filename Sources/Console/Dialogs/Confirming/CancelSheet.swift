import Domain

/// Cancel an invitation: what waits is taken back, open links end, what was accepted stays.
struct CancelSheet: SheetContent {
    let invitation: InvitationID
    /// The invitation's version when the sheet was opened (R28).
    let version: UInt64?

    func plan(in model: ConsoleModel) -> SheetPlan {
        var plan = SheetPlan(title: "Cancel \(invitation)", isDangerous: true)
        guard let one = model.state.invitations[invitation] else {
            plan.terms.obstacle = "It is not there any more."
            return plan
        }
        plan.title = "Cancel \(invitation) \(one.name)"
        let counts = one.counts
        plan.say("\(Phrases.count(counts[.queued])) waiting are taken back, \(Phrases.count(counts[.sending])) are past that.")
        plan.say("\(Phrases.count(counts.open, "open link ends", "open links end")).")
        plan.say("\(Phrases.count(counts.accepted)) accepted stay as they are.")
        plan.say("It cannot be undone; a new invitation reaches them again.", .warning)
        if one.isCancelled { plan.terms.obstacle = "\(invitation) is cancelled already." }
        plan.terms.people = counts[.queued] + counts.open
        plan.deed = .commands([.cancelInvitation(invitation, ifVersion: version)])
        return plan
    }
}
