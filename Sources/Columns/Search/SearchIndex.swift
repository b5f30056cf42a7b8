/// The folded text of a table of rows that change, in chunks of 512 numbers, each shared until written.
///
/// A copy is free; a change copies and moves one chunk (some 30 KB for users), whatever the size of the table.
/// Hits come in the order of the numbers. Numbers are counters, as for `SparseTable`.
package struct SearchIndex: Sendable {
    static let chunkBits = RowNumber.chunkBits
    static let rowsPerChunk = RowNumber.rowsPerChunk

    /// Row n of chunk c is number `c * 512 + n`; rows behind the last present one may be missing.
    package private(set) var chunks = SparseTable<FoldedText>()

    /// The number of rows.
    package private(set) var count = 0

    /// Makes an index without rows.
    package init() {}

    /// Takes the chunks of an index as they were kept elsewhere; nil when a chunk has more than 512 rows or none.
    package init?(chunks: SparseTable<FoldedText>) {
        for (key, chunk) in chunks {
            let present = chunk.rows.presentCount
            guard present > 0, chunk.count <= Self.rowsPerChunk, key <= RowNumber.lastChunk else { return nil }
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
        place(id) {
            $0.append(fields)
        } replace: {
            $0.replace($1, with: fields)
        }
    }

    /// Gives `id` a row with the folded fields that the closure writes, in place of the one it has.
    package mutating func replace(_ id: UInt32, _ write: (inout FoldedFields) -> Void) {
        place(id) {
            $0.append(write)
        } replace: {
            $0.replace($1, write)
        }
    }

    /// Puts copies of another text's rows behind all others: its first row becomes that of the first number, and so on.
    ///
    /// - Parameter ids: ascending, and all behind the last that has a row; no row of the text may be absent.
    package mutating func append(_ ids: [UInt32], text: FoldedText) {
        for run in RowNumber.runs(ids) {
            if !chunks.contains(run.chunk) { chunks[run.chunk] = FoldedText() }
            chunks.update(run.chunk) { chunk in
                while chunk.count < run.row { chunk.appendAbsentRow() }
                chunk.append(run.source, of: text)
            }
        }
        count += ids.count
    }

    private mutating func place(_ id: UInt32, append: (inout FoldedText) -> Void, replace: (inout FoldedText, Int) -> Void) {
        let (key, row) = (RowNumber.chunk(id), RowNumber.row(id))
        if !chunks.contains(key) { chunks[key] = FoldedText() }
        let isNew = chunks.update(key) { chunk in
            let isNew = row >= chunk.count || !chunk.isPresent(row)
            while chunk.count < row { chunk.appendAbsentRow() }
            if chunk.count == row { append(&chunk) } else { replace(&chunk, row) }
            return isNew
        }
        if isNew == true { count += 1 }
    }

    /// Takes the chunks of `kept` wherever this index still is what `before` was: the same text, in memory that is not ours.
    package mutating func adopt(_ kept: SearchIndex, unchangedSince before: SearchIndex) {
        for (key, text) in kept.chunks {
            guard let mine = chunks[key]?.rows, let then = before.chunks[key]?.rows, mine.bytes.place == then.bytes.place,
                mine.byteCount == then.byteCount, mine.starts.place == then.starts.place
            else { continue }
            chunks[key] = text
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

    private static func row(_ id: UInt32) -> Int { RowNumber.row(id) }
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
