import Domain

/// The clock and the waiting of the engine; tests bring their own.
package protocol TimeSource: Sendable {
    func now() -> Instant
    /// Returns at `instant` or when the task is cancelled, whichever is first.
    func wait(until instant: Instant) async
}

/// 128 random bits for a command.
package protocol SeedSource: Sendable {
    func seed() -> Seed
}
