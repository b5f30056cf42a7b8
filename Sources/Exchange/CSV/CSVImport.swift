import Domain

/// Reads users from a CSV file, batch by batch.
///
/// ```swift
/// var reading = try CSVImport.read(path: path, batchSize: 5_000)
/// while let drafts = try reading.nextBatch() { ... }
/// for problem in reading.problems { ... }
/// ```
/// A row with a problem is left out and the rest goes in. A file that is no CSV of people throws before the first batch.
/// A million rows take about a second; only one batch and the usernames lie in memory.
package struct CSVImport: Sendable {
    /// What the columns are taken for, in their order.
    package let columns: [CSVColumn]
    /// `comma`, `semicolon` or `tab`.
    package let separatorName: String
    /// What was wrong so far, in the order of the file; the first ``mostProblems`` only.
    package private(set) var problems: [CSVProblem] = []
    /// How many problems there were so far, kept or not.
    package private(set) var problemCount = 0
    /// How many users were read so far.
    package private(set) var userCount = 0
    /// How many rows were left out so far.
    package private(set) var leftOutCount = 0

    /// How many problems are kept.
    package static let mostProblems = 10_000

    private let batchSize: Int
    private let source: CSVBytes
    private var buffer: [UInt8]
    private var position: Int
    private var line: Int
    private var isLast: Bool
    private var isInCutLine = false
    private var scanner: CSVRowScanner
    private var rows: CSVRowReader
    /// Bytes that were scanned twice because of broken quotes; bounds what a malicious file can cost.
    private var wasted = 0
    private static let mostWasted = 268_435_456

    /// Begins to read bytes.
    ///
    /// - Throws: `wrongFormat` when this is no CSV file of people.
    package static func read(bytes: [UInt8], batchSize: Int = 5_000) throws(ExchangeError) -> CSVImport {
        try CSVImport(source: .nothing, buffer: bytes, isLast: true, batchSize: batchSize)
    }

    /// Begins to read a file or a pipe.
    ///
    /// - Throws: `notFound`, `unreadable`, `wrongFormat` when this is no CSV file of people.
    package static func read(path: String, batchSize: Int = 5_000) throws(ExchangeError) -> CSVImport {
        let source = try CSVBytes.open(path)
        var buffer: [UInt8] = []
        var isLast = false
        while buffer.count < CSVRowScanner.longestRow && !isLast { isLast = try !source.append(to: &buffer) }
        return try CSVImport(source: source, buffer: buffer, isLast: isLast, batchSize: batchSize)
    }

    private init(source: CSVBytes, buffer: [UInt8], isLast: Bool, batchSize: Int) throws(ExchangeError) {
        precondition(batchSize > 0, "a batch holds at least one user")
        let start = try CSVSignature.start(of: buffer)
        let header = try CSVHeader(buffer.span, from: start, isLast: isLast)
        columns = header.columns
        separatorName = header.separatorName
        scanner = CSVRowScanner(separator: header.separator)
        rows = CSVRowReader(columns: header.columns)
        (position, line) = (header.next, header.nextLine)
        (self.source, self.buffer, self.isLast, self.batchSize) = (source, buffer, isLast, batchSize)
        header.problems.forEach { note($0) }
    }

    /// The next users, at most as many as a batch holds; nil when there are no more.
    ///
    /// - Throws: `unreadable` when the file cannot be read any further.
    package mutating func nextBatch() throws(ExchangeError) -> [UserDraft]? {
        var drafts: [UserDraft] = []
        drafts.reserveCapacity(min(batchSize, 65_536))
        while drafts.count < batchSize {
            switch scanRow() {
            case .row(let next, let lines): take(next: next, lines: lines, into: &drafts)
            case .needsMore: try refill()
            case .broken(let breakage, let at, let next, let lines, let isCut):
                leaveOut(breakage, at: at)
                wasted += scannedBytes(beyond: next)
                pass(next, lines)
                isInCutLine = isCut
                if isCut { try dropRestOfLine() }
            case .end: return finished(drafts)
            }
            if wasted > Self.mostWasted { stop() }
        }
        return drafts
    }

    private mutating func scanRow() -> CSVRowScanner.Outcome {
        let bytes = buffer
        return scanner.scan(bytes.span, from: position, isLast: isLast)
    }

    private func finished(_ drafts: [UserDraft]) -> [UserDraft]? {
        drafts.isEmpty ? nil : drafts
    }

    private mutating func take(next: Int, lines: Int, into drafts: inout [UserDraft]) {
        if !CSVRowReader.isBlank(scanner.fields) {
            let bytes = buffer
            if let draft = rows.draft(scanner.fields, bytes.span, line: line) {
                drafts.append(draft)
                userCount += 1
            } else {
                leftOutCount += 1
                rows.problems.forEach { note($0) }
            }
        }
        pass(next, lines)
    }

    private mutating func pass(_ next: Int, _ lines: Int) {
        position = next
        line += lines
    }

    private mutating func note(_ problem: CSVProblem) {
        problemCount += 1
        if problems.count < Self.mostProblems { problems.append(problem) }
    }
}

// MARK: - Broken rows

extension CSVImport {
    private mutating func leaveOut(_ breakage: CSVRowScanner.Breakage, at rowLine: Int) {
        leftOutCount += 1
        note(CSVProblem(line: line + rowLine, column: scanner.fields.count + 1, reason: breakage.words))
    }

    private func scannedBytes(beyond next: Int) -> Int {
        max(0, scanner.reached - next)
    }

    /// Ends the reading: no honest file has so many quotes that never close.
    private mutating func stop() {
        note(CSVProblem(line: line, column: 1, reason: "too many quotation marks are never closed; nothing is read from here on"))
        (position, isLast, wasted) = (buffer.count, true, 0)
    }
}

extension CSVRowScanner.Breakage {
    /// What is wrong, and what would be right.
    fileprivate var words: String {
        switch self {
        case .openQuote: "the quotation mark that opens here is never closed"
        case .textAfterQuote: "text follows the closing quotation mark; a quotation mark inside quotes is written twice"
        case .strayQuote: "a quotation mark stands inside a field that does not begin with one"
        case .tooLong: "the row is longer than 1 MiB; a quotation mark is probably never closed"
        }
    }
}

// MARK: - More bytes

extension CSVImport {
    /// Drops what was read and appends the next piece.
    private mutating func refill() throws(ExchangeError) {
        buffer.removeFirst(min(position, buffer.count))
        position = 0
        isLast = try !source.append(to: &buffer)
    }

    /// Goes behind the end of a line that was too long for the buffer.
    private mutating func dropRestOfLine() throws(ExchangeError) {
        while isInCutLine {
            if let end = buffer[position...].firstIndex(where: { $0 == 10 || $0 == 13 }) {
                // The line end itself makes a blank row, which is passed over and counted.
                position = end
                isInCutLine = false
            } else if isLast {
                position = buffer.count
                isInCutLine = false
            } else {
                position = buffer.count
                try refill()
            }
        }
    }
}
