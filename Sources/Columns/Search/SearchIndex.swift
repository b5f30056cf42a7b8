/// The folded text of a table of rows that change, in chunks of 512 numbers, each shared until written.
///
/// A copy is free; a change copies and moves one chunk (some 30 KB for users), whatever the size of the table.
/// Hits come in the order of the numbers. Numbers are counters, as for `SparseTable`.
package struct SearchIndex: Sendable {
    static let chunkBits: UInt32 = 9
    static let rowsPerChunk = 1 << Int(chunkBits)

    /// Row n of chunk c is number `c * 512 + n`; rows behind the last present one may be missing.
    package private(set) var chunks = SparseTable<FoldedText>()

    /// The number of rows.
    package private(set) var count = 0

    /// Makes an index without rows.
    package init() {}

    /// Takes the chunks of an index as they were kept elsewhere; nil when a chunk has more than 512 rows or none.
    package init?(chunks: SparseTable<FoldedText>) {
        for (key, chunk) in chunks {
            let present = (0..<chunk.count).count(where: chunk.isPresent)
            guard present > 0, chunk.count <= Self.rowsPerChunk, key <= .max >> Self.chunkBits else { return nil }
            count += present
        }
        self.chunks = chunks
    }

    /// Whether `id` has a row.
    package func contains(_ id: UInt32) -> Bool {
        guard let chunk = chunks[id >> Self.chunkBits] else { return false }
        return Self.row(id) < chunk.count && chunk.isPresent(Self.row(id))
    }

    /// Gives `id` a row with these fields, in place of the one it has.
    ///
    /// - Complexity: constant for numbers that arrive in ascending order, else one move of a chunk.
    package mutating func replace(_ id: UInt32, fields: [String]) {
        if !contains(id) { count += 1 }
        let key = id >> Self.chunkBits
        if !chunks.contains(key) { chunks[key] = FoldedText() }
        chunks.update(key) { chunk in
            while chunk.count < Self.row(id) { chunk.appendAbsentRow() }
            if chunk.count == Self.row(id) {
                chunk.append(fields)
            } else {
                chunk.replace(Self.row(id), with: fields)
            }
        }
    }

    /// Takes the row of `id` out and says whether there was one.
    @discardableResult
    package mutating func remove(_ id: UInt32) -> Bool {
        guard contains(id) else { return false }
        count -= 1
        let key = id >> Self.chunkBits
        let left = chunks.update(key) { chunk in
            chunk.remove(Self.row(id))
            return chunk.byteCount
        }
        if left == 0 { chunks[key] = nil }
        return true
    }

    private static func row(_ id: UInt32) -> Int { Int(id) & (rowsPerChunk - 1) }
}

extension SearchIndex {
    /// Calls `body` with each number whose row matches, ascending, until it returns false.
    ///
    /// - Parameter id: the number to begin with.
    /// - Returns: false when `body` ended the scan.
    @discardableResult
    package func scan(_ query: SearchQuery, from id: UInt32 = 0, _ body: (UInt32) -> Bool) -> Bool {
        for (key, chunk) in chunks.rows(from: id >> Self.chunkBits) {
            let first = key << Self.chunkBits
            let row = first < id ? Self.row(id) : 0
            guard query.scan(chunk, from: row, { body(first | UInt32($0)) }) else { return false }
        }
        return true
    }

    /// The first numbers whose rows match, ascending, at most `limit`, beginning with `id`.
    package func search(_ query: SearchQuery, from id: UInt32 = 0, limit: Int) -> [UInt32] {
        guard limit > 0 else { return [] }
        var hits: [UInt32] = []
        scan(query, from: id) { hit in
            hits.append(hit)
            return hits.count < limit
        }
        return hits
    }

    /// The number of rows that match.
    package func count(_ query: SearchQuery) -> Int {
        guard !query.isEmpty else { return count }
        var count = 0
        scan(query) { _ in
            count += 1
            return true
        }
        return count
    }

    /// All numbers whose rows match.
    package func hits(_ query: SearchQuery) -> NumberSet {
        var hits = NumberSet()
        scan(query) { hit in
            hits.insert(hit)
            return true
        }
        return hits
    }
}
