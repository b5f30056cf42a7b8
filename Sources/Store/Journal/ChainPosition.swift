/// A place between two lines of the journal: everything before it is checked.
struct ChainPosition: Hashable, Sendable {
    /// The sequence of the last record before this place; 0 at the beginning.
    var sequence: UInt64
    /// Byte offset in the segment.
    var offset: UInt64
    /// The last line's checksum, which seeds the next.
    var checksum: UInt32
    /// The last record's time.
    var at: Int64

    /// Before the first line of the first segment.
    static let start = ChainPosition(sequence: 0, offset: 0, checksum: 0, at: Timestamp.range.lowerBound)
}

/// A transaction of which some lines have been seen.
struct OpenTransaction: Hashable, Sendable {
    let first: UInt64
    let done: Int
    let count: Int
}
