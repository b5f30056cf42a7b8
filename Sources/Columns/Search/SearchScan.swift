/// A search that is done in steps, so that a screen can stop it when the next letter is typed.
///
/// It searches the index as it was when the search began, whatever is written meanwhile.
package struct SearchScan: Sendable {
    private let query: SearchQuery
    private var chunks: SparseTable<FoldedText>.Iterator
    /// The chunk to search next.
    private var next: (key: UInt32, value: FoldedText)?

    /// The hits found so far.
    package private(set) var hits = NumberSet()

    /// Whether the whole index was searched.
    package var isFinished: Bool { next == nil }

    /// Begins a search; no row is looked at yet.
    package init(_ query: SearchQuery, in index: SearchIndex) {
        self.query = query
        chunks = index.chunks.makeIterator()
        next = chunks.next()
    }

    /// Searches the next rows.
    ///
    /// - Parameter rows: about how many rows, at least 512.
    /// - Returns: the new hits, ascending.
    @discardableResult
    package mutating func advance(rows: Int) -> [UInt32] {
        var found: [UInt32] = []
        for _ in 0..<max(1, rows / SearchIndex.rowsPerChunk) {
            guard let (key, chunk) = next else { break }
            for row in query.matches(in: chunk) { found.append(key << SearchIndex.chunkBits | UInt32(row)) }
            next = chunks.next()
        }
        for hit in found { hits.insert(hit) }
        return found
    }
}
