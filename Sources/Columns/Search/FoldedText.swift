/// Rows of folded fields in one buffer, made to be scanned from end to end.
///
/// A row is its fields, each folded, joined by 0xFE and closed by 0xFF: bytes that folded text never contains, so that
/// no word is found across fields or rows. A row may be *absent*: it has a number and no bytes, and no query finds it.
package struct FoldedText: Sendable {
    static let fieldSeparator: UInt8 = 0xFE
    static let rowEnd: UInt8 = 0xFF

    /// All rows, one behind the other.
    package private(set) var bytes: [UInt8] = []
    /// Where each row begins in `bytes`, and the end of the last: one more element than there are rows.
    package private(set) var starts: [UInt32] = [0]

    /// Makes a text without rows.
    package init() {}

    /// Makes a text of rows, each given by its fields as people wrote them.
    package init(_ rows: some Sequence<[String]>) {
        for row in rows { append(row) }
    }

    /// Takes a text as it was kept elsewhere, copied from `bytes` and `starts`; nil when the two do not fit together.
    ///
    /// What is checked is what keeps a scan inside the text and its hits in their rows, not that the text is folded.
    package init?(bytes: [UInt8], starts: [UInt32]) {
        guard starts.first == 0, let end = starts.last, end == bytes.count else { return nil }
        for (start, next) in zip(starts, starts.dropFirst()) {
            guard start <= next, next <= bytes.count else { return nil }
            if start < next, bytes[Int(next) - 1] != Self.rowEnd { return nil }
        }
        self.bytes = bytes
        self.starts = starts
    }

    /// The number of rows, absent ones included.
    package var count: Int { starts.count - 1 }

    /// The size of the folded text, in bytes.
    package var byteCount: Int { bytes.count }

    /// Whether a row has fields.
    package func isPresent(_ row: Int) -> Bool { starts[row] != starts[row + 1] }

    /// Folds the fields of a new row and puts it behind all others.
    package mutating func append(_ fields: [String]) {
        Self.append(fields, to: &bytes)
        closeRow()
    }

    /// Puts an absent row behind all others.
    package mutating func appendAbsentRow() { closeRow() }

    /// Gives a row new fields; the rows behind it are moved, not folded again.
    package mutating func replace(_ row: Int, with fields: [String]) {
        var folded: [UInt8] = []
        Self.append(fields, to: &folded)
        replaceBytes(of: row, with: folded)
    }

    /// Makes a row absent; the numbers of the others stay.
    package mutating func remove(_ row: Int) { replaceBytes(of: row, with: []) }

    private static func append(_ fields: [String], to buffer: inout [UInt8]) {
        var isFirst = true
        for field in fields {
            if !isFirst { buffer.append(fieldSeparator) }
            appendFolded(field, to: &buffer)
            isFirst = false
        }
        buffer.append(rowEnd)
    }

    private mutating func closeRow() {
        precondition(bytes.count <= UInt32.max, "A folded text holds at most four gibibytes.")
        starts.append(UInt32(bytes.count))
    }

    private mutating func replaceBytes(of row: Int, with folded: [UInt8]) {
        let old = Int(starts[row])..<Int(starts[row + 1])
        precondition(bytes.count - old.count + folded.count <= UInt32.max, "A folded text holds at most four gibibytes.")
        bytes.replaceSubrange(old, with: folded)
        let growth = folded.count - old.count
        guard growth != 0 else { return }
        for later in (row + 1)..<starts.count { starts[later] = UInt32(Int(starts[later]) + growth) }
    }
}
