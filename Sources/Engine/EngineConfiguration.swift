import Domain
import Gateway

/// How this process works: who it is, and the organisation's settings that the engine depends on.
package struct EngineConfiguration: Sendable {
    package var actor: Actor
    package var capabilities: Capabilities
    package var policy: Policy
    /// Our claim at Apple: its id is the store's.
    package var claim: String
    /// The first look at queued work at Apple, after its answer. Loopback services have their own (cli.md in words: 100 ms).
    package var firstPoll: @Sendable (_ serviceURL: String) -> Span
    package var pollInterval: @Sendable (_ serviceURL: String) -> Span
    /// The regular read of every location.
    package var syncEvery: Span
    /// How often a process without the worker lock asks for it.
    package var lockRetry = Span.seconds(1)

    package init(
        actor: Actor, capabilities: Capabilities = Capabilities(), policy: Policy = Policy(), claim: String,
        firstPoll: @escaping @Sendable (String) -> Span = { _ in .seconds(3) },
        pollInterval: @escaping @Sendable (String) -> Span = { _ in .seconds(30) }, syncEvery: Span = .minutes(10)
    ) {
        self.actor = actor
        self.capabilities = capabilities
        self.policy = policy
        self.claim = claim
        self.firstPoll = firstPoll
        self.pollInterval = pollInterval
        self.syncEvery = syncEvery
    }
}

/// What the engine works with; the composition root brings the live things.
package struct EngineParts: Sendable {
    package var time: any TimeSource
    package var seeds: any SeedSource
    package var keys: any KeyKeeper
    package var lock: any DeliveryLock
    package var volumePurchasing: any VolumePurchasing
    /// Nil when no transport is configured.
    package var mail: (any MailTransport)?

    package init(
        time: any TimeSource, seeds: any SeedSource, keys: any KeyKeeper, lock: any DeliveryLock,
        volumePurchasing: any VolumePurchasing, mail: (any MailTransport)?
    ) {
        self.time = time
        self.seeds = seeds
        self.keys = keys
        self.lock = lock
        self.volumePurchasing = volumePurchasing
        self.mail = mail
    }
}
