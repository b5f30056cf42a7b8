/// The first line of a CSV file: its separator and what its columns mean.
struct CSVHeader: Sendable {
    let separator: UInt8
    private(set) var columns: [CSVColumn]
    private(set) var problems: [CSVProblem] = []
    /// Where the first row begins.
    let next: Int
    /// The line of the first row.
    let nextLine: Int

    /// Most columns that are read.
    static let mostColumns = 512

    private static let separators: [(byte: UInt8, name: String)] = [(44, "comma"), (59, "semicolon"), (9, "tab")]

    /// The separator as a word.
    var separatorName: String { Self.separators.first { $0.byte == separator }?.name ?? "" }

    /// Reads the header: the separator is the one that makes the most known columns, a comma if in doubt.
    ///
    /// - Throws: `wrongFormat` when this is no CSV file of people.
    init(_ bytes: Swift.Span<UInt8>, from start: Int, isLast: Bool) throws(ExchangeError) {
        var best: (header: CSVHeader, known: Int)?
        var reason = "the first line is no line of column names: its quotation marks do not close"
        for separator in Self.separators {
            switch Self.header(bytes, from: start, isLast: isLast, separator: separator.byte) {
            case .success(let header):
                let known = header.columns.count { $0.isKnown }
                if known > best?.known ?? -1 { best = (header, known) }
            case .failure(let wrong):
                reason = wrong.reason ?? reason
            }
        }
        guard let best else { throw .wrongFormat(reason: reason) }
        self = best.header
        try requireUsername()
    }

    /// Why one separator makes no header of the line; without a reason when it makes no line at all.
    private struct Wrong: Error {
        var reason: String?
    }

    private static func header(
        _ bytes: Swift.Span<UInt8>, from start: Int, isLast: Bool, separator: UInt8
    ) -> Result<CSVHeader, Wrong> {
        var scanner = CSVRowScanner(separator: separator)
        guard case .row(let next, let lines) = scanner.scan(bytes, from: start, isLast: isLast) else { return .failure(Wrong()) }
        guard scanner.fields.count <= mostColumns else {
            return .failure(Wrong(reason: "the first line has more than \(mostColumns) columns"))
        }
        var columns: [CSVColumn] = []
        for (index, field) in scanner.fields.enumerated() {
            let isPlain = field.marks.isDisjoint(with: [.control, .lineEnd])
            guard isPlain, let text = CSVCell(field).text(bytes), text.utf8.count <= 255 else {
                return .failure(Wrong(reason: "the first line is no line of column names"))
            }
            columns.append(CSVColumn(number: index + 1, header: text, meaning: CSVColumn.meaning(of: text)))
        }
        return .success(CSVHeader(separator: separator, columns: columns, next: next, nextLine: lines + 1))
    }

    private init(separator: UInt8, columns: [CSVColumn], next: Int, nextLine: Int) {
        self.separator = separator
        self.columns = columns
        self.next = next
        self.nextLine = nextLine
        settleNames()
        ignoreRepeated()
    }

    /// `Name` is the username, unless something else can be: then it is the full name.
    private mutating func settleNames() {
        let others = columns.contains { [.email, .rosterUsername].contains($0.meaning) }
        let hasUsername = columns.contains { $0.meaning == .username && CSVColumn.key($0.header) != "name" }
        let hasFullName = columns.contains { [.fullName, .firstName, .lastName].contains($0.meaning) }
        for index in columns.indices where CSVColumn.key(columns[index].header) == "name" {
            if hasUsername || (others && !hasFullName) {
                columns[index].meaning = hasFullName ? .attribute(columns[index].header) : .fullName
            }
        }
    }

    private mutating func ignoreRepeated() {
        var seen: [String: Int] = [:]
        for index in columns.indices {
            let column = columns[index]
            guard !column.header.isEmpty else {
                columns[index].meaning = .ignored("it has no name")
                continue
            }
            guard let first = seen.updateValue(seen[column.sameness] ?? column.number, forKey: column.sameness) else { continue }
            columns[index].meaning = .ignored("column \(first) says the same")
            let reason = "column \(first) is the \(column.meaning.words) already; only that one is read"
            problems.append(CSVProblem(line: 1, column: column.number, reason: reason))
        }
    }

    private func requireUsername() throws(ExchangeError) {
        let canName = columns.contains { column in
            switch column.meaning {
            case .username, .rosterUsername, .rosterPerson, .email: true
            default: false
            }
        }
        guard !canName else { return }
        let names = columns.prefix(6).map { CSVText.quoted($0.header) }.joined(separator: ", ")
        throw .wrongFormat(reason: "the first line names neither a username nor an email column; it has \(names)")
    }
}

extension CSVColumn {
    fileprivate var isKnown: Bool {
        switch meaning {
        case .attribute, .ignored: false
        default: true
        }
    }

    /// Equal for two columns that would fill the same place.
    fileprivate var sameness: String {
        switch meaning {
        case .attribute(let name): "attribute \(CSVColumn.key(name))"
        default: meaning.words + (meaning == .rosterUsername ? " of the roster" : "")
        }
    }
}
