/// Rows of bytes in one buffer, one behind the other; a row without bytes is *absent*: it has a number and nothing else.
public struct ByteRows: Sendable {
    /// All rows, one behind the other.
    @usableFromInline package private(set) var bytes = SharedArray<UInt8>()
    /// Where each row begins in `bytes`, and the end of the last: one more element than there are rows.
    @usableFromInline package private(set) var starts = SharedArray<UInt32>([0])

    /// Makes a block without rows.
    package init() {}

    /// Takes rows as they were kept elsewhere; nil when the two parts do not fit together.
    package init?(bytes: SharedArray<UInt8>, starts: SharedArray<UInt32>) {
        guard Self.fit(starts, bytes.count) else { return nil }
        self.bytes = bytes
        self.starts = starts
    }

    private static func fit(_ starts: SharedArray<UInt32>, _ count: Int) -> Bool {
        unsafe starts.withBuffer { starts in
            guard unsafe starts.first == 0, let end = unsafe starts.last, Int(end) == count else { return false }
            var isAscending = true
            for place in 1..<max(1, starts.count) where unsafe starts[place] < starts[place - 1] { isAscending = false }
            return isAscending
        }
    }

    /// The number of rows, absent ones included.
    @inlinable package var count: Int { starts.count - 1 }

    /// The size of all rows, in bytes.
    package var byteCount: Int { bytes.count }

    @inlinable package func isPresent(_ row: Int) -> Bool { row < count && starts[row] != starts[row + 1] }

    /// How many rows are present.
    package var presentCount: Int {
        unsafe starts.withBuffer { starts in
            var present = 0
            for place in 1..<max(1, starts.count) where unsafe starts[place] != starts[place - 1] { present += 1 }
            return present
        }
    }

    /// Where a row lies in `bytes`.
    @inlinable package func range(of row: Int) -> Range<Int> { Int(starts[row])..<Int(starts[row + 1]) }

    /// Reads a row: the closure is handed a reader over exactly its bytes.
    @inlinable package func read<Result>(_ row: Int, _ body: (inout PackedReader) -> Result) -> Result {
        let range = range(of: row)
        return unsafe bytes.withBuffer { bytes in
            var reader = unsafe PackedReader(UnsafeBufferPointer(rebasing: bytes[range]))
            return body(&reader)
        }
    }

    /// Whether two rows, of this block or another, are the same bytes.
    package func isSame(_ row: Int, as other: Int, of rows: ByteRows) -> Bool {
        let (mine, theirs) = (range(of: row), rows.range(of: other))
        guard mine.count == theirs.count else { return false }
        return unsafe bytes.withBuffer { left in
            unsafe rows.bytes.withBuffer { right in unsafe left[mine].elementsEqual(right[theirs]) }
        }
    }

    /// Puts a row behind all others, written by the closure at the end of the buffer; a closure that writes nothing makes it
    /// absent.
    package mutating func append(_ write: (inout [UInt8]) -> Void) {
        bytes.change(write)
        closeRow()
    }

    /// Puts a copy of another block's row behind all others.
    package mutating func append(_ row: Int, of other: ByteRows) {
        let range = other.range(of: row)
        unsafe other.bytes.withBuffer { source in
            bytes.change { unsafe $0.append(contentsOf: UnsafeBufferPointer(rebasing: source[range])) }
        }
        closeRow()
    }

    /// Puts copies of some rows of another block behind all others.
    package mutating func append(_ rows: Range<Int>, of other: ByteRows) {
        let (from, to, end) = (Int(other.starts[rows.lowerBound]), Int(other.starts[rows.upperBound]), bytes.count)
        precondition(end + to - from <= UInt32.max, "A block of rows holds at most four gibibytes.")
        unsafe other.bytes.withBuffer { source in
            bytes.change { unsafe $0.append(contentsOf: UnsafeBufferPointer(rebasing: source[from..<to])) }
        }
        unsafe other.starts.withBuffer { source in
            starts.change { starts in
                for row in rows { unsafe starts.append(UInt32(Int(source[row + 1]) - from + end)) }
            }
        }
    }

    package mutating func appendAbsentRow() { closeRow() }

    /// Gives a row new bytes; the rows behind it are moved when the length differs.
    package mutating func replace(_ row: Int, with new: some Collection<UInt8>) {
        let old = range(of: row)
        let growth = new.count - old.count
        precondition(bytes.count + growth <= UInt32.max, "A block of rows holds at most four gibibytes.")
        bytes.change { $0.replaceSubrange(old, with: new) }
        guard growth != 0 else { return }
        starts.change { starts in
            for later in (row + 1)..<starts.count { starts[later] = UInt32(Int(starts[later]) + growth) }
        }
    }

    /// Gives a row the bytes of another block's row.
    package mutating func replace(_ row: Int, with source: Int, of other: ByteRows) {
        let range = other.range(of: source)
        unsafe other.bytes.withBuffer { bytes in
            unsafe replace(row, with: UnsafeBufferPointer(rebasing: bytes[range]))
        }
    }

    private mutating func closeRow() {
        precondition(bytes.count <= UInt32.max, "A block of rows holds at most four gibibytes.")
        let end = UInt32(bytes.count)
        starts.change { $0.append(end) }
    }
}
