import Synchronization

/// The last projection, and everybody who wants the next one.
///
/// A slow reader drops old projections and never holds anybody up.
final class ProjectionStream: Sendable {
    private struct Subscribers {
        var current = Projection()
        var continuations: [UInt64: AsyncStream<Projection>.Continuation] = [:]
        var lastID: UInt64 = 0
    }

    private let subscribers = Mutex(Subscribers())

    var current: Projection { subscribers.withLock(\.current) }

    /// Changes the projection and hands it to everybody.
    func publish(_ change: (inout Projection) -> Void) {
        let (projection, continuations) = subscribers.withLock { subscribers in
            change(&subscribers.current)
            subscribers.current.version += 1
            return (subscribers.current, Array(subscribers.continuations.values))
        }
        for continuation in continuations { continuation.yield(projection) }
    }

    /// The current projection at once, then each newer one.
    func subscribe() -> AsyncStream<Projection> {
        let (stream, continuation) = AsyncStream.makeStream(of: Projection.self, bufferingPolicy: .bufferingNewest(1))
        let id = subscribers.withLock { subscribers in
            subscribers.lastID += 1
            subscribers.continuations[subscribers.lastID] = continuation
            continuation.yield(subscribers.current)
            return subscribers.lastID
        }
        continuation.onTermination = { [weak self] _ in
            self?.subscribers.withLock { subscribers in _ = subscribers.continuations.removeValue(forKey: id) }
        }
        return stream
    }
}
