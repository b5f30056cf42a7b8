/// What creating an invitation would do, before anything is sent (R7).
package struct InvitationPreview: Hashable, Sendable {
    /// Gets a message, a prompt or an entry in Self Service.
    package let reached: Int
    /// Registered without a message (R5).
    package let automatic: Int
    /// Who is skipped and why, in the order in which reasons are declared.
    package let skipped: [SkipCount]
    package let excluded: Int
    package let outsideSite: Int
    /// Usernames of the first who are reached or registered.
    package let sample: [String]
    /// People of whom Apple does not know yet.
    package let registrationsNeeded: Int
    package let mails: Int
    /// What Apple's limits and the mail rate will take at least, rounded up.
    package let minutes: Int
    package let warnings: [Warning]

    /// Everybody for whom something will happen.
    package var total: Int { reached + automatic }

    /// How many are skipped for one reason.
    package struct SkipCount: Hashable, Sendable {
        package let reason: StatusReason.Code
        package let count: Int
    }

    /// What does not hinder the sending, but a person should know.
    package enum Warning: Hashable, Sendable {
        /// People who are in another open invitation of the location (R12).
        case overlap(Int)
        /// The portal's address leads nowhere from outside this host (R6).
        case linksLeadToLoopback(String)
        /// No portal: mails carry Apple's own link, and opening is never known (R6).
        case noPortal
        case tokenEndsSoon(daysLeft: Int)
    }
}

/// How fast people can be registered and written to; what the host does not say is Apple's published figure.
package struct SendingRates: Hashable, Sendable {
    /// How many users one call to Apple takes.
    package var usersPerCall: Int
    /// How many calls Apple takes for one location.
    package var callsPerSecond: Double
    /// 0: no limit.
    package var messagesPerSecond: Double

    package init(usersPerCall: Int = 100, callsPerSecond: Double = 15, messagesPerSecond: Double = 0) {
        self.usersPerCall = usersPerCall
        self.callsPerSecond = callsPerSecond
        self.messagesPerSecond = messagesPerSecond
    }

    /// Whole minutes, rounded up; 0 when there is nothing to do.
    ///
    /// A create is one call and some two more to learn its outcome, which Apple often gives after a minute.
    func minutes(registrations: Int, mails: Int) -> Int {
        let calls = (registrations + max(1, usersPerCall) - 1) / max(1, usersPerCall)
        let apple = calls == 0 ? 0 : 60 + Double(calls * 3) / max(0.001, callsPerSecond)
        let mail = messagesPerSecond > 0 ? Double(mails) / messagesPerSecond : 0
        return Int((min(apple + mail, 1e9) / 60).rounded(.up))
    }
}

extension State {
    /// Reads what creating an invitation would do now.
    ///
    /// - Throws: what `createInvitation` would be refused with.
    package func preview(
        _ settings: InvitationSettings, context: Context, rates: SendingRates = SendingRates(), sampleSize: Int = 5
    ) throws(Rejection) -> InvitationPreview {
        let decider = Decider(state: self, context: context)
        try Decider.requireText(settings.name, field: "invitation name")
        try decider.requireMeans(settings)
        let audience = try Audience(of: settings, in: self)
        guard audience.inScope > 0 else {
            throw .emptyScope(excluded: audience.excluded, outsideSite: audience.outsideSite)
        }
        let needed = registrationsNeeded(audience.reached + audience.automatic, at: settings.location)
        let mails = settings.method == .email ? audience.reached.count : 0
        return InvitationPreview(
            reached: audience.reached.count, automatic: audience.automatic.count,
            skipped: audience.skippedInOrder.map { InvitationPreview.SkipCount(reason: $0.reason, count: $0.users.count) },
            excluded: audience.excluded, outsideSite: audience.outsideSite,
            sample: usernames((audience.reached + audience.automatic).prefix(sampleSize)), registrationsNeeded: needed,
            mails: mails, minutes: rates.minutes(registrations: needed, mails: mails),
            warnings: warnings(settings, audience, context))
    }

    private func registrationsNeeded(_ users: [UserID], at location: LocationID) -> Int {
        users.count { user in
            switch registration(of: user, at: location)?.status {
            case nil, .notInvited, .failed, .retired: true
            case .registering, .invited, .accepted, .retiring: false
            }
        }
    }

    private func warnings(
        _ settings: InvitationSettings, _ audience: Audience, _ context: Context
    ) -> [InvitationPreview.Warning] {
        var warnings: [InvitationPreview.Warning] = []
        let needsPortal = settings.method == .selfService || settings.requireLogin
        if !audience.reached.isEmpty, settings.method == .email || needsPortal {
            if let url = context.capabilities.portalBaseURL {
                if Self.leadsToLoopback(url) { warnings.append(.linksLeadToLoopback(url)) }
            } else if settings.method == .email {
                warnings.append(.noPortal)
            }
        }
        if audience.overlapping > 0 { warnings.append(.overlap(audience.overlapping)) }
        if case .valid(let days)? = locations[settings.location]?.tokenState(at: context.now), days < 14 {
            warnings.append(.tokenEndsSoon(daysLeft: days))
        }
        return warnings
    }

    /// Whether a URL leads to the host itself, so that nobody else can open it (R6).
    package static func leadsToLoopback(_ url: String) -> Bool {
        let afterScheme = url.lowercased().split(separator: "/", omittingEmptySubsequences: true).dropFirst().first ?? ""
        let authority = afterScheme.split(separator: "@").last ?? ""
        if authority.hasPrefix("[") { return authority.hasPrefix("[::1]") || authority.hasPrefix("[::ffff:127.") }
        let host = authority.split(separator: ":").first ?? ""
        let name = host.hasSuffix(".") ? host.dropLast() : host
        let numbers = name.split(separator: ".", omittingEmptySubsequences: false)
        let isNumeric = numbers.count == 4 && numbers.allSatisfy { UInt8($0) != nil }
        return name == "localhost" || name.hasSuffix(".localhost") || (isNumeric && numbers[0] == "127")
    }

    func usernames(_ ids: some Sequence<UserID>) -> [String] { ids.compactMap { users[$0]?.username } }
}
