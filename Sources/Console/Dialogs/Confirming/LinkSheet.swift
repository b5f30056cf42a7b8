import Domain

/// Show a personal link, for people whom mail does not reach; it is recorded, with a reason (R27).
struct LinkSheet: SheetContent {
    let key: RecipientKey

    func plan(in model: ConsoleModel) -> SheetPlan {
        let name = model.state.users[key.user]?.username ?? key.user.description
        var plan = SheetPlan(title: "Show the personal link of \(name)")
        plan.say("Who has the link can register as \(name) at \(key.invitation).", .warning)
        plan.say("That it was shown is recorded, with your reason.")
        plan.terms.people = 1
        plan.terms.needsReason = "showing a personal link"
        plan.deed = .link(key)
        return plan
    }
}
