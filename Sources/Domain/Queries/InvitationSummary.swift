/// The row of an invitation in every list of invitations (R9).
package struct InvitationSummary: Hashable, Sendable {
    package let id: InvitationID
    package let name: String
    package let location: Location
    package let method: DistributionMethod
    package let state: InvitationState
    package let counts: RecipientCounts
    /// Failed, unknown and mismatch: what needs a person.
    package let problems: Int
    package let excluded: Int
    package let outsideSite: Int
    package let createdAt: Instant
    package let createdBy: String
    package let lastSending: Decision?

    /// How many may accept: recipients without those who accepted elsewhere before and those that ended.
    package var acceptable: Int { counts.recipients - counts.ended - counts.alreadyAccepted }
}

extension State {
    /// The row of one invitation; nil when there is none of that number.
    package func summary(of id: InvitationID, now: Instant) -> InvitationSummary? {
        guard let invitation = invitations[id], let location = locations[invitation.settings.location] else { return nil }
        return InvitationSummary(
            id: id, name: invitation.name, location: location, method: invitation.settings.method,
            state: invitationState(invitation, now: now), counts: invitation.counts, problems: invitation.counts.problems,
            excluded: invitation.excluded, outsideSite: invitation.outsideSite, createdAt: invitation.createdAt,
            createdBy: invitation.createdBy, lastSending: invitation.lastSending)
    }

    /// The rows of all invitations, newest first.
    package func invitationSummaries(now: Instant) -> [InvitationSummary] {
        invitations.values.compactMap { summary(of: $0.id, now: now) }.reversed()
    }
}
