import Domain
import Terminal

/// A person says what nobody could know: whether a message went out.
struct SettleSheet: SheetContent {
    let invitation: InvitationID
    var users: [UserID]
    var settlement: Settlement?

    mutating func settle(on users: [UserID]) { self.users = users }

    mutating func handle(_ key: Key, _ action: ConsoleAction?, _ model: ConsoleModel) -> Bool {
        switch key {
        case Key("s"): settlement = .sent
        case Key("g"): settlement = .again
        default: return false
        }
        return true
    }

    func plan(in model: ConsoleModel) -> SheetPlan {
        var plan = SheetPlan(title: "Unsure if sent: \(invitation)")
        let unknown = users.filter { model.state.recipient(RecipientKey(invitation, $0))?.status == .unknown }
        let names = unknown.prefix(5).compactMap { model.state.users[$0]?.username }
        plan.say("\(Phrases.names(names, total: unknown.count, limit: 5)): a crash hid whether the message went out.")
        plan.say("s  it was sent: wait for the person", settlement == .sent ? .sheetChoice : .text)
        plan.say("g  send it again: the person may get it twice", settlement == .again ? .sheetChoice : .text)
        plan.terms.people = unknown.count
        if unknown.isEmpty {
            plan.terms.obstacle = "Nothing here is unsure."
        } else if let settlement {
            plan.deed = .commands([.settleUnknown(invitation, unknown, settlement)])
        } else {
            plan.terms.obstacle = "Choose first: s it was sent, g send it again."
        }
        plan.hints = [KeyHints.Hint("s", "was sent"), KeyHints.Hint("g", "send again")]
        return plan
    }
}
