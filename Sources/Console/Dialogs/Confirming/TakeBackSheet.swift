import Domain

/// Stop what has not left yet (R20).
struct TakeBackSheet: SheetContent {
    /// Empty: everything that waits.
    let invitations: [InvitationID]

    func plan(in model: ConsoleModel) -> SheetPlan {
        var plan = SheetPlan(title: "Take back")
        let waiting = chosen(in: model.state)
        for invitation in waiting {
            let counts = invitation.counts
            let words = "\(invitation.id) \(invitation.name): \(Phrases.count(counts[.queued])) have not left"
            plan.say(counts[.sending] > 0 ? "\(words), \(Phrases.count(counts[.sending])) are past recall" : words)
            plan.terms.people += counts[.queued]
        }
        if let offer = model.takeBack, waiting.contains(where: { offer.invitations.contains($0.id) }) {
            plan.say("They leave in \(offer.seconds(at: model.now)) s.", .warning)
        }
        plan.terms.alwaysYes = true
        if plan.terms.people == 0 {
            plan.say("Nothing waits: everything has left.")
            plan.terms.obstacle = "Nothing waits any more."
        } else {
            plan.say("Who was reached before keeps their link.", .textDim)
        }
        plan.deed = .commands(waiting.map { .recallSending(RecallSelection(invitation: $0.id)) })
        return plan
    }

    private func chosen(in state: State) -> [Invitation] {
        let all = invitations.isEmpty ? Array(state.invitations.values) : invitations.compactMap { state.invitations[$0] }
        return all.filter { $0.counts[.queued] > 0 }
    }
}
