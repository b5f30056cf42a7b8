/// A value that can lie in a row of bytes.
///
/// Equal values write equal bytes, never none; reading what was written gives the value back, and reading anything else does
/// not trap.
public protocol PackedRow: Sendable {
    init(from reader: inout PackedReader)
    func pack(into writer: inout PackedWriter)
}

/// A table keyed by numbers whose values lie as bytes in chunks of 512 rows, each shared until written.
///
/// A copy is free; a change copies one chunk, whatever the size of the table. A million rows cost their bytes and four more each,
/// and nothing at all where a chunk is mapped. Keys are counters, as for `SparseTable`.
public struct PackedTable<Value: PackedRow>: Sendable {
    /// Row n of chunk c is key `c * 512 + n`; rows behind the last present one are missing.
    @usableFromInline package private(set) var chunks = SparseTable<ByteRows>()
    /// The number of rows.
    package private(set) var count = 0

    package init() {}

    /// Takes the chunks of a table as they were kept elsewhere; nil when a chunk has more than 512 rows or none.
    package init?(chunks: SparseTable<ByteRows>) {
        for (key, chunk) in chunks {
            let present = chunk.presentCount
            guard present > 0, chunk.count <= RowNumber.rowsPerChunk, key <= RowNumber.lastChunk else { return nil }
            count += present
        }
        self.chunks = chunks
    }

    package var isEmpty: Bool { count == 0 }

    package func contains(_ key: UInt32) -> Bool { chunks[RowNumber.chunk(key)]?.isPresent(RowNumber.row(key)) ?? false }

    /// The value of a row; setting nil removes it.
    package subscript(key: UInt32) -> Value? {
        @inlinable get { read(key) { Value(from: &$0) } }
        set {
            guard let newValue else { return remove(key) }
            var writer = PackedWriter()
            newValue.pack(into: &writer)
            set(key, writer.bytes)
        }
    }

    /// Reads a row's bytes without making a value of them; nil when there is no such row.
    @inlinable package func read<Result>(_ key: UInt32, _ body: (inout PackedReader) -> Result) -> Result? {
        guard let chunk = chunks[RowNumber.chunk(key)], chunk.isPresent(RowNumber.row(key)) else { return nil }
        return chunk.read(RowNumber.row(key), body)
    }

    /// Whether a row that is here is the same bytes in another table.
    package func isSame(_ key: UInt32, in other: PackedTable) -> Bool {
        let row = RowNumber.row(key)
        guard let mine = chunks[RowNumber.chunk(key)], let theirs = other.chunks[RowNumber.chunk(key)], mine.isPresent(row),
            theirs.isPresent(row)
        else { return false }
        return mine.isSame(row, as: row, of: theirs)
    }

    /// Puts packed bytes into a row.
    package mutating func set(_ key: UInt32, _ bytes: [UInt8]) {
        precondition(!bytes.isEmpty, "A packed value is never without bytes.")
        place(key) {
            $0.append { $0 += bytes }
        } replace: {
            $0.replace($1, with: bytes)
        }
    }

    /// Puts a copy of another block's row into a row.
    package mutating func set(_ key: UInt32, from source: Int, of rows: ByteRows) {
        place(key) {
            $0.append(source, of: rows)
        } replace: {
            $0.replace($1, with: source, of: rows)
        }
    }

    /// Puts copies of another block's rows behind all others: its first row becomes that of the first key, and so on.
    ///
    /// - Parameter keys: ascending, and all behind `lastKey`; no row of the block may be absent.
    package mutating func append(_ keys: [UInt32], rows source: ByteRows) {
        for run in RowNumber.runs(keys) {
            if !chunks.contains(run.chunk) { chunks[run.chunk] = ByteRows() }
            chunks.update(run.chunk) { rows in
                while rows.count < run.row { rows.appendAbsentRow() }
                rows.append(run.source, of: source)
            }
        }
        count += keys.count
    }

    private mutating func place(_ key: UInt32, append: (inout ByteRows) -> Void, replace: (inout ByteRows, Int) -> Void) {
        let (chunk, row) = (RowNumber.chunk(key), RowNumber.row(key))
        if !chunks.contains(chunk) { chunks[chunk] = ByteRows() }
        let isNew = chunks.update(chunk) { rows in
            let isNew = !rows.isPresent(row)
            while rows.count < row { rows.appendAbsentRow() }
            if rows.count == row { append(&rows) } else { replace(&rows, row) }
            return isNew
        }
        if isNew == true { count += 1 }
    }

    private mutating func remove(_ key: UInt32) {
        guard contains(key) else { return }
        count -= 1
        let chunk = RowNumber.chunk(key)
        let left = chunks.update(chunk) { rows in
            rows.replace(RowNumber.row(key), with: [])
            return rows.byteCount
        }
        if left == 0 { chunks[chunk] = nil }
    }

    /// The greatest key that has a row; nil when there is none.
    package var lastKey: UInt32? {
        guard let last = chunks.lastKey, let rows = chunks[last] else { return nil }
        return (0..<rows.count).reversed().first(where: rows.isPresent).map { RowNumber.key(last, $0) }
    }
}

/// How keys are cut into chunks.
@usableFromInline package enum RowNumber {
    @usableFromInline package static let chunkBits: UInt32 = 9
    @usableFromInline package static let rowsPerChunk = 1 << Int(chunkBits)
    static let lastChunk = UInt32.max >> chunkBits

    @inlinable package static func chunk(_ key: UInt32) -> UInt32 { key >> chunkBits }
    @inlinable package static func row(_ key: UInt32) -> Int { Int(key) & (rowsPerChunk - 1) }
    @inlinable package static func key(_ chunk: UInt32, _ row: Int) -> UInt32 { chunk << chunkBits | UInt32(row) }

    /// Where in a chunk keys go that follow one another without a gap: from which row on, and which of the keys they are.
    package struct Run: Hashable {
        package let chunk: UInt32
        package let row: Int
        package let source: Range<Int>
    }

    /// Cuts ascending keys into runs, each inside one chunk.
    package static func runs(_ keys: [UInt32]) -> [Run] {
        var (runs, start) = ([Run](), 0)
        for end in keys.indices.dropFirst() where keys[end] != keys[end - 1] + 1 || row(keys[end]) == 0 {
            runs.append(Run(chunk: chunk(keys[start]), row: row(keys[start]), source: start..<end))
            start = end
        }
        if let first = keys.indices.contains(start) ? keys[start] : nil {
            runs.append(Run(chunk: chunk(first), row: row(first), source: start..<keys.count))
        }
        return runs
    }
}

extension PackedTable: Sequence {
    /// Walks the rows in the order of their keys, over the table as it was when the walk began.
    public struct Iterator: IteratorProtocol, Sendable {
        @usableFromInline var chunks: SparseTable<ByteRows>.Iterator
        @usableFromInline var chunk: (key: UInt32, rows: ByteRows)?
        @usableFromInline var row = 0

        @inlinable
        init(_ table: PackedTable) {
            chunks = table.chunks.makeIterator()
            chunk = chunks.next().map { (key: $0.key, rows: $0.value) }
        }

        @inlinable public mutating func next() -> (key: UInt32, value: Value)? {
            while let (key, rows) = chunk {
                while row < rows.count {
                    defer { row += 1 }
                    if rows.isPresent(row) { return (RowNumber.key(key, row), rows.read(row) { Value(from: &$0) }) }
                }
                chunk = chunks.next().map { (key: $0.key, rows: $0.value) }
                row = 0
            }
            return nil
        }
    }

    @inlinable public func makeIterator() -> Iterator { Iterator(self) }
    public var underestimatedCount: Int { count }

    /// The keys that have a row, ascending.
    package var keys: some Sequence<UInt32> {
        chunks.lazy.flatMap { chunk, rows in
            (0..<rows.count).lazy.filter(rows.isPresent).map { RowNumber.key(chunk, $0) }
        }
    }

    /// Calls the closure with each row's bytes, in the order of the keys, until it returns false.
    @inlinable package func scan(_ body: (UInt32, inout PackedReader) -> Bool) {
        for (key, rows) in chunks {
            for row in 0..<rows.count where rows.isPresent(row) {
                guard rows.read(row, { body(RowNumber.key(key, row), &$0) }) else { return }
            }
        }
    }

    /// Takes the chunks of `kept` wherever this table still is what `before` was: the same rows, in memory that is not ours.
    package mutating func adopt(_ kept: PackedTable, unchangedSince before: PackedTable) {
        for (key, rows) in kept.chunks {
            guard let mine = chunks[key], let then = before.chunks[key], mine.bytes.place == then.bytes.place,
                mine.byteCount == then.byteCount, mine.starts.place == then.starts.place
            else { continue }
            chunks[key] = rows
        }
    }
}

extension PackedTable: Equatable {
    public static func == (left: PackedTable, right: PackedTable) -> Bool {
        guard left.count == right.count else { return false }
        for (key, rows) in left.chunks {
            guard let others = right.chunks[key] else { return false }
            for row in 0..<Swift.max(rows.count, others.count) {
                guard rows.isPresent(row) == others.isPresent(row) else { return false }
                if rows.isPresent(row), !rows.isSame(row, as: row, of: others) { return false }
            }
        }
        return true
    }
}
