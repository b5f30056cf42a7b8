import Domain
import Terminal

/// The sheet that every changing key opens.
struct ConfirmSheet: Sendable {
    var content: any SheetContent
    var confirmation: Confirmation
    /// Asked first while there are marks; nil once answered.
    var choice: MarksChoice?
    private(set) var plan = SheetPlan(title: "")
    /// The first line that is seen, where there are more than the screen holds.
    private(set) var top = 0

    /// Some are marked, and the cursor stands on one: for whom is it?
    struct MarksChoice: Hashable, Sendable {
        let marked: [UserID]
        let hidden: Int
        let one: UserID?
        let oneName: String

        var words: String {
            let all = "\(Phrases.count(marked.count)) marked"
            return hidden > 0 ? "\(all), \(Phrases.count(hidden)) of them not visible here" : all
        }
    }

    init(_ content: any SheetContent, _ confirmation: Confirmation, choice: MarksChoice?, in model: ConsoleModel) {
        self.content = content
        self.confirmation = confirmation
        self.choice = choice
        refresh(model)
    }

    /// Reads the plan anew.
    mutating func refresh(_ model: ConsoleModel) {
        guard let choice else {
            plan = content.plan(in: model)
            return
        }
        plan = SheetPlan(title: choice.words)
        plan.say("m  for the marked ones: \(Phrases.count(choice.marked.count, "person", "people"))")
        if choice.one != nil { plan.say("o  only for \(choice.oneName), under the cursor") }
        let orOne = choice.one == nil ? "" : ", o only for \(choice.oneName)"
        plan.terms.obstacle = "m is for the marked ones\(orOne)."
    }

    mutating func handle(_ key: Key, _ action: ConsoleAction?, _ model: ConsoleModel) -> Confirmation.Answer {
        if confirmation.isPainted, !confirmation.isGivingReason {
            if choice != nil, choose(action, model) { return .taken }
            if choice == nil, content.handle(key, action, model) {
                confirmation.refusal = nil
                refresh(model)
                return .taken
            }
        }
        return confirmation.handle(key, action, plan.terms)
    }

    /// Scrolls the lines as a key of movement says; false for any other.
    mutating func scroll(_ move: ConsoleAction?, _ size: Size) -> Bool {
        let lines = SheetView.wrapped(plan.lines, to: SheetView.width(size) - 4).count
        switch move {
        case .down: top += 1
        case .up: top -= 1
        case .pageDown: top += 8
        case .pageUp: top -= 8
        default: return false
        }
        top = max(0, min(top, lines - SheetView.room(for: lines, confirmation, size)))
        return true
    }

    private mutating func choose(_ action: ConsoleAction?, _ model: ConsoleModel) -> Bool {
        guard let choice else { return false }
        switch action {
        case .useMarked: content.settle(on: choice.marked)
        case .useOne:
            guard let one = choice.one else { return false }
            content.settle(on: [one])
        default: return false
        }
        self.choice = nil
        // What is seen now is another question: it has to be on the screen before it can be answered.
        confirmation.isPainted = false
        confirmation.refusal = nil
        refresh(model)
        return true
    }
}
