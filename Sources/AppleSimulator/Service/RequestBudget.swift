import Foundation

/// The requests of one token during the last second.
struct RequestBudget: Sendable {
    private let perSecond: Int
    private var moments: [Date] = []
    private var oldest = 0

    init(perSecond: Int) {
        precondition(perSecond > 0, "a budget of no requests would admit nobody")
        self.perSecond = perSecond
    }

    /// Counts one request, or refuses it when the last second is full; refused ones are not counted.
    mutating func admit(at now: Date) throws(ServiceError) {
        guard moments.count == perSecond else {
            moments.append(now)
            return
        }
        let age = now.timeIntervalSince(moments[oldest])
        // A clock that was set back must not close the door for longer than a second.
        guard age >= 1 || age < 0 else { throw ServiceError(.tooManyRequests) }
        moments[oldest] = now
        oldest = (oldest + 1) % perSecond
    }
}
