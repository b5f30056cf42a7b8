import Domain

/// Leave while this console is the one that delivers, and messages wait.
struct LeaveSheet: SheetContent {
    func plan(in model: ConsoleModel) -> SheetPlan {
        var plan = SheetPlan(title: "Leave now?")
        plan.say("This console delivers, and \(Phrases.count(model.facts.outbox)) wait in the outbox.", .warning)
        plan.say("Nothing is lost: they leave when a console is open again or `rollcall serve` runs.")
        plan.say("Esc stays until they are done.")
        plan.terms.alwaysYes = true
        plan.deed = .leave
        return plan
    }
}
