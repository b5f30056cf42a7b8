import Domain
import Terminal

/// Send again to those who have not accepted (R11).
struct ResendSheet: SheetContent {
    /// Nil: the last invitation of each person.
    var invitation: InvitationID?
    /// Nil: all recipients of the invitation.
    var users: [UserID]?
    var force = false
    /// The invitations as they were when the sheet was opened (R28).
    private var versions: [InvitationID: UInt64] = [:]

    init(invitation: InvitationID?, users: [UserID]?, in state: State) {
        self.invitation = invitation
        self.users = users
        for one in state.invitations.values { versions[one.id] = one.decision.sequence }
    }

    mutating func settle(on users: [UserID]) { self.users = users }

    mutating func handle(_ key: Key, _ action: ConsoleAction?, _ model: ConsoleModel) -> Bool {
        guard action == .include else { return false }
        force.toggle()
        return true
    }

    func plan(in model: ConsoleModel) -> SheetPlan {
        var plan = SheetPlan(title: "Resend")
        let parts = targets(in: model.state)
        var commands: [Command] = []
        for part in parts {
            let selection = ResendSelection(users: part.users, force: force)
            do throws(Rejection) {
                let preview = try model.state.resendPreview(part.invitation, selection, context: model.contextNow)
                describe(preview, model, &plan)
                guard preview.now > 0 else { continue }
                commands.append(
                    .resendInvitation(
                        part.invitation, selection, takeBackWindow: .zero, ifVersion: versions[part.invitation]))
            } catch {
                plan.say(Phrases.rejection(error), .error)
            }
        }
        finish(&plan, commands, parts.isEmpty, model)
        return plan
    }

    private func describe(_ preview: ResendPreview, _ model: ConsoleModel, _ plan: inout SheetPlan) {
        plan.terms.people += preview.now
        plan.say("\(preview.invitation) \(preview.name), by \(Phrases.method(preview.method))", .textStrong)
        plan.say("  " + Phrases.resend(preview, coolDown: model.context.policy.coolDown))
        if !preview.sample.isEmpty { plan.say("  to " + Phrases.names(preview.sample, total: preview.now, limit: 5), .textDim) }
        if let last = preview.recentSending { plan.say("  " + Phrases.recentSending(last, now: model.now), .warning) }
        if preview.settled > 0 {
            plan.say("  \(Phrases.count(preview.settled)) accepted or ended: never sent to again", .textDim)
        }
        if preview.coolingDown > 0, !force {
            let words = preview.nextAt.map { ", or in \(Phrases.span($0.since(model.now)))" } ?? ""
            plan.say("  f includes who was reached a short while ago, with a reason\(words)", .textDim)
            if plan.hints.isEmpty { plan.hints = [KeyHints.Hint(model.keys.symbol(.include), "include cool-down")] }
        }
    }

    private func finish(_ plan: inout SheetPlan, _ commands: [Command], _ isEmpty: Bool, _ model: ConsoleModel) {
        let window = model.options.window(for: plan.terms.people)
        plan.deed = .commands(
            commands.map { command in
                guard case .resendInvitation(let id, let selection, _, let version) = command else { return command }
                return .resendInvitation(id, selection, takeBackWindow: window, ifVersion: version)
            })
        if force {
            plan.terms.needsReason = "a resend inside the cool-down"
            plan.hints = [KeyHints.Hint(model.keys.symbol(.include), "leave cool-down out")]
        }
        if plan.terms.people == 0 {
            plan.terms.obstacle = isEmpty ? nobody(model) : "Nobody is left to send to now."
            if isEmpty { plan.say(nobody(model), .warning) }
        } else {
            let wait = Phrases.span(window)
            plan.say("The link stays the same and lasts longer. It waits \(wait), so that u can take it back.", .textDim)
        }
    }

    private func nobody(_ model: ConsoleModel) -> String {
        guard let users, users.count == 1, let user = model.state.users[users[0]] else {
            return "None of them is in an open invitation: i invites them."
        }
        if case .accepted = model.state.overallStatus(of: user.id).status {
            return "\(user.username) has accepted: nobody who accepted is ever sent to again. R is for a wrong account."
        }
        return "\(user.username) is in no open invitation: i invites."
    }

    /// Through which invitation each person is reached: the newest open one in which they have not accepted.
    private func targets(in state: State) -> [(invitation: InvitationID, users: [UserID]?)] {
        if let invitation { return [(invitation, users)] }
        var groups: [InvitationID: [UserID]] = [:]
        for user in users ?? [] {
            let open = state.invitations(of: user).last { id in
                guard let recipient = state.recipient(RecipientKey(id, user)), state.invitations[id]?.isCancelled == false else {
                    return false
                }
                return !recipient.status.isAccepted && !recipient.status.isEnded && recipient.reason?.code != .alreadyAccepted
            }
            if let open { groups[open, default: []].append(user) }
        }
        return groups.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}
