extension Phrases {
    /// Apple's error with its number: `Apple 9635: ...`.
    package static func apple(_ error: AppleError) -> String { "Apple \(error.number): \(error.message)" }
}

extension EventWords {
    func work(_ event: Event) -> String? {
        switch event {
        case .appleRequestClaimed(_, let kind, let id, let users, _):
            "\(location(id)): asking Apple to \(kind == .create ? "know" : "retire") \(names(users))"
        case .appleRequestResumed: "a call to Apple taken up again after a stop"
        case .appleRequestQueued: "Apple took the call into its queue"
        case .appleRequestClosed(_, nil): "a call to Apple is finished"
        case .appleRequestClosed(_, let reason?): "a call to Apple ended, the rest goes again: \(reason)"
        case .workerStarted(_, let role, _, _): "delivering from now on (\(role))"
        case .deliveriesClaimed(_, let keys): "\(Phrases.count(keys.count, "message")) taken up for sending"
        case .deliveriesReleased(_, let keys, let reason): "\(Phrases.count(keys.count, "message")) put back: \(reason)"
        case .recipientSent(let key, _): "\(user(key.user)): sent (\(invitation(key.invitation)))"
        case .recipientDeferred(let key, _, let until, let reason):
            "\(user(key.user)): put off until \(Phrases.moment(until)): \(reason) (\(invitation(key.invitation)))"
        case .recipientFailed(let key, _, let reason):
            "\(user(key.user)): failed, \(Phrases.reason(reason)) (\(invitation(key.invitation)))"
        case .recipientUnknown(let key, _, let reason):
            "\(user(key.user)): unsure if sent: \(reason) (\(invitation(key.invitation)))"
        default: nil
        }
    }

    func redo(_ event: Event) -> String {
        switch event {
        case .redoRequested(_, let id, let location, let carrier):
            "redo of \(user(id)) at \(self.location(location)), carried by \(invitation(carrier))"
        case .redoAssignmentsRead(let id, let apps, let books):
            "\(subject(id)): \(Phrases.count(apps.count, "app")) and \(Phrases.count(books.count, "book")) assigned"
        case .redoAdvanced(let id, let stage): "\(subject(id)): \(Phrases.stage(stage))"
        case .redoFailed(let id, let stage, let reason): "\(subject(id)): failed while \(Phrases.stage(stage)): \(reason)"
        case .redoRetried(let id): "\(subject(id)): goes on"
        case .redoCancelled(let id): "\(subject(id)): cancelled"
        case .redoEnded(let id): "\(subject(id)): ended early"
        case .sameAccountAgain(let id): "\(subject(id)): the same account again"
        default: ""
        }
    }

    private func subject(_ id: RedoID) -> String {
        state.redos[id].map { "redo of \(user($0.user))" } ?? "redo \(id)"
    }
}
