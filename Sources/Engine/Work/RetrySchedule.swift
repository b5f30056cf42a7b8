import Domain

/// When to try again: full jitter under a doubling bound; the same wish and attempt give the same wait, so that a run can be
/// replayed.
package struct RetrySchedule: Hashable, Sendable {
    package var base = Span.seconds(1)
    package var cap = Span.minutes(15)

    package init() {}

    /// The wait before an attempt, counted from 1; at least a tenth of the bound, so that a failing neighbour is not hammered.
    package func wait(attempt: UInt32, for key: UInt64) -> Span {
        let doublings = min(attempt, 20)
        let bound = min(cap.milliseconds, base.milliseconds << Int64(doublings > 0 ? doublings - 1 : 0))
        var seed = Seed(key, UInt64(attempt))
        let random = Int64(seed.nextUniqueID().high >> 33)
        return Span(milliseconds: bound / 10 + random % max(1, bound - bound / 10))
    }
}

/// A lane's own pause after trouble with the whole other side: nobody's attempts are used up.
struct LanePause: Hashable, Sendable {
    private(set) var until: Instant?
    private(set) var reason = ""
    private var failures: UInt32 = 0

    mutating func fail(_ reason: String, now: Instant, retryAfter: Span?, key: UInt64) {
        failures += 1
        self.reason = reason
        until = now + (retryAfter ?? RetrySchedule().wait(attempt: failures, for: key))
    }

    mutating func succeed() {
        failures = 0
        until = nil
    }

    func isOver(at now: Instant) -> Bool { until.map { $0 <= now } ?? true }
}
