/// Places in the journal that were checked before, so that a later read need not begin at the beginning.
struct PositionIndex: Sendable {
    private static let spacing: UInt64 = 256 << 10
    private static let recentCount = 16
    /// Far apart, ascending; kept for ever.
    private var milestones: [ChainPosition] = [.start]
    /// Where reads ended last: a follower goes on exactly there.
    private var recent: [ChainPosition] = []

    /// Remembers a confirmed place.
    mutating func add(_ position: ChainPosition) {
        if let last = milestones.last, position.offset >= last.offset + Self.spacing { milestones.append(position) }
        if recent.contains(position) { return }
        if recent.count == Self.recentCount { recent.removeFirst() }
        recent.append(position)
    }

    /// The last known place that is not behind the record with this sequence.
    func nearest(to sequence: UInt64) -> ChainPosition {
        var (low, high) = (0, milestones.count)
        while low + 1 < high {
            let middle = (low + high) / 2
            if milestones[middle].sequence <= sequence { low = middle } else { high = middle }
        }
        let candidates = recent.filter { $0.sequence <= sequence } + [milestones[low]]
        return candidates.max { $0.sequence < $1.sequence } ?? .start
    }
}
