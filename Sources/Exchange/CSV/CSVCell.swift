/// One field of a row and how to get its text.
struct CSVCell {
    private let field: CSVRowScanner.Field

    init(_ field: CSVRowScanner.Field) {
        self.field = field
    }

    /// The text without outer spaces and line ends, doubled quotes made single; nil when it is not UTF-8.
    ///
    /// An apostrophe before `=`, `+`, `-` or `@` is taken away: our own lists put it there against formulas.
    func text(_ bytes: Swift.Span<UInt8>) -> String? {
        var (start, end) = (field.start, field.end)
        while start < end && Self.isSpace(bytes[start]) { start += 1 }
        while start < end && Self.isSpace(bytes[end - 1]) { end -= 1 }
        if end - start >= 2 && bytes[start] == 39 && Self.isFormulaStart(bytes[start + 1]) { start += 1 }
        if field.marks.contains(.doubledQuote) { return Self.withoutDoubledQuotes(bytes, start, end) }
        guard let valid = try? UTF8Span(validating: bytes.extracting(start..<end)) else { return nil }
        return String(copying: valid)
    }

    /// The length in bytes as written.
    var byteCount: Int { field.end - field.start }

    /// The first character that may not stand in a value, if there is one.
    static func forbiddenScalar(in text: String) -> Unicode.Scalar? {
        text.unicodeScalars.first { scalar in
            let isControl = scalar.value < 32 || (127...159).contains(scalar.value)
            return isControl && scalar != "\n" && scalar != "\r"
        }
    }

    private static func withoutDoubledQuotes(_ bytes: Swift.Span<UInt8>, _ start: Int, _ end: Int) -> String? {
        var plain: [UInt8] = []
        plain.reserveCapacity(end - start)
        var index = start
        while index < end {
            plain.append(bytes[index])
            index += bytes[index] == 34 ? 2 : 1
        }
        return String(validating: plain, as: UTF8.self)
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 32 || byte == 10 || byte == 13
    }

    private static func isFormulaStart(_ byte: UInt8) -> Bool {
        byte == 61 || byte == 43 || byte == 45 || byte == 64
    }
}
