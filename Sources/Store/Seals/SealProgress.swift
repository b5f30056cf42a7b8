/// What a writer knows of the last seal, and of what stands behind it.
struct SealProgress: Hashable, Sendable {
    /// Before the last seal's own line, which is the first that the next seal stands for.
    struct Place: Hashable, Sendable {
        let segment: UInt64
        let offset: UInt64
        /// The sequence of the line that begins here.
        let sequence: UInt64
    }

    var from: Place
    var previous: SealDigest?
    /// The time of the last seal, or of the first line where there is none.
    var since: Int64
    /// Up to where the journal was looked through for seals.
    var seen: ChainPosition
    /// How many bytes stand between `from` and `seen`.
    var bytes: UInt64

    /// Whether the next seal is due behind lines that are about to be written.
    func isDue(_ policy: SealPolicy, after end: ChainPosition, writing count: UInt64, segmentLimit: UInt64) -> Bool {
        end.sequence + 1 - from.sequence >= policy.records || bytes + count >= policy.bytes
            || end.at - since >= policy.interval || end.offset + Self.roomForSeal >= segmentLimit
    }

    /// About as long as the line of a seal is: with it the segment reaches its limit.
    private static let roomForSeal: UInt64 = 350
}
