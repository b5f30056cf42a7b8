/// Rows of folded fields in one buffer, made to be scanned from end to end.
///
/// A row is its fields, each folded, joined by 0xFE and closed by 0xFF: bytes that folded text never contains, so that
/// no word is found across fields or rows. A row may be *absent*: it has a number and no bytes, and no query finds it.
package struct FoldedText: Sendable {
    static let fieldSeparator: UInt8 = 0xFE
    static let rowEnd: UInt8 = 0xFF

    /// The rows as they are scanned.
    package private(set) var rows = ByteRows()

    /// Makes a text without rows.
    package init() {}

    /// Makes a text of rows, each given by its fields as people wrote them.
    package init(_ rows: some Sequence<[String]>) {
        for row in rows { append(row) }
    }

    /// Takes a text as it was kept elsewhere; nil when a row does not end as rows do.
    ///
    /// What is checked is what keeps a scan's hits in their rows, not that the text is folded.
    package init?(_ rows: ByteRows) {
        for row in 0..<rows.count where rows.isPresent(row) {
            if rows.bytes[rows.range(of: row).upperBound - 1] != Self.rowEnd { return nil }
        }
        self.rows = rows
    }

    /// The number of rows, absent ones included.
    package var count: Int { rows.count }

    /// The size of the folded text, in bytes.
    package var byteCount: Int { rows.byteCount }

    /// Whether a row has fields.
    package func isPresent(_ row: Int) -> Bool { rows.isPresent(row) }

    /// Folds the fields of a new row and puts it behind all others.
    package mutating func append(_ fields: [String]) {
        rows.append { Self.append(fields, to: &$0) }
    }

    /// Puts a new row behind all others whose folded fields the closure writes.
    package mutating func append(_ write: (inout FoldedFields) -> Void) {
        rows.append { buffer in
            var fields = FoldedFields(buffer: buffer)
            buffer = []
            write(&fields)
            fields.buffer.append(Self.rowEnd)
            buffer = fields.buffer
        }
    }

    /// Puts copies of some rows of another text behind all others.
    package mutating func append(_ range: Range<Int>, of other: FoldedText) { rows.append(range, of: other.rows) }

    /// Puts an absent row behind all others.
    package mutating func appendAbsentRow() { rows.appendAbsentRow() }

    /// Gives a row new fields; the rows behind it are moved, not folded again.
    package mutating func replace(_ row: Int, with fields: [String]) {
        var folded: [UInt8] = []
        Self.append(fields, to: &folded)
        rows.replace(row, with: folded)
    }

    /// Gives a row the folded fields that the closure writes.
    package mutating func replace(_ row: Int, _ write: (inout FoldedFields) -> Void) {
        var fields = FoldedFields(buffer: [])
        write(&fields)
        rows.replace(row, with: fields.buffer + [Self.rowEnd])
    }

    /// Makes a row absent; the numbers of the others stay.
    package mutating func remove(_ row: Int) { rows.replace(row, with: []) }

    private static func append(_ fields: [String], to buffer: inout [UInt8]) {
        var isFirst = true
        for field in fields {
            if !isFirst { buffer.append(fieldSeparator) }
            appendFolded(field, to: &buffer)
            isFirst = false
        }
        buffer.append(rowEnd)
    }
}

/// The fields of one row while they are written.
package struct FoldedFields {
    fileprivate(set) var buffer: [UInt8]
    private let start: Int
    private var isFirst = true

    fileprivate init(buffer: [UInt8]) {
        self.buffer = buffer
        start = buffer.count
    }

    /// The stable hash of what was written so far.
    package var hash: UInt64 { stableHash(buffer[start...]) }

    /// Folds the reader's next text into a field.
    package mutating func field(_ reader: inout PackedReader) {
        separate()
        reader.foldText(into: &buffer)
    }

    /// A field without text.
    package mutating func emptyField() { separate() }

    private mutating func separate() {
        if !isFirst { buffer.append(FoldedText.fieldSeparator) }
        isFirst = false
    }
}
