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
        let chain = String(decoding: lines.last?.dropLast(3).suffix(8) ?? [], as: UTF8.self)
        let head = "{\"n\":\(lines.count),\"segment\":1,\"end\":\(end),\"chain\":\"\(chain)\""
        let bytes = Array(head.utf8) + [UInt8](repeating: 0x20, count: 109 - head.utf8.count)
        return bytes + Array(",\"crc\":\"\(hex(crc32c_of(0, bytes, 0, bytes.count)))\"}\n".utf8)
    }

    private static func hex(_ checksum: UInt32) -> String {
        let digits = String(checksum, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }
}
