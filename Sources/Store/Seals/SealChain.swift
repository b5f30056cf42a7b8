import Crypto

/// The hash that a seal at this place would state: over the seal before and the hashes of all lines since.
///
/// Each seal's own line is the first of the next, so that a seal stands for everything before it. Lines go in as hashes: one
/// that was redacted goes in as what it was.
struct SealChain: Sendable {
    /// The first record that the next seal stands for.
    let from: UInt64
    /// What the seal before states; nil for the first.
    let previous: SealDigest?
    private var hasher = SHA256()

    init(from: UInt64, previous: SealDigest?) {
        (self.from, self.previous) = (from, previous)
        previous?.add(to: &hasher)
    }

    mutating func add(_ line: SealDigest) {
        line.add(to: &hasher)
    }

    /// Adds whole lines, and leaves out what follows the last line feed.
    /// - Returns: How many bytes were added.
    mutating func add(lines bytes: [UInt8]) -> Int {
        var start = 0
        while start < bytes.count, let end = RecordFraming.lineEnd(bytes, from: start) {
            add(SealDigest(line: bytes[start..<end]))
            start = end + 1
        }
        return start
    }

    /// What a seal here would state.
    var head: SealDigest {
        SealDigest(hasher.finalize())
    }
}
