/// Finds the fields of one row in bytes, strictly after RFC 4180.
///
/// The scanner keeps nothing between rows: when a row does not end in the bytes at hand, it is scanned again with more of them.
struct CSVRowScanner: Sendable {
    /// Where a field lies and what it holds.
    struct Field: Sendable {
        /// First byte of the content, behind an opening quote.
        let start: Int
        /// Behind the last byte of the content.
        let end: Int
        /// Lines between the beginning of the row and that of the field.
        let line: Int
        var marks: Marks
    }

    /// What a field needs besides copying.
    struct Marks: OptionSet, Sendable {
        let rawValue: UInt8
        static let high = Marks(rawValue: 1)
        static let control = Marks(rawValue: 2)
        static let doubledQuote = Marks(rawValue: 4)
        static let lineEnd = Marks(rawValue: 8)
    }

    /// Why a row cannot be told into fields.
    enum Breakage: Sendable {
        case openQuote, textAfterQuote, strayQuote, tooLong
    }

    /// What was found.
    enum Outcome: Sendable {
        /// A row; `next` is where the one after it begins, `lines` how many line ends lie between.
        case row(next: Int, lines: Int)
        /// No row; go on at `next`. `isCut` says that the rest of that line must be dropped, too.
        case broken(Breakage, line: Int, next: Int, lines: Int, isCut: Bool)
        /// The row does not end here, and there are more bytes.
        case needsMore
        /// No bytes are left.
        case end
    }

    private enum FieldEnd {
        case separator, row, needsMore
        case broken(Breakage)
    }

    /// The longest row, in bytes: bounds what one quote that is never closed can cost.
    static let longestRow = 1_048_576

    /// The fields of the last row.
    private(set) var fields: [Field] = []
    private let classes: [UInt8]
    /// Where the last scan stopped looking.
    var reached: Int { position }
    private var position = 0
    private var line = 0
    private var firstLineEnd: Int?

    private static let (normal, separator, lineFeed, carriageReturn, quote, control, high) =
        (UInt8(0), UInt8(1), UInt8(2), UInt8(3), UInt8(4), UInt8(5), UInt8(6))

    /// A scanner for one separator: comma, semicolon or tab.
    init(separator: UInt8) {
        var classes = [UInt8](repeating: Self.normal, count: 256)
        for byte in 0..<32 { classes[byte] = Self.control }
        for byte in 128..<256 { classes[byte] = Self.high }
        classes[127] = Self.control
        classes[10] = Self.lineFeed
        classes[13] = Self.carriageReturn
        classes[34] = Self.quote
        classes[Int(separator)] = Self.separator
        self.classes = classes
    }

    /// Scans the row that begins at `start`; afterwards `fields` holds its fields.
    mutating func scan(_ bytes: Swift.Span<UInt8>, from start: Int, isLast: Bool) -> Outcome {
        fields.removeAll(keepingCapacity: true)
        (position, line, firstLineEnd) = (start, 0, nil)
        guard start < bytes.count else { return isLast ? .end : .needsMore }
        while true {
            let isQuoted = position < bytes.count && bytes[position] == 34
            switch isQuoted ? scanQuoted(bytes, start, isLast) : scanPlain(bytes, isLast) {
            case .separator:
                continue
            case .row:
                return .row(next: position, lines: line)
            case .needsMore:
                guard bytes.count - start >= Self.longestRow else { return .needsMore }
                return recover(bytes, .tooLong, isLast)
            case .broken(let breakage):
                return recover(bytes, breakage, isLast)
            }
        }
    }

    private mutating func scanPlain(_ bytes: Swift.Span<UInt8>, _ isLast: Bool) -> FieldEnd {
        let start = position
        var marks: Marks = []
        while position < bytes.count {
            switch classes[Int(bytes[position])] {
            case Self.normal: position += 1
            case Self.separator:
                append(start, position, marks)
                position += 1
                return .separator
            case Self.lineFeed, Self.carriageReturn:
                return endRow(bytes, start, position, marks, isLast)
            case Self.quote: return .broken(.strayQuote)
            case Self.high:
                marks.insert(.high)
                position += 1
            default:
                marks.insert(.control)
                position += 1
            }
        }
        guard isLast else { return .needsMore }
        append(start, position, marks)
        return .row
    }

    private mutating func scanQuoted(_ bytes: Swift.Span<UInt8>, _ rowStart: Int, _ isLast: Bool) -> FieldEnd {
        let (start, startLine) = (position + 1, line)
        var marks: Marks = []
        position += 1
        while position < bytes.count {
            switch classes[Int(bytes[position])] {
            case Self.quote:
                if position + 1 == bytes.count && !isLast { return .needsMore }
                guard position + 1 < bytes.count, bytes[position + 1] == 34 else {
                    return closeQuote(bytes, Field(start: start, end: position, line: startLine, marks: marks), isLast)
                }
                marks.insert(.doubledQuote)
                position += 2
            case Self.lineFeed, Self.carriageReturn:
                if position - rowStart > Self.longestRow { return .broken(.tooLong) }
                guard passLineEnd(bytes, isLast) else { return .needsMore }
                marks.insert(.lineEnd)
            case Self.high:
                marks.insert(.high)
                position += 1
            case Self.control:
                marks.insert(.control)
                position += 1
            default:
                // A separator within quotes is text; a tab is a control character there all the same.
                if bytes[position] == 9 { marks.insert(.control) }
                position += 1
            }
        }
        return isLast ? .broken(.openQuote) : .needsMore
    }

    private mutating func closeQuote(_ bytes: Swift.Span<UInt8>, _ field: Field, _ isLast: Bool) -> FieldEnd {
        let end = position
        position += 1
        guard position < bytes.count else {
            fields.append(field)
            return .row
        }
        switch classes[Int(bytes[position])] {
        case Self.separator:
            fields.append(field)
            position += 1
            return .separator
        case Self.lineFeed, Self.carriageReturn:
            guard passLineEnd(bytes, isLast) else {
                position = end
                return .needsMore
            }
            fields.append(field)
            return .row
        default:
            return .broken(.textAfterQuote)
        }
    }

    private mutating func endRow(
        _ bytes: Swift.Span<UInt8>, _ start: Int, _ end: Int, _ marks: Marks, _ isLast: Bool
    ) -> FieldEnd {
        let fieldLine = line
        guard passLineEnd(bytes, isLast) else { return .needsMore }
        fields.append(Field(start: start, end: end, line: fieldLine, marks: marks))
        return .row
    }

    private mutating func append(_ start: Int, _ end: Int, _ marks: Marks) {
        fields.append(Field(start: start, end: end, line: line, marks: marks))
    }

    /// Goes behind LF, CRLF or a lone CR; false when only more bytes can tell which it is.
    private mutating func passLineEnd(_ bytes: Swift.Span<UInt8>, _ isLast: Bool) -> Bool {
        if bytes[position] == 13 {
            if position + 1 == bytes.count && !isLast { return false }
            if position + 1 < bytes.count && bytes[position + 1] == 10 { position += 1 }
        }
        position += 1
        line += 1
        if firstLineEnd == nil { firstLineEnd = position }
        return true
    }

    /// Decides where to go on after a row that is none.
    ///
    /// A quote that reaches over line ends and fails was probably never meant to: the lines behind it are tried as rows of
    /// their own.
    private mutating func recover(_ bytes: Swift.Span<UInt8>, _ breakage: Breakage, _ isLast: Bool) -> Outcome {
        let brokenLine = breakage == .strayQuote ? line : 0
        if breakage != .strayQuote, let firstLineEnd {
            return .broken(breakage, line: brokenLine, next: firstLineEnd, lines: 1, isCut: false)
        }
        while position < bytes.count {
            if bytes[position] == 10 || bytes[position] == 13 {
                guard passLineEnd(bytes, isLast) else { break }
                return .broken(breakage, line: brokenLine, next: position, lines: line, isCut: false)
            }
            position += 1
        }
        return .broken(breakage, line: brokenLine, next: position, lines: line, isCut: !isLast)
    }
}
