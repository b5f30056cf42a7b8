/// What a resend would do now (R11): "37 not accepted: 9 now, 28 reached less than 24 h ago".
package struct ResendPreview: Hashable, Sendable {
    package let invitation: InvitationID
    package let name: String
    package let method: DistributionMethod
    package let notAccepted: Int
    package let now: Int
    package let coolingDown: Int
    /// When the first of those cools down.
    package let nextAt: Instant?
    /// Nothing can be sent to them: still in the outbox, or the reason of a skip stands, or for a person to settle.
    package let blocked: Int
    /// Accepted or ended: never sent to again.
    package let settled: Int
    /// Usernames of the first who are sent to.
    package let sample: [String]
    /// Who sent last, when that was so recent that two people may be doing the same.
    package let recentSending: Decision?
    /// To be stated as `ifVersion` by the command that follows (R28).
    package let version: UInt64

    /// A sending younger than this is said in the sheet.
    package static let recent = Span.hours(1)
}

extension State {
    /// Reads what a resend of a selection would do now.
    ///
    /// - Throws: `Rejection.unknownInvitation`, `.alreadyCancelled`.
    package func resendPreview(
        _ id: InvitationID, _ selection: ResendSelection, context: Context, sampleSize: Int = 5
    ) throws(Rejection) -> ResendPreview {
        let invitation = try Decider(state: self, context: context).openInvitation(id)
        let plan = ResendPlan(of: invitation, selection, in: self, now: context.now, context.policy)
        let last = invitation.lastSending.flatMap { context.now < $0.at + ResendPreview.recent ? $0 : nil }
        return ResendPreview(
            invitation: id, name: invitation.name, method: invitation.settings.method, notAccepted: plan.notAccepted,
            now: plan.now.count, coolingDown: plan.coolingDown.count, nextAt: plan.nextAt, blocked: plan.blocked,
            settled: plan.settled, sample: usernames(plan.now.prefix(sampleSize)), recentSending: last,
            version: invitation.decision.sequence)
    }
}
