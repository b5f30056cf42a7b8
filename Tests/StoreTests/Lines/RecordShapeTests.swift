@testable import Store
import Testing

/// Lines whose frame is sound and that are no records all the same: only a faulty writer makes such.
struct RecordShapeTests {
    private static let good =
        #"{"n":2,"tx":2,"e":"1/1","k":"x","at":"2026-11-22T11:34:50.123Z","by":"ada","why":"w","d":{"a":1}"#

    /// Checks a line that follows the first, or one of an open transaction; `?` stands for a byte that no text may hold.
    private func check(_ head: String, within open: OpenTransaction? = nil) throws(LineFault) -> Record {
        var line = head.utf8.map { $0 == UInt8(ascii: "?") ? 0xff : $0 }
        _ = RecordFraming.close(&line, from: 0, seed: 7)
        line.removeLast()
        var scanner = LineScanner(after: ChainPosition(sequence: 1, segment: 1, offset: 0, checksum: 7, at: 0), within: open)
        return try scanner.check(line, 0..<line.count)
    }

    @Test(
        "A wrong number, text, order or end of a line is refused, however sound its checksum is",
        arguments: [
            (#""n":2"#, #""m":2"#), (#""n":2"#, #""n":02"#), (#""n":2"#, #""n":3"#), (#""n":2"#, #""n":18446744073709551618"#),
            (#""tx":2"#, #""tx":1"#), ("1/1", "1-1"), ("1/1", "1/0"), ("1/1", "2/2"), (#""k":"x""#, #""k":1x""#),
            ("ada", "a\u{1}a"), ("ada", "a?a"), ("ada", #"a\x"#), (#""by""#, #""bye""#), ("11-22T", "11-22 "),
            (#""w","d":{"a":1}"#, #""w"#), (#"Z","by":"ada","why":"w","d":{"a":1}"#, ""), (#","d""#, #","w":3,"d""#),
            (#","d""#, #","e""#), (#"{"a":1}"#, "[}"), (#"{"a":1}"#, "{]"), (#"{"a":1}"#, "{"), (#"{"a":1}"#, ""),
        ])
    func refused(part: String, instead: String) throws {
        #expect(try check(Self.good).sequence == 2)
        #expect(throws: LineFault.self) { try check(Self.good.replacing(part, with: instead)) }
    }

    @Test("A later line of a transaction that states another number of lines is refused")
    func otherCount() throws {
        let open = OpenTransaction(first: 1, done: 1, count: 2)
        let second = Self.good.replacing(#""tx":2"#, with: #""tx":1"#).replacing("1/1", with: "2/2")
        #expect(try check(second, within: open).endsTransaction)
        #expect(throws: LineFault.wrongTransaction) { try check(second.replacing("2/2", with: "2/3"), within: open) }
    }

    @Test("A line longer than a record can be is refused, however sound its checksum is")
    func tooLong() {
        let long = Self.good.replacing("ada", with: String(repeating: "a", count: 65_600))
        #expect(throws: LineFault.tooLong) { try check(long) }
    }
}
