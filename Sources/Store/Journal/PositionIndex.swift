/// Places in the journal that were checked before, so that a later read need not begin at the beginning.
struct PositionIndex: Sendable {
    private static let spacing: UInt64 = 256 << 10
    private static let recentCount = 16
    /// Far apart, ascending; kept for as long as their segment is there.
    private var milestones: [ChainPosition] = []
    /// Where reads ended last: a follower goes on exactly there.
    private var recent: [ChainPosition] = []

    /// Remembers a confirmed place.
    mutating func add(_ position: ChainPosition) {
        if isFarBehindTheLast(position) { milestones.append(position) }
        if recent.contains(position) { return }
        if recent.count == Self.recentCount { recent.removeFirst() }
        recent.append(position)
    }

    private func isFarBehindTheLast(_ position: ChainPosition) -> Bool {
        guard let last = milestones.last else { return true }
        guard position.sequence > last.sequence else { return false }
        return position.segment != last.segment || position.offset >= last.offset + Self.spacing
    }

    /// The last known place that is not behind the record with this sequence; nil if none is known.
    func nearest(to sequence: UInt64) -> ChainPosition? {
        var (low, high) = (0, milestones.count)
        while low < high {
            let middle = (low + high) / 2
            if milestones[middle].sequence <= sequence { low = middle + 1 } else { high = middle }
        }
        let milestone = low > 0 ? [milestones[low - 1]] : []
        return (recent.filter { $0.sequence <= sequence } + milestone).max { $0.sequence < $1.sequence }
    }

    /// Forgets the places in segments before this one, which are not there any more.
    mutating func drop(before segment: UInt64) {
        milestones.removeAll { $0.segment < segment }
        recent.removeAll { $0.segment < segment }
    }
}
