import Domain
import Gateway

/// Wakes a lane when something was published or when a moment has come, whichever is first.
final class LaneWake: Sendable {
    private let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init() {
        (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    }

    func signal() { continuation.yield() }

    /// Returns after the next signal, at `instant`, or when the task is cancelled.
    func wait(until instant: Instant?, _ time: any TimeSource) async {
        let timer = instant.map { instant in
            Task { [self] in
                await time.wait(until: instant)
                // Cancelled, it was not the moment that came: a signal would wake the next wait for nothing, and so on for ever.
                if !Task.isCancelled { signal() }
            }
        }
        var iterator = stream.makeAsyncIterator()
        await iterator.next()
        timer?.cancel()
    }
}
