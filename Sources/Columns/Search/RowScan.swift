import CBytes

/// One pass of a query over a folded text.
///
/// Safe as long as it lives only while the two buffers are borrowed: `SearchQuery.scan` is its only maker. Every offset
/// comes from `starts`, which `FoldedText` keeps inside `bytes`, or from a hit between two such offsets.
@safe struct RowScan {
    let query: SearchQuery
    let bytes: UnsafeBufferPointer<UInt8>
    let starts: UnsafeBufferPointer<UInt32>

    /// Calls `body` with each row that matches, in order, until it returns false.
    ///
    /// - Returns: false when `body` ended the scan.
    @inline(__always)
    func run(from firstRow: Int, _ body: (Int) -> Bool) -> Bool {
        guard let first = query.terms.first else { return allRows(from: firstRow, body) }
        // The rarest word leads through the buffer; the others are looked for only in its rows.
        let isWhole = query.terms.count == 1 && first.pieces.count == 1
        return unsafe first.rarestPiece.withUnsafeBufferPointer { needle in
            var row = firstRow
            while row < rowCount {
                let at = unsafe Int(starts[row])
                guard let hit = unsafe RowScan.find(needle, in: bytes, from: at, to: bytes.count) else { return true }
                row = self.row(at: hit, from: row)
                if isWhole || matches(row) {
                    guard body(row) else { return false }
                }
                row += 1
            }
            return true
        }
    }

    private var rowCount: Int { unsafe starts.count - 1 }

    private func allRows(from firstRow: Int, _ body: (Int) -> Bool) -> Bool {
        for row in min(firstRow, rowCount)..<rowCount where unsafe starts[row] != starts[row + 1] {
            guard body(row) else { return false }
        }
        return true
    }

    /// The row that has a byte: strides doubled from the row of the last hit, then halved.
    @inline(__always)
    private func row(at offset: Int, from known: Int) -> Int {
        var low = known
        var stride = 1
        while low + stride < rowCount, unsafe Int(starts[low + stride]) <= offset {
            low += stride
            stride *= 2
        }
        while stride > 1 {
            stride /= 2
            if low + stride < rowCount, unsafe Int(starts[low + stride]) <= offset { low += stride }
        }
        return low
    }

    private func matches(_ row: Int) -> Bool {
        let range = unsafe Int(starts[row])..<Int(starts[row + 1])
        return query.terms.allSatisfy { unsafe RowScan.matches($0, in: bytes, range) }
    }

    /// Whether the pieces of a term follow one another inside one field of the row that fills `range`.
    static func matches(_ term: SearchQuery.Term, in bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
        var at = range.lowerBound
        while let hit = unsafe find(term.pieces[0], in: bytes, from: at, to: range.upperBound) {
            guard term.pieces.count > 1 else { return true }
            let end = unsafe fieldEnd(in: bytes, from: hit, to: range.upperBound)
            if unsafe follow(term.pieces, from: hit, in: bytes, to: end) { return true }
            at = end
        }
        return false
    }

    /// Taking each piece at its first place leaves most room for the next: no other choice need be tried.
    private static func follow(
        _ pieces: [[UInt8]], from start: Int, in bytes: UnsafeBufferPointer<UInt8>, to end: Int
    ) -> Bool {
        var at = start
        for piece in pieces {
            guard let hit = unsafe find(piece, in: bytes, from: at, to: end) else { return false }
            at = hit + piece.count
        }
        return true
    }

    private static func fieldEnd(in bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int) -> Int {
        var at = start
        while at < end, unsafe bytes[at] < FoldedText.fieldSeparator { at += 1 }
        return at
    }

    /// Where `needle` first stands in a field from an offset on, in bytes.
    static func find(_ needle: [UInt8], in field: [UInt8], from start: Int) -> Range<Int>? {
        let place = unsafe field.withUnsafeBufferPointer { unsafe find(needle, in: $0, from: start, to: field.count) }
        return place.map { $0..<$0 + needle.count }
    }

    private static func find(
        _ needle: [UInt8], in bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int
    ) -> Int? {
        unsafe needle.withUnsafeBufferPointer { unsafe find($0, in: bytes, from: start, to: end) }
    }

    @inline(__always)
    private static func find(
        _ needle: UnsafeBufferPointer<UInt8>, in bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int
    ) -> Int? {
        guard start < end, let hay = bytes.baseAddress, let base = needle.baseAddress else { return nil }
        let place = unsafe rc_find(hay + start, end - start, base, needle.count)
        return place < 0 ? nil : start + place
    }
}
