import CBytes
import Store
import Testing

struct TimestampTests {
    @Test(
        "Instants are written as RFC 3339 with milliseconds, before and after 1970",
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"), (1_795_347_290_123, "2026-11-22T11:34:50.123Z"),
            (951_782_400_000, "2000-02-29T00:00:00.000Z"), (4_107_542_399_999, "2100-02-28T23:59:59.999Z"),
            (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
        ] as [(Int64, String)])
    func text(milliseconds: Int64, text: String) {
        #expect(Timestamp.text(milliseconds) == text)
        #expect(Timestamp.milliseconds(Array(text.utf8)[...]) == milliseconds)
    }

    @Test("Any day of 800 years survives writing and reading")
    func everyDay() {
        for day in stride(from: Int64(-200_000), to: 100_000, by: 7) {
            let instant = day * 86_400_000 + 12_345
            #expect(Timestamp.milliseconds(Array(Timestamp.text(instant).utf8)[...]) == instant)
        }
    }

    @Test(
        "A day that does not exist and any other form are refused",
        arguments: [
            "2026-02-29T00:00:00.000Z", "2026-13-01T00:00:00.000Z", "2026-00-01T00:00:00.000Z", "2026-11-31T00:00:00.000Z",
            "2026-11-22T24:00:00.000Z", "2026-11-22T11:60:00.000Z", "2026-11-22T11:34:60.000Z", "2026-11-22 11:34:50.123Z",
            "2026/11-22T11:34:50.123Z", "2026-11/22T11:34:50.123Z", "2026-11-22T11-34:50.123Z", "2026-11-22T11:34-50.123Z",
            "2026-11-22T11:34:50,123Z", "2026-11-00T00:00:00.000Z", "2026-11-22T11:34:50.123z", "2026-11-22T11:34:50Z",
            " 026-11-22T11:34:50.123Z", "",
        ])
    func refused(text: String) {
        #expect(Timestamp.milliseconds(Array(text.utf8)[...]) == nil)
    }
}

struct ChecksumTests {
    @Test("The checksum is CRC32C: the values of RFC 3720, appendix B.4")
    func vectors() {
        #expect(crc32c_of(0, [UInt8](repeating: 0, count: 32), 0, 32) == 0x8a91_36aa)
        #expect(crc32c_of(0, [UInt8](repeating: 0xff, count: 32), 0, 32) == 0x62a8_ab43)
        #expect(crc32c_of(0, Array(0..<32), 0, 32) == 0x46dd_794e)
        #expect(crc32c_of(0, Array("123456789".utf8), 0, 9) == 0xe306_9283)
    }

    @Test("Instruction and tables agree on every length and alignment, and a checksum can be continued anywhere")
    func agree() {
        let bytes = (0..<200).map { UInt8(truncatingIfNeeded: $0 &* 131 &+ 17) }
        for from in 0..<20 {
            for to in from...bytes.count {
                let whole = crc32c_of(7, bytes, from, to)
                #expect(whole == crc32c_portable(7, bytes, from, to))
                let middle = (from + to) / 2
                #expect(whole == crc32c_of(crc32c_portable(7, bytes, from, middle), bytes, middle, to))
            }
        }
    }

    @Test("A line ends at the first LF, or at the end")
    func lineEnds() {
        let bytes = Array("ab\ncd\n".utf8)
        #expect(crc32c_line_end(bytes, 0, 6) == 2)
        #expect(crc32c_line_end(bytes, 3, 6) == 5)
        #expect(crc32c_line_end(bytes, 3, 5) == 5)
        #expect(crc32c_line_end(bytes, 6, 6) == 6)
    }
}
