/// A place between two lines of the journal: everything before it is checked.
///
/// The end of a segment and the beginning of the next are two spellings of one place in the chain.
package struct ChainPosition: Hashable, Sendable {
    /// The sequence of the last record before this place; 0 at the beginning.
    package var sequence: UInt64
    /// The first sequence of the segment that `offset` counts in.
    package var segment: UInt64
    /// Byte offset in the segment.
    package var offset: UInt64
    /// The last line's checksum, which seeds the next.
    package var checksum: UInt32
    /// The last record's time.
    package var at: Int64

    package init(sequence: UInt64, segment: UInt64, offset: UInt64, checksum: UInt32, at: Int64) {
        self.sequence = sequence
        self.segment = segment
        self.offset = offset
        self.checksum = checksum
        self.at = at
    }

    /// Before the first line of the first segment.
    static let start = ChainPosition(sequence: 0, segment: 1, offset: 0, checksum: 0, at: Timestamp.range.lowerBound)

    /// The same place, as the beginning of the segment that follows.
    var atNextSegment: ChainPosition {
        ChainPosition(sequence: sequence, segment: sequence + 1, offset: 0, checksum: checksum, at: at)
    }
}

/// A transaction of which some lines have been seen.
struct OpenTransaction: Hashable, Sendable {
    let first: UInt64
    let done: Int
    let count: Int
}
