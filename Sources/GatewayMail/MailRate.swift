/// Lets at most so many messages a second go, evenly spaced: a token bucket that holds one token.
actor MailRate {
    private let interval: Duration?
    private var next = ContinuousClock.now

    /// - Parameter perSecond: 0 or less: no limit.
    init(perSecond: Int) { interval = perSecond > 0 ? .seconds(1) / perSecond : nil }

    /// Returns when a message may go; false when the task was cancelled before.
    func take() async -> Bool {
        guard let interval else { return !Task.isCancelled }
        let turn = max(ContinuousClock.now, next)
        next = turn + interval
        do {
            try await Task.sleep(until: turn, clock: .continuous)
            return true
        } catch {
            return false
        }
    }
}
