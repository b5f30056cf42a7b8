/// Invitations, locations, the outbox, the one number.
extension Phrases {
    /// `Sending 4/9`, `Complete, 14 not reached`.
    package static func invitationState(_ state: InvitationState) -> String {
        switch state {
        case .cancelled: "Cancelled"
        case .waitingForToken: "Waiting for token"
        case .sending(let done, let all): "Sending \(count(done))/\(count(all))"
        case .registering(let done, let all): "Registering \(count(done))/\(count(all))"
        case .queued: "Waiting"
        case .complete(0): "Complete"
        case .complete(let notReached): "Complete, \(count(notReached)) not reached"
        case .sent: "Sent"
        case .available: "Available"
        }
    }

    /// `token 74d`, `token ended`, `token revoked`, `token refused`, `managed by Other MDM`.
    package static func tokenState(_ state: Location.TokenState) -> String {
        switch state {
        case .valid(0): "token ends today"
        case .valid(let days): "token \(count(days))d"
        case .ended: "token ended"
        case .revoked: "token revoked"
        case .refused: "token refused"
        case .managedElsewhere(let other): "managed by \(other)"
        }
    }

    /// The same with the end: `token 74d, ends 2027-02-04`; with Apple's words where it refuses a token that has time left.
    package static func token(_ location: Location, now: Instant) -> String {
        let words = "\(tokenState(location.tokenState(at: now))), ends \(date(location.settings.tokenExpires))"
        guard let refusal = location.tokenRefusal, now < location.settings.tokenExpires else { return words }
        return words + " by its own date; Apple refused it on \(date(refusal.at)) (\(apple(refusal.error)))"
    }

    /// The warnings of a preview (R6, R12, R23).
    package static func warning(_ warning: InvitationPreview.Warning) -> String {
        switch warning {
        case .overlap(let number):
            "\(count(number, "person is", "people are")) in another open invitation of this location: Apple knows one "
                + "registration, so accepting either accepts both"
        case .linksLeadToLoopback(let url):
            "links will not work until `rollcall serve` runs at an address that people can reach: \(url) leads to this host only"
        case .noPortal:
            "no portal: the mail carries Apple's own link, and whether it was opened is never known"
        case .tokenEndsSoon(let days):
            "the content token ends in \(count(days, "day"))"
        }
    }

    /// Who sent last: `ada sent this 4 min ago`.
    package static func recentSending(_ decision: Decision, now: Instant) -> String {
        "\(decision.by) sent this \(ago(decision.at, now))"
    }

    /// `37 not accepted: 9 now, 28 reached less than 24h ago`.
    package static func resend(_ preview: ResendPreview, coolDown: Span) -> String {
        var parts = ["\(count(preview.now)) now"]
        if preview.coolingDown > 0 { parts.append("\(count(preview.coolingDown)) reached less than \(hours(coolDown)) ago") }
        if preview.blocked > 0 { parts.append("\(count(preview.blocked)) cannot be sent to") }
        return "\(count(preview.notAccepted)) not accepted: \(parts.joined(separator: ", "))"
    }

    private static func hours(_ span: Span) -> String {
        let hours = span.milliseconds / Span.hours(1).milliseconds
        return hours > 0 && hours < 72 ? "\(hours)h" : self.span(span)
    }

    /// The age of Apple's answer: `40 s`, or that there was none.
    package static func appleAge(_ lastReadAt: Instant?, now: Instant) -> String {
        lastReadAt.map { age($0, now) } ?? "never asked"
    }

    /// The one number with what stands behind it, in one line (R34).
    package static func statusLine(_ report: StatusReport) -> String {
        guard report.locations.count > 1 else {
            return report.locations.first.map { locationLine($0, at: report.at) } ?? "no location yet"
        }
        let total = "\(count(report.accepted)) of \(count(report.users)) accepted (\(percent(report.accepted, of: report.users)))"
        return ([total] + report.locations.map { locationLine($0, at: report.at) }).joined(separator: "; ")
    }

    private static func locationLine(_ location: LocationStatus, at now: Instant) -> String {
        let unreachable = location.notReachableInOrder.reduce(0) { $0 + $1.count }
        let parts = [
            "\(count(location.accepted)) of \(count(location.users)) accepted "
                + "(\(percent(location.accepted, of: location.users)))",
            "\(count(location.invited)) invited", "\(count(location.waiting)) waiting",
            "\(count(location.notInvited)) not invited", "\(count(unreachable)) not reachable",
            count(location.problems, "problem"), tokenState(location.token),
            "Apple \(appleAge(location.lastReadAt, now: now))",
        ]
        return "\(location.name): \(parts.joined(separator: ", "))"
    }

    /// What a row of the outbox waits for.
    package static func outbox(_ row: OutboxRow) -> String {
        switch row.kind {
        case .messages(let id): "\(count(row.count, "message")) of \(id) \(row.subject)"
        case .messagesInFlight(let id): "\(count(row.count, "message")) of \(id) \(row.subject) in flight"
        case .registrations: "\(count(row.count, "user")) to register at \(row.locationName)"
        case .retirements: "\(count(row.count, "user")) to retire at \(row.locationName)"
        case .call(_, .create): "\(count(row.count, "user")) being registered at \(row.locationName)"
        case .call(_, .retire): "\(count(row.count, "user")) being retired at \(row.locationName)"
        case .read: "read \(row.subject.isEmpty ? "all users" : row.subject) at \(row.locationName)"
        case .assignments: "read what is assigned to \(row.subject) at \(row.locationName)"
        }
    }
}
