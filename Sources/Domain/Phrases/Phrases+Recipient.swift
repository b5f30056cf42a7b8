/// Recipients: what each status says in a row.
extension Phrases {
    /// The name of a status without its facts, for filters and headings.
    package static func recipientStatus(_ status: RecipientStatus) -> String {
        switch status {
        case .queued, .sending: "Waiting"
        case .sent: "Sent"
        case .shownOnDevice: "Seen (on device)"
        case .linkOpened: "Seen (link opened)"
        case .accepted: "Accepted"
        case .autoRegistered: "Automatic"
        case .skipped: "Not reached"
        case .mismatch, .failed, .unknown: "Problem"
        case .cancelled: "Ended: cancelled"
        case .superseded: "Ended: replaced"
        case .leftScope: "Ended: left scope"
        }
    }

    /// What the row of a recipient says: `Sent 9d`, `Seen 2d (link opened)`, `Not reached: no email`.
    package static func recipient(_ recipient: Recipient, now: Instant) -> String {
        switch recipient.status {
        case .queued, .sending: "Waiting"
        case .sent: "Sent \(age(recipient.lastSentAt ?? recipient.since, now))"
        case .shownOnDevice: "Seen \(age(recipient.since, now)) (on device)"
        case .linkOpened: "Seen \(age(recipient.since, now)) (link opened)"
        case .accepted: recipient.by.map { "Accepted (through \($0))" } ?? "Accepted"
        case .skipped: "Not reached: \(recipient.reason.map { reason($0.code) } ?? "reason not known")"
        case .mismatch, .failed, .unknown: "Problem: \(problem(recipient))"
        case .autoRegistered, .cancelled, .superseded, .leftScope: recipientStatus(recipient.status)
        }
    }

    /// What is the matter with a recipient, without the word "Problem".
    package static func problem(_ recipient: Recipient) -> String {
        switch recipient.status {
        case .unknown: "unsure if sent"
        case .mismatch: "wrong account?"
        default: recipient.reason.map(reason) ?? "failed, reason not known"
        }
    }

    /// A reason with the server's own line: `mailbox unknown (550 no such user)`.
    package static func reason(_ reason: StatusReason) -> String {
        let words = self.reason(reason.code)
        return reason.detail.isEmpty ? words : "\(words) (\(reason.detail))"
    }

    /// A reason in few words, as they follow "Not reached:" and "Problem:".
    package static func reason(_ code: StatusReason.Code) -> String {
        switch code {
        case .noEmail: "no email"
        case .noDevice: "no device"
        case .noManagedAccount: "no Managed Apple Account"
        case .alreadyAccepted: "already accepted"
        case .alreadyInvited: "already invited, waits for acceptance"
        case .otherSite: "other site"
        case .mailboxRefused: "mailbox unknown"
        case .temporaryFailuresUsedUp: "mail server kept putting it off"
        case .messageUnusable: "message not usable"
        case .registrationRefused: "refused by Apple"
        case .retiredElsewhere: "retired at Apple by somebody else"
        }
    }

    /// What a next step does, with its key and its verb: `Resend (r, or: rollcall invitations resend 12 --user anna)`.
    package static func nextStep(_ step: NextStep) -> String {
        let key = step.key.map { "\($0), or: " } ?? ""
        return "\(action(step.action)) (\(key)\(step.verb))"
    }

    /// The sentence of an action.
    package static func action(_ action: String) -> String {
        switch action {
        case "resend": "Send it again"
        case "redo": "Redo the registration"
        case "ask": "Ask Apple now"
        case "invite": "Invite this user"
        case "edit": "Complete the user's record"
        case "settle": "Say whether it was sent"
        case "retryRedo": "Let the redo go on"
        case "renew": "Renew the content token"
        case "claim": "Take the location over"
        case "recall": "Take it back"
        default: action
        }
    }
}
