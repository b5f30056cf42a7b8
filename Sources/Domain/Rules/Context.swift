/// All that a decision may know of the world: when, who, from where, why, and what the host can do.
///
/// The rules hold no clock and no randomness: the same state, command and context give the same events.
package struct Context: Hashable, Sendable {
    package var now: Instant
    package var actor: Actor
    /// Why, in the administrator's words (`--reason`, `#` in a sheet).
    package var reason: String?
    /// Made when the form was opened: the same command again is answered with the first result.
    /// Nil for what nobody repeats: the worker's own commands.
    package var commandID: UniqueID?
    package var seed: Seed
    package var capabilities: Capabilities
    package var policy: Policy

    package init(
        now: Instant, actor: Actor, reason: String? = nil, commandID: UniqueID?, seed: Seed,
        capabilities: Capabilities = Capabilities(), policy: Policy = Policy()
    ) {
        self.now = now
        self.actor = actor
        self.reason = reason
        self.commandID = commandID
        self.seed = seed
        self.capabilities = capabilities
        self.policy = policy
    }
}

/// Who asks, and from where (R25, R26).
package struct Actor: Hashable, Sendable {
    /// The login name.
    package var name: String
    /// Terminal and remote address, or `service`.
    package var origin: String

    package init(name: String, origin: String) {
        self.name = name
        self.origin = origin
    }
}

/// What this host can do, as R6 asks before anything is sent.
package struct Capabilities: Hashable, Sendable {
    /// Mail: absent when no transport is configured.
    package struct Mail: Hashable, Sendable {
        package var senderName: String
        package var senderAddress: String

        package init(senderName: String, senderAddress: String) {
            self.senderName = senderName
            self.senderAddress = senderAddress
        }
    }

    package var mail: Mail?
    /// What personal links begin with; absent: mails carry Apple's own link (R6).
    package var portalBaseURL: String?
    /// An MDM server with a push certificate that is not expired.
    package var deviceManagement = false
    /// The portal serves the Self Service page.
    package var selfService = false
    /// A directory or at least one local account, for log-in.
    package var logIn = false

    package init(mail: Mail? = nil, portalBaseURL: String? = nil) {
        self.mail = mail
        self.portalBaseURL = portalBaseURL
    }
}

/// The organisation's settings that rules depend on.
package struct Policy: Hashable, Sendable {
    /// A resend leaves out who was reached less than this ago (R11).
    package var coolDown = Span.hours(24)
    /// A personal link ends this long after its last sending.
    package var linkLifetime = Span.days(30)
    /// A redo is refused when the token ends sooner than this (R15).
    package var redoNeedsToken = Span.days(14)
    /// A read of a location that brought no news is recorded when the last one in the record is older than this.
    package var quietReadsRecorded = Span.minutes(30)
    /// Temporary failures of one message before it counts as failed.
    package var deliveryAttempts: UInt32 = 8

    package init() {}
}
