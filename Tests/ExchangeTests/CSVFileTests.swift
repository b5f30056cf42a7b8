import Domain
import Foundation
import Testing

@testable import Exchange

@Suite("CSV files")
struct CSVFileTests {
    private func withFile(_ bytes: [UInt8], _ body: (String) throws -> Void) throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("users-\(UUID().uuidString).csv").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        try body(path)
    }

    @Test("A file larger than the buffer gives the same as its bytes, in batches of the size asked for")
    func pieces() throws {
        var text = "username,full name,Notes\r\n"
        for number in 0..<60_000 {
            text += "u\(number),\"Ané \"\"\(number)\"\"\",\"line one of \(number)\r\nline two 👩‍🏫, of some length\"\r\n"
        }
        let bytes = Array(text.utf8)
        #expect(bytes.count > CSVBytes.pieceBytes)
        let whole = try CSVImportTests.read(bytes: bytes, batchSize: 7_000)
        try withFile(bytes) { path in
            var reading = try CSVImport.read(path: path, batchSize: 7_000)
            var sizes: [Int] = []
            var drafts: [UserDraft] = []
            while let batch = try reading.nextBatch() {
                sizes.append(batch.count)
                drafts += batch
            }
            #expect(sizes == Array(repeating: 7_000, count: 8) + [4_000])
            #expect(drafts == whole.drafts)
            #expect(reading.problems.isEmpty && whole.problems.isEmpty)
        }
    }

    @Test("A quote that is never closed costs its own row, also when megabytes follow")
    func openQuoteInLargeFile() throws {
        var text = "username,full name\nbad,\"never closed\n"
        for number in 0..<150_000 { text += "u\(number),plain name \(number)\n" }
        try withFile(Array(text.utf8)) { path in
            let outcome = try CSVImportTests.all(CSVImport.read(path: path))
            #expect(outcome.drafts.count == 150_000)
            let reason = "the row is longer than 1 MiB; a quotation mark is probably never closed"
            #expect(outcome.problems == ["line 2, column 2: \(reason)"])
        }
    }

    @Test("A line of many megabytes is left out, and lines are counted on behind it")
    func endlessLine() throws {
        let text = "username,full name\nx," + String(repeating: "y", count: 9_000_000) + "\r\nanna,A,\nbob,B\n"
        try withFile(Array(text.utf8)) { path in
            let outcome = try CSVImportTests.all(CSVImport.read(path: path))
            #expect(outcome.drafts.map(\.username) == ["bob"])
            #expect(outcome.problems.map { $0.prefix(29) } == ["line 2, column 2: the row is ", "line 3, column 3: the row has"])
        }
    }

    @Test("A file of opening quotes alone ends in bounded time")
    func openingQuotes() throws {
        for piece in ["\"\n", "x,\"\"\"\n", "\",\"\n", "\"a\n", ",\"", "\"\"\"\n\n"] {
            let text = "username,full name\n" + String(repeating: piece, count: 400_000 / piece.utf8.count)
            let start = ContinuousClock.now
            _ = try CSVImportTests.read(text)
            #expect(ContinuousClock.now - start < .seconds(30), "\(piece)")
        }
    }

    @Test("Problems beyond the kept ones are still counted")
    func manyProblems() throws {
        var reading = try CSVImport.read(bytes: Array(("username,email\n" + String(repeating: "x,bad\n", count: 10_500)).utf8))
        while try reading.nextBatch() != nil {}
        #expect(reading.problemCount == 10_500)
        #expect(reading.problems.count == CSVImport.mostProblems)
        #expect(reading.leftOutCount == 10_500)
    }

    @Test("A file that is not there, and a folder, are told apart")
    func missing() {
        #expect(throws: ExchangeError.notFound(path: "/nonexistent.csv")) { try CSVImport.read(path: "/nonexistent.csv") }
        #expect(throws: ExchangeError.unreadable(path: "/tmp", reason: "it is a folder")) { try CSVImport.read(path: "/tmp") }
    }

    private static let pieces: [[UInt8]] =
        ["\"", "\"\"", ",", "\n", "\r", "\r\n", "a", "anna@example.org", " ", ";", "é", "\0", "'="].map { Array($0.utf8) }
        + [[0xFF], [0xC3], [0xC2, 0x85]]

    private static func randomBytes(_ generator: inout SeededGenerator) -> [UInt8] {
        (0..<(generator.next() % 40)).flatMap { _ in pieces[Int(generator.next() % UInt64(pieces.count))] }
    }

    @Test("A row that is found before the end of the bytes is the one that is found with all of them")
    func prefixes() {
        var generator = SeededGenerator(state: 99)
        var found = 0
        for _ in 0..<2_000 {
            let bytes = Self.randomBytes(&generator)
            var whole = CSVRowScanner(separator: 44)
            guard case .row(let next, let lines) = whole.scan(bytes.span, from: 0, isLast: true) else { continue }
            for count in 0..<bytes.count {
                let beginning = Array(bytes[..<count])
                var scanner = CSVRowScanner(separator: 44)
                switch scanner.scan(beginning.span, from: 0, isLast: false) {
                case .needsMore: break
                case .row(let itsNext, let itsLines):
                    found += 1
                    #expect(itsNext == next && itsLines == lines && scanner.fields.count == whole.fields.count)
                default: Issue.record("\(bytes) is broken after \(count) bytes, and is a row as a whole")
                }
            }
        }
        #expect(found > 1_000)
    }

    @Test("Random bytes give users or problems, never a trap")
    func randomBytes() throws {
        var generator = SeededGenerator(state: 4_711)
        for _ in 0..<3_000 {
            let bytes = Array("username,email\n".utf8) + Self.randomBytes(&generator)
            let outcome = try CSVImportTests.read(bytes: bytes, batchSize: 3)
            let lines = bytes.count { $0 == 10 || $0 == 13 } + 1
            for draft in outcome.drafts { #expect(!draft.username.isEmpty) }
            #expect(outcome.drafts.count + outcome.problems.count <= 3 * lines)
        }
    }
}

/// Numbers that are the same in every run.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let mixed = (state ^ (state >> 33)) &* 0xFF51_AFD7_ED55_8CCD
        return mixed ^ (mixed >> 33)
    }
}
