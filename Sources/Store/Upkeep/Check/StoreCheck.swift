/// Looks through a whole store and changes nothing.
package struct StoreCheck {
    /// What was found.
    package struct Report: Hashable, Sendable {
        /// Sound records, transactions and bytes.
        package internal(set) var records: UInt64 = 0
        package internal(set) var transactions: UInt64 = 0
        package internal(set) var bytes: UInt64 = 0
        /// The last sound record before the first problem.
        package internal(set) var lastSequence: UInt64 = 0
        /// The segments of the journal, first to last.
        package internal(set) var segments: [SegmentSummary] = []
        /// How many sound records there are of each kind.
        package internal(set) var kinds: [String: UInt64] = [:]
        /// What the seals prove.
        package internal(set) var seals = SealReport()
        /// Who took fields out of the record.
        package internal(set) var redactions: [RedactionSummary] = []
        /// What will be set right by itself, or already was.
        package internal(set) var notices: [Notice] = []
        /// What no program sets right by itself: exit code 4.
        package internal(set) var problems: [JournalError] = []

        package var isSound: Bool { problems.isEmpty }
    }

    /// A segment as it was found.
    package struct SegmentSummary: Hashable, Sendable {
        /// The first sequence, by which it is named.
        package let first: UInt64
        package let records: UInt64
        /// How long the file is.
        package let bytes: UInt64
    }

    /// A redaction as the record tells of it.
    package struct RedactionSummary: Hashable, Sendable {
        package let sequence: UInt64
        package let user: UInt32
        package let by: String
        /// Milliseconds since 1970 UTC.
        package let at: Int64
        package let why: String?
        package let records: Int
    }

    package enum Notice: Hashable, Sendable, CustomStringConvertible {
        /// Bytes beyond MARK that are no whole transaction.
        case tornTail(offset: UInt64, bytes: UInt64)
        /// Whole transactions beyond MARK.
        case unmarked(records: UInt64)
        case markUnreadable
        /// The disk refused a write; what lies beyond the confirmed end is void.
        case poisoned
        /// Bytes of a sealed segment beyond the end that the next one's header names.
        case void(segment: String, offset: UInt64, bytes: UInt64)
        /// A segment that does not follow the others.
        case straySegment(path: String)
        case lineFeedMissing(offset: UInt64)
        case savedTails(count: Int, folder: String)
        /// CURRENT is bad or absent, or names other segments than there are.
        case currentOutdated
        /// A key without which nobody opens the store; a copy may leave it out.
        case keyMissing(path: String)
        /// A snapshot that no start can use; the one before it, or the journal, is used instead.
        case badSnapshot(path: String, problem: String)
        /// Lines whose redaction was announced, but not done.
        case redactionPending(records: UInt64)
        /// Bytes that are JSON to us but not to everybody: a record whose content is not one sound object.
        case oddContent(sequence: UInt64, problem: String)

        package var description: String {
            switch self {
            case .tornTail(let offset, let bytes):
                "\(bytes) bytes from byte \(offset) on are the rest of an interrupted write, or of one that goes on now. "
                    + "No confirmed change is affected; the next writer saves and removes them."
            case .unmarked(let records): "\(records) records beyond MARK are whole; the next writer confirms them."
            case .markUnreadable: "MARK cannot be read; the next writer makes it anew."
            case .poisoned: "The disk refused a write earlier; the next writer begins a new segment."
            case .void(let segment, let offset, let bytes):
                "\(bytes) bytes of \(segment) from byte \(offset) on are void: the disk had refused to save them, and nobody was "
                    + "told that they were saved."
            case .straySegment(let path):
                "\(path) is not part of the journal; the next writer moves it away, unless it holds records."
            case .lineFeedMissing(let offset): "The last line lacks its line feed at byte \(offset); the next writer adds it."
            case .savedTails(let count, let folder): "\(count) removed tails are kept in \(folder)."
            case .currentOutdated: "CURRENT does not name the segments that there are; the next writer makes it anew."
            case .keyMissing(let path):
                "\(path) is not there: this copy can be checked and read with `jq`, but not opened without it."
            case .badSnapshot(let path, let problem):
                "The snapshot \(path) cannot be used: \(problem). Nothing is lost; `rollcall store compact` makes a new one."
            case .redactionPending(let records):
                "\(records) records whose redaction was announced still hold what they held: an interruption; do it again."
            case .oddContent(let sequence, let problem): "The content of #\(sequence) is odd: \(problem)."
            }
        }
    }

    static let mostProblems = 20

    let layout: StoreLayout
    let journal: Journal
    var report = Report()
    /// What MARK says, whether the journal agrees, and how many records that confirms.
    var mark: DurableMark?
    var agrees = false
    var confirmed: UInt64 = 0
    var seals = SealCheck(anchor: nil, redactions: RedactionTable())

    /// Checks the store in a folder, holding no lock; writers may go on.
    /// - Throws: `notAStore`, `newerVersion`, `system`. Everything else that is wrong is in the report.
    /// - Parameter anchor: A hash that was kept elsewhere; the report says up to where it attests what stands here.
    package static func run(
        at path: String, options: StoreOptions, anchor: SealDigest? = nil
    ) throws(JournalError) -> Report {
        let layout = StoreLayout(root: path)
        let bytes = try onDisk { () throws(DiskError) in try options.disk.contents(of: layout.format) }
        guard let bytes else { throw .notAStore(path: path) }
        var problems: [JournalError] = []
        let format = try readFormat(bytes, layout, &problems)
        do throws(JournalError) { try StorePermissions(layout, options).check(.read) } catch { problems.append(error) }
        let journal = try Journal(layout, options, format ?? Format(store: .random()), access: .read)
        var check = StoreCheck(layout: layout, journal: journal)
        check.report.problems = problems
        check.seals = SealCheck(anchor: anchor, redactions: try RedactionTable(journal, format))
        try check.checkJournal(store: format?.store)
        check.finishSeals()
        try check.lookAround()
        return check.report
    }

    private static func readFormat(
        _ bytes: [UInt8], _ layout: StoreLayout, _ problems: inout [JournalError]
    ) throws(JournalError) -> Format? {
        do throws(JournalError) {
            return try Format(bytes, path: layout.format)
        } catch {
            if case .newerVersion = error { throw error }
            problems.append(error)
            return nil
        }
    }
}
