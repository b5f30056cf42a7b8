import Domain

/// Retry, cancel or end a redo.
struct RedoStepSheet: SheetContent {
    enum Step: Hashable, Sendable { case retry, cancel, end }

    let redo: RedoID
    let step: Step

    func plan(in model: ConsoleModel) -> SheetPlan {
        var plan = SheetPlan(title: title)
        guard let row = model.state.redoRow(redo) else {
            plan.terms.obstacle = "It is not there any more."
            return plan
        }
        plan.title = "\(title) of \(row.username) at \(row.locationName)"
        plan.say(Phrases.redo(row.redo, now: model.now))
        switch step {
        case .retry: plan.say("It goes on from where it failed.")
        case .cancel: plan.say("Nothing was retired yet: everything stays as it was.")
        case .end: plan.say("It counts as done; what is not given back stays so.", .warning)
        }
        plan.terms.people = 1
        plan.deed = .commands([command])
        return plan
    }

    private var title: String {
        switch step {
        case .retry: "Retry the redo"
        case .cancel: "Cancel the redo"
        case .end: "End the redo early"
        }
    }

    private var command: Command {
        switch step {
        case .retry: .retryRedo(redo)
        case .cancel: .cancelRedo(redo)
        case .end: .endRedo(redo)
        }
    }
}
