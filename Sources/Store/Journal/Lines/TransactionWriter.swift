/// Turns transactions into the lines that continue the chain.
struct TransactionWriter {
    /// What is to be written, and the same as records.
    private(set) var bytes: [UInt8] = []
    private(set) var position: ChainPosition
    private var ends: [Int] = []
    /// The first sequence of all that is written at once.
    private let write: UInt64
    private var scanner: LineScanner

    init(after position: ChainPosition) {
        self.position = position
        write = position.sequence + 1
        scanner = LineScanner(after: position)
    }

    /// Appends the lines of one transaction.
    /// - Throws: `recordRefused`, after which nothing of this writer may be used.
    mutating func append(_ transaction: PendingTransaction) throws(JournalError) {
        guard let head = transaction.records.first else {
            throw .recordRefused(kind: "", problem: "a transaction needs at least one record")
        }
        guard Timestamp.range.contains(transaction.at) else {
            throw .recordRefused(kind: head.kind, problem: "its time is outside the years 0 to 9999")
        }
        let first = position.sequence + 1
        for (place, record) in transaction.records.enumerated() {
            try append(record, place + 1, of: transaction, first: first)
        }
    }

    private mutating func append(
        _ record: PendingRecord, _ element: Int, of transaction: PendingTransaction, first: UInt64
    ) throws(JournalError) {
        try Self.check(record)
        let start = bytes.count
        let at = max(transaction.at, position.at)
        writeNumbers(first: first, element: element, of: transaction.records.count)
        writeText(record.kind, at, transaction, isFirst: element == 1)
        if first != write {
            bytes.append(contentsOf: ",\"w\":".utf8)
            bytes.appendDecimal(write)
        }
        if record.isSalted { appendSalt() }
        bytes.append(contentsOf: ",\"d\":".utf8)
        bytes.append(contentsOf: record.body)
        let checksum = RecordFraming.close(&bytes, from: start, seed: position.checksum)
        guard bytes.count - start <= RecordFraming.maximumLineLength else {
            throw .recordRefused(kind: record.kind, problem: "its line would have \(bytes.count - start) bytes, more than 64 KiB")
        }
        ends.append(bytes.count - 1)
        position = ChainPosition(
            sequence: position.sequence + 1, segment: position.segment, offset: position.offset + UInt64(bytes.count - start),
            checksum: checksum, at: at)
    }

    private mutating func writeNumbers(first: UInt64, element: Int, of count: Int) {
        bytes.append(contentsOf: "{\"n\":".utf8)
        bytes.appendDecimal(position.sequence + 1)
        bytes.append(contentsOf: ",\"tx\":".utf8)
        bytes.appendDecimal(first)
        bytes.append(contentsOf: ",\"e\":\"".utf8)
        bytes.appendDecimal(element)
        bytes.append(UInt8(ascii: "/"))
        bytes.appendDecimal(count)
    }

    private mutating func writeText(_ kind: String, _ at: Int64, _ transaction: PendingTransaction, isFirst: Bool) {
        bytes.append(contentsOf: "\",\"k\":".utf8)
        bytes.appendQuoted(kind)
        bytes.append(contentsOf: ",\"at\":\"".utf8)
        bytes.appendTimestamp(at)
        bytes.append(contentsOf: "\",\"by\":".utf8)
        bytes.appendQuoted(transaction.by)
        guard isFirst else { return }
        append(",\"cmd\":", transaction.command)
        append(",\"from\":", transaction.from)
        append(",\"why\":", transaction.why)
        guard at > transaction.at else { return }
        bytes.append(contentsOf: ",\"skew_ms\":".utf8)
        bytes.appendDecimal(at - transaction.at)
    }

    /// 64 bits, as sixteen letters from `@` to `O`.
    private mutating func appendSalt() {
        var generator = SystemRandomNumberGenerator()
        bytes.append(contentsOf: ",\"salt\":\"".utf8)
        for _ in 0..<16 { bytes.append(0x40 | UInt8.random(in: 0..<16, using: &generator)) }
        bytes.append(.quote)
    }

    private mutating func append(_ key: String, _ text: String?) {
        guard let text else { return }
        bytes.append(contentsOf: key.utf8)
        bytes.appendQuoted(text)
    }

    /// The lines as the records that a reader will see: they are read back, so that what cannot be read is not written.
    /// - Throws: `recordRefused`.
    mutating func records() throws(JournalError) -> [Record] {
        var records: [Record] = []
        records.reserveCapacity(ends.count)
        var start = 0
        for end in ends {
            do throws(LineFault) {
                records.append(try scanner.check(bytes, start..<end))
            } catch {
                throw .recordRefused(kind: "", problem: error.description)
            }
            start = end + 1
        }
        return records
    }

    /// What reading back does not notice: it looks at no more of the content than that braces are around it.
    private static func check(_ record: PendingRecord) throws(JournalError) {
        var reader = JSONReader(record.body)
        do throws(JSONError) {
            try reader.skipValue()
            try reader.finish()
        } catch {
            throw .recordRefused(kind: record.kind, problem: "its content is not one JSON value (\(error))")
        }
        if record.body.contains(where: { $0 < 0x20 || $0 == 0x7f }) {
            throw .recordRefused(kind: record.kind, problem: "its content holds control characters")
        }
        if record.kind.isEmpty { throw .recordRefused(kind: "", problem: "it has no kind") }
    }
}
