@testable import Store
import Testing

struct SegmentHeaderTests {
    private static let good =
        #"{"n":5,"tx":5,"e":"1/1","k":"store.segment","at":"2026-11-22T11:34:50.123Z","by":"ada","#
        + #""d":{"store":"s","first":5,"prev":1,"prev_len":900,"prev_chain":"0000002a"}"#

    private func header(_ head: String, seed: UInt32 = 0x2a) -> SegmentHeader? {
        SegmentHeader(Forge.lines([head], seed: seed)[0], first: 5)
    }

    @Test(
        "A first line that is sound and does not say what its place says begins no segment",
        arguments: [
            (#""n":5"#, #""n":6"#), (#""tx":5"#, #""tx":4"#), ("1/1", "2/2"), ("1/1", "1/2"), ("store.segment", "store.segmen"),
            (#""first":5"#, #""first":6"#), (#""prev":1"#, #""prev":5"#), ("0000002a", "0000002a0"), ("0000002a", "000002a"),
            (#""s""#, "\"" + String(repeating: "s", count: 65_600) + "\""),
        ])
    func refused(part: String, instead: String) {
        #expect(header(Self.good)?.previous?.length == 900)
        #expect(header(Self.good.replacing(part, with: instead)) == nil)
    }

    @Test("A later segment without one before it, or whose checksum goes on from another line, begins no segment")
    func unlinked() {
        let alone = Self.good.replacing(#","prev":1,"prev_len":900,"prev_chain":"0000002a""#, with: "")
        #expect(header(alone, seed: 0) == nil)
        #expect(header(Self.good, seed: 0x2b) == nil)
    }
}
