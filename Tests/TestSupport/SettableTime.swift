import Domain
import Gateway
import Synchronization

/// A clock that stands still until a test sets it; waiting ends when it is set far enough.
package final class SettableTime: TimeSource {
    private struct State {
        var now: Instant
        var sleepers: [(until: Instant, continuation: CheckedContinuation<Void, Never>)] = []
    }

    private let state: Mutex<State>

    package init(_ now: Instant = Instant(milliseconds: 1_795_347_290_000)) { state = Mutex(State(now: now)) }

    package func now() -> Instant { state.withLock { $0.now } }

    package func advance(by span: Span) {
        let due = state.withLock { state in
            state.now = state.now + span
            let due = state.sleepers.filter { $0.until <= state.now }
            state.sleepers.removeAll { $0.until <= state.now }
            return due
        }
        for sleeper in due { sleeper.continuation.resume() }
    }

    package func wait(until instant: Instant) async {
        await withCheckedContinuation { continuation in
            let isDue = state.withLock { state in
                guard instant > state.now else { return true }
                state.sleepers.append((instant, continuation))
                return false
            }
            if isDue { continuation.resume() }
        }
    }
}
