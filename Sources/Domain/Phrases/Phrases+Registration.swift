/// Registrations, redos, distribution methods.
extension Phrases {
    /// Where a user stands at a location: `Invited`, `Waiting for Apple`.
    package static func registration(_ status: RegistrationStatus) -> String {
        switch status {
        case .notInvited: "Not invited"
        case .registering: "Waiting for Apple"
        case .invited: "Invited"
        case .accepted: "Accepted"
        case .retiring: "Being retired"
        case .retired: "Retired"
        case .failed: "Refused by Apple"
        }
    }

    /// What a redo does or waits for at a stage, to follow a colon.
    package static func stage(_ stage: RedoStage) -> String {
        switch stage {
        case .requested: "reading what is assigned"
        case .appsTakenBack: "retiring at Apple"
        case .retired: "waiting for Apple to know the person again"
        case .registeredAgain: "new invitation on its way"
        case .invited: "waiting for acceptance"
        case .accepted: "accepted"
        case .reassigned: "apps given back"
        case .done: "done"
        case .failed: "failed"
        case .cancelled: "cancelled"
        }
    }

    /// A redo in a row: `waiting for acceptance 3d`, `failed while retiring at Apple: ...`.
    package static func redo(_ redo: Redo, now: Instant) -> String {
        redo.stage.isFinished || redo.stage == .failed ? self.redo(redo) : "\(stage(redo.stage)) \(age(redo.since, now))"
    }

    /// A redo in a sentence, without its age.
    package static func redo(_ redo: Redo) -> String {
        if let failure = redo.failure, redo.stage == .failed {
            return "redo failed while \(stage(failure.stage)): \(failure.reason)"
        }
        if redo.endedEarly { return "redo ended early" }
        if redo.sameAccountAgain { return "the same account again" }
        return stage(redo.stage)
    }

    /// How an invitation reaches people: `email`, `automatic only`.
    package static func method(_ method: DistributionMethod) -> String {
        switch method {
        case .automatic: "automatic only"
        case .email: "email"
        case .prompt: "prompt"
        case .selfService: "Self Service only"
        }
    }

    /// The one status of a user, for the list of users.
    package static func overall(_ status: OverallStatus, since: Instant?, now: Instant) -> String {
        let age = since.map { " \(self.age($0, now))" } ?? ""
        switch status {
        case .redo(.failed): return "Redo: failed"
        case .redo(let stage): return "Redo: \(self.stage(stage))\(age)"
        case .problem(.unknown, _): return "Problem: unsure if sent"
        case .problem(.mismatch, _): return "Problem: wrong account?"
        case .problem(_, let reason): return "Problem: \(reason.map { self.reason($0.code) } ?? "reason not known")"
        case .accepted: return "Accepted"
        case .invited(.linkOpened): return "Seen\(age) (link opened)"
        case .invited(.shownOnDevice): return "Seen\(age) (on device)"
        case .invited: return "Sent\(age)"
        case .waiting: return "Waiting"
        case .notReached(let reason): return "Not reached: \(reason.map { self.reason($0.code) } ?? "reason not known")"
        case .notInvited: return "Not invited"
        }
    }
}
