import CBytes
import Store

/// Writes journals by hand, with checksums that are right, independent of the code under test.
enum Forge {
    /// The lines of a store's journal without their checksums.
    static func heads(_ store: TemporaryStore) throws -> [String] {
        try Shell.contents(store.segment).split(separator: 0x0a).map { String(decoding: $0.dropLast(18), as: UTF8.self) }
    }

    /// Lines that follow one another in the chain.
    static func lines(_ heads: [String], seed: UInt32 = 0) -> [[UInt8]] {
        var checksum = seed
        return heads.map { head in
            let bytes = Array(head.utf8)
            checksum = crc32c_of(checksum, bytes, 0, bytes.count)
            return bytes + Array(",\"crc\":\"\(hex(checksum))\"}\n".utf8)
        }
    }

    /// Makes these lines the journal and takes MARK away, so that the journal's own word counts.
    static func write(_ heads: [String], to store: TemporaryStore) throws {
        try Shell.overwrite(store.segment, lines(heads).flatMap(\.self))
        try PosixDisk().remove(store.layout.mark)
    }

    /// MARK after the given lines.
    static func mark(after lines: [[UInt8]]) -> [UInt8] {
        let end = lines.reduce(0) { $0 + $1.count }
        return mark(lines.count, end: end, chain: chain(lines.last ?? []))
    }

    /// MARK with any numbers, in a frame that is sound.
    static func mark(_ sequence: Int, segment: UInt64 = 1, end: Int, chain: String, more: String = "") -> [UInt8] {
        let head = "{\"n\":\(sequence),\"segment\":\(segment),\"end\":\(end)\(more),\"chain\":\"\(chain)\""
        let bytes = Array(head.utf8) + [UInt8](repeating: 0x20, count: 109 - head.utf8.count)
        return bytes + Array(",\"crc\":\"\(hex(crc32c_of(0, bytes, 0, bytes.count)))\"}\n".utf8)
    }

    /// The first line of a segment, with any numbers, in a chain that is sound.
    static func header(_ first: Int, of store: StoreID, previous: Int, length: Int, chain: String) -> [UInt8] {
        let head = """
            {"n":\(first),"tx":\(first),"e":"1/1","k":"store.segment","at":"2026-11-22T11:34:50.123Z","by":"ada",\
            "d":{"store":"\(store)","first":\(first),"prev":\(previous),"prev_len":\(length),"prev_chain":"\(chain)"}
            """
        return lines([head], seed: UInt32(chain, radix: 16) ?? 0)[0]
    }

    /// The checksum at the end of a line.
    static func chain(_ line: [UInt8]) -> String {
        String(decoding: line.dropLast(3).suffix(8), as: UTF8.self)
    }

    private static func hex(_ checksum: UInt32) -> String {
        let digits = String(checksum, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }
}
