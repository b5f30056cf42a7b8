/// The recipients of an invitation in few groups, each recipient in one: they sum to `recipients`.
package struct UsageFunnel: Hashable, Sendable {
    package let recipients: Int
    /// In the outbox.
    package let queued: Int
    /// Sent, and no more is known.
    package let sent: Int
    /// The prompt was shown or the link opened.
    package let opened: Int
    package let accepted: Int
    package let problems: Int
    package let skipped: Int
    package let ended: Int

    package init(_ counts: RecipientCounts) {
        recipients = counts.recipients
        queued = counts.inOutbox
        sent = counts[.sent]
        opened = counts[.shownOnDevice] + counts[.linkOpened]
        accepted = counts[.accepted] + counts[.autoRegistered]
        problems = counts.problems
        skipped = counts[.skipped]
        ended = counts.ended
    }

    /// Sent to or further on: the second bar of the funnel.
    package var sentOrFurther: Int { sent + opened + accepted }
    /// Opened or further on: the third bar.
    package var openedOrFurther: Int { opened + accepted }
}

extension State {
    /// The grouped counts of an invitation; nil when there is none of that number.
    package func funnel(of id: InvitationID) -> UsageFunnel? { invitations[id].map { UsageFunnel($0.counts) } }

    /// How many recipients accepted on each of the last `days` days, oldest first, today last.
    ///
    /// - Parameter offsetMinutes: where days begin, in minutes east of UTC.
    /// - Complexity: grows with the recipients.
    package func acceptedPerDay(of id: InvitationID, days: Int, now: Instant, offsetMinutes: Int = 0) -> [Int] {
        guard days > 0 else { return [] }
        let today = now.day(offsetMinutes: offsetMinutes)
        var counts = Array(repeating: 0, count: days)
        for recipient in recipients(of: id).values where recipient.status.isAccepted {
            guard let at = recipient.acceptedAt else { continue }
            let age = today - at.day(offsetMinutes: offsetMinutes)
            if age >= 0, age < Int64(days) { counts[days - 1 - Int(age)] += 1 }
        }
        return counts
    }
}

extension Instant {
    /// Days since 1970 at an offset; a remainder below zero belongs to the day before.
    fileprivate func day(offsetMinutes: Int) -> Int64 {
        let local = milliseconds.addingReportingOverflow(Int64(offsetMinutes) * 60_000).partialValue
        let quotient = local / 86_400_000
        return local % 86_400_000 < 0 ? quotient - 1 : quotient
    }
}
