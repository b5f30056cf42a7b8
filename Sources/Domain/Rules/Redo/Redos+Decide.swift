extension Decider {
    mutating func decideRedos(_ command: Command) throws(Rejection) {
        switch command {
        case .redoRegistration(let wish, let versions):
            try redoRegistration(wish, versions)
        case .retryRedo(let id):
            let redo = try redo(id)
            guard redo.stage == .failed else { throw .redoNotFailed(stage: redo.stage) }
            if (redo.failure?.stage ?? .requested) >= .registeredAgain { _ = try openInvitation(redo.carrier) }
            emit(.redoRetried(id))
            resumeAfterRetry(id)
        case .cancelRedo(let id):
            let redo = try redo(id)
            let reached = redo.failure?.stage ?? redo.stage
            let inCall = state.registration(of: redo.user, at: redo.location)?.request != nil
            guard reached < .retired, !inCall else { throw .redoBeyondCancel(stage: redo.stage) }
            emit(.redoCancelled(id))
            restore(redo)
        case .endRedo(let id):
            let redo = try redo(id)
            guard !redo.stage.isFinished else { throw .redoFinished(stage: redo.stage) }
            let reached = redo.failure?.stage ?? redo.stage
            // Before Apple was asked there is something to take back, so ending would leave the user half way.
            guard reached >= .registeredAgain || redo.stage == .failed else { throw .redoBeyondCancel(stage: redo.stage) }
            emit(.redoEnded(id))
            if state.registration(of: redo.user, at: redo.location)?.request == nil { restore(redo) }
        default: break
        }
    }

    private mutating func redoRegistration(_ wish: RedoWish, _ versions: [UserID: UInt64]) throws(Rejection) {
        let location = try location(wish.location)
        try requireUsable(location)
        let ends = location.settings.tokenExpires
        if ends < context.now + context.policy.redoNeedsToken, !wish.force {
            throw .locationTokenEndsSoon(location: location.name, on: ends)
        }
        let users = Array(IDSet(wish.users))
        if users.count > 1, context.reason == nil { throw .reasonRequired(what: "a redo of \(users.count) users") }
        if wish.force, context.reason == nil { throw .reasonRequired(what: "a forced redo") }
        for id in users { try requireRedoable(try user(id), location, versions[id]) }
        for id in users {
            let user = try user(id)
            let carrier = try carrier(for: user, location, wish.method)
            emit(.redoRequested(RedoID((state.redos.lastID?.number ?? 0) + 1), id, location.id, carrier: carrier))
        }
    }

    private func requireRedoable(_ user: User, _ location: Location, _ version: UInt64?) throws(Rejection) {
        let registration = state.registration(of: user.id, at: location.id)
        try requireVersion(version, registration?.decision, subject: "\(user.username) at \(location.name)")
        if let running = state.runningRedo(of: user.id, at: location.id) {
            throw .redoRunning(username: user.username, location: location.name, stage: running.stage)
        }
        guard registration?.status == .invited || registration?.status == .accepted else {
            throw .notRegisteredThere(username: user.username, location: location.name)
        }
    }

    /// The recipient that will carry the person on: the last one whose method still reaches them, else a new invitation.
    private mutating func carrier(
        for user: User, _ location: Location, _ method: DistributionMethod?
    ) throws(Rejection) -> InvitationID {
        let usable = state.recipients(of: user.id, at: location.id).filter { pair in
            !pair.invitation.isCancelled && pair.recipient.reason?.code != .alreadyAccepted
                && (method == nil || pair.invitation.settings.method == method)
                && ResendPlan.isReachable(user, pair.invitation, state)
        }
        let last = usable.max { left, right in
            (left.recipient.lastSentAt ?? .distantPast, left.invitation.id)
                < (right.recipient.lastSentAt ?? .distantPast, right.invitation.id)
        }
        if let last {
            try requireMeans(last.invitation.settings)
            return last.invitation.id
        }
        guard let method = method ?? Self.firstMethod(for: user, location, context.capabilities) else {
            throw .noUsableMethod(username: user.username)
        }
        let settings = InvitationSettings(
            name: "Redo: \(user.username)", location: location.id, method: method,
            autoRegister: method != .automatic && location.settings.autoRegister, scope: .users([user.id]))
        try requireMeans(settings)
        guard Audience.obstacle(for: user, method) == nil else { throw .noUsableMethod(username: user.username) }
        return create(settings)
    }

    private static func firstMethod(
        for user: User, _ location: Location, _ capabilities: Capabilities
    ) -> DistributionMethod? {
        if location.settings.autoRegister, user.hasManagedAppleAccount { return .automatic }
        if user.hasEmail, capabilities.mail != nil { return .email }
        return nil
    }

    /// A redo that is cancelled before anything was retired leaves the registration as it was.
    mutating func restore(_ redo: Redo) {
        guard let registration = state.registration(of: redo.user, at: redo.location), registration.status == .retiring else {
            return
        }
        let accepted = registration.idHash != nil
        emit(
            .registrationObserved(
                redo.location, .ask,
                [
                    ObservedRegistration(
                        user: redo.user, status: accepted ? .accepted : .invited,
                        appleStatus: accepted ? "Associated" : "Registered", idHash: registration.idHash)
                ]))
    }
}
