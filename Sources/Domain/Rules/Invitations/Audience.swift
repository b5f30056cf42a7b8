/// Who is in scope of an invitation and what it does for each: the one reading of the rules that preview and sending share.
package struct Audience: Hashable, Sendable {
    /// Gets a message, a prompt or an entry in Self Service.
    package private(set) var reached: [UserID] = []
    /// Registered without a message (R1, R5).
    package private(set) var automatic: [UserID] = []
    package private(set) var skipped: [StatusReason.Code: [UserID]] = [:]
    /// Named by a target, removed by an exclusion.
    package private(set) var excluded = 0
    /// Removed by the location's site; only where the target is all users.
    package private(set) var outsideSite = 0
    /// Already in another open invitation of the location (R12).
    package private(set) var overlapping = 0

    package var inScope: Int { reached.count + automatic.count + skipped.values.reduce(0) { $0 + $1.count } }

    /// The skipped users with their reason, in the order in which reasons are declared.
    package var skippedInOrder: [(reason: StatusReason.Code, users: [UserID])] {
        StatusReason.Code.allCases.compactMap { code in skipped[code].map { (code, $0) } }
    }

    /// Reads the scope over the users as they are now, in the order of their identifiers.
    ///
    /// - Throws: `Rejection.unknownUser`, `.unknownGroup`, `.unknownLocation` for what the scope names and nobody has.
    package init(of settings: InvitationSettings, in state: State) throws(Rejection) {
        guard let location = state.locations[settings.location] else {
            throw .unknownLocation(settings.location.description)
        }
        let scope = settings.scope
        try Self.requireKnown(scope, in: state)
        let excludedUsers = IDSet(scope.excludedUsers)
        for user in Self.targets(of: scope, in: state) {
            if excludedUsers.contains(user.id) || user.groups.contains(where: scope.excludedGroups.contains) {
                excluded += 1
            } else {
                place(user, settings, location, in: state)
            }
        }
    }

    private static func requireKnown(_ scope: Scope, in state: State) throws(Rejection) {
        var groups = scope.excludedGroups
        var users = scope.excludedUsers
        if case .listed(let targetUsers, let targetGroups) = scope.targets {
            groups += targetGroups
            users += targetUsers
        }
        for group in groups where !state.groups.contains(group) { throw .unknownGroup(group.description) }
        for user in users where state.users[user] == nil { throw .unknownUser(user.description) }
    }

    private static func targets(of scope: Scope, in state: State) -> [User] {
        switch scope.targets {
        case .allUsers:
            return Array(state.users.all)
        case .listed(let users, let groups) where groups.isEmpty:
            return IDSet(users).compactMap { state.users[$0] }
        case .listed(let users, let groups):
            let named = IDSet(users)
            return state.users.all.filter { named.contains($0.id) || $0.groups.contains(where: groups.contains) }
        }
    }

    private mutating func place(_ user: User, _ settings: InvitationSettings, _ location: Location, in state: State) {
        if let site = location.settings.site, !user.sites.contains(site) {
            if settings.scope.targets == .allUsers { outsideSite += 1 } else { skipped[.otherSite, default: []].append(user.id) }
            return
        }
        if state.registration(of: user.id, at: location.id)?.status == .accepted {
            skipped[.alreadyAccepted, default: []].append(user.id)
            return
        }
        if state.isInOpenInvitation(user.id, at: location.id) { overlapping += 1 }
        // Apple knows the person already and waits for an acceptance: only a link leads on from there.
        let isInvited = state.registration(of: user.id, at: location.id)?.status == .invited
        if settings.registersAutomatically(user), !isInvited {
            automatic.append(user.id)
        } else if isInvited, settings.method == .automatic {
            skipped[.alreadyInvited, default: []].append(user.id)
        } else if let reason = Self.obstacle(for: user, settings.method) {
            skipped[reason, default: []].append(user.id)
        } else {
            reached.append(user.id)
        }
    }

    /// Why a method does not reach a user; nil when it does.
    package static func obstacle(for user: User, _ method: DistributionMethod) -> StatusReason.Code? {
        switch method {
        case .automatic: user.hasManagedAppleAccount ? nil : .noManagedAccount
        case .email: user.hasEmail ? nil : .noEmail
        // Without a device the invitation still waits in Self Service (method 3); the row says so by itself.
        case .prompt, .selfService: nil
        }
    }
}

extension State {
    func isInOpenInvitation(_ user: UserID, at location: LocationID) -> Bool {
        recipients(of: user, at: location).contains { pair in
            pair.recipient.status.isOpen || pair.recipient.status == .queued || pair.recipient.status == .sending
        }
    }
}
