/// A volume purchasing location: the pool of content that one content token opens.
package struct Location: Hashable, Sendable {
    package let id: LocationID
    package var settings: LocationSettings
    /// Who decided last about it, for R28.
    package var decision: Decision
    /// Set while Apple refuses the token; the end that the token itself names is in `settings.tokenExpires`.
    package var tokenRefusal: TokenRefusal?
    /// Another service that claimed the location; while it stands, nothing is written there (R24).
    package var claimedBy: String?
    /// When Apple last answered a full or incremental read of the location's users; nil before the first.
    package var lastReadAt: Instant?
    /// Apple's name of the state that `lastReadAt` read, for an incremental read.
    package var usersVersion: String?

    package init(id: LocationID, settings: LocationSettings, decision: Decision) {
        self.id = id
        self.settings = settings
        self.decision = decision
    }

    package var name: String { settings.name }

    package enum TokenState: Hashable, Sendable {
        case valid(daysLeft: Int)
        case ended
        case revoked
        /// Apple refuses it and names neither of these as the reason.
        case refused
        case managedElsewhere(String)
    }

    /// Whether the token opens the location at a moment, and for how many whole days more.
    package func tokenState(at now: Instant) -> TokenState {
        if let claimedBy { return .managedElsewhere(claimedBy) }
        switch tokenRefusal?.kind {
        case .ended: return .ended
        case .revoked: return .revoked
        case .other: return .refused
        case nil: break
        }
        guard now < settings.tokenExpires else { return .ended }
        return .valid(daysLeft: Int(settings.tokenExpires.since(now).milliseconds / Span.days(1).milliseconds))
    }

    /// When the token's time is or was over: as it says itself, or when Apple said so before.
    package var tokenEnd: Instant {
        guard let tokenRefusal, tokenRefusal.kind == .ended else { return settings.tokenExpires }
        return min(tokenRefusal.at, settings.tokenExpires)
    }

    /// Whether anything may be written to Apple for this location now.
    package func isUsable(at now: Instant) -> Bool {
        if case .valid = tokenState(at: now) { true } else { false }
    }
}

/// What an administrator, the token and Apple say of a location; never the token itself.
package struct LocationSettings: Hashable, Sendable {
    package var name: String
    /// Apple's id of the pool; two tokens with the same one open the same pool.
    package var uniqueLocationID: String
    package var organisation: String
    /// ISO 3166 alpha-2, upper case; empty when Apple did not say.
    package var country: String
    /// The origin of the service, without a path; Apple's unless the location was added with `--service-url`.
    package var serviceURL: String
    package var tokenExpires: Instant
    package var site: SiteID?
    /// *Automatically register with volume purchasing if users have Managed Apple Accounts* (R5).
    package var autoRegister: Bool

    package init(
        name: String, uniqueLocationID: String, organisation: String, country: String, serviceURL: String,
        tokenExpires: Instant, site: SiteID? = nil, autoRegister: Bool = false
    ) {
        self.name = name
        self.uniqueLocationID = uniqueLocationID
        self.organisation = organisation
        self.country = country
        self.serviceURL = serviceURL
        self.tokenExpires = tokenExpires
        self.site = site
        self.autoRegister = autoRegister
    }
}

/// Who last decided about an object, and what: the version that R28 compares is its sequence.
package struct Decision: Hashable, Sendable {
    package var sequence: UInt64
    package var at: Instant
    package var by: String
    /// The kind of event, as in the record.
    package var what: String

    package init(sequence: UInt64, at: Instant, by: String, what: String) {
        self.sequence = sequence
        self.at = at
        self.by = by
        self.what = what
    }
}
