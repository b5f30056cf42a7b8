/// How far the journal is confirmed: the one line of MARK.
///
/// A chain cannot see that its own last line is missing; this can. Overwritten in place after each sync, never synced itself.
struct DurableMark: Hashable, Sendable {
    static let length = 128

    /// The sequence of the last confirmed record.
    let sequence: UInt64
    /// The first sequence of the segment that holds it.
    let segment: UInt64
    /// Where its line ends in that segment.
    let end: UInt64
    /// Its checksum.
    let chain: UInt32

    init(_ position: ChainPosition) {
        sequence = position.sequence
        segment = position.segment
        end = position.offset
        chain = position.checksum
    }

    /// Exactly 128 bytes: the free room is blanks before the checksum.
    var line: [UInt8] {
        var bytes = Array("{\"n\":\(sequence),\"segment\":\(segment),\"end\":\(end),\"chain\":\"".utf8)
        bytes.appendHex(chain)
        bytes.append(.quote)
        let room = Self.length - RecordFraming.tailLength - 1 - bytes.count
        bytes.append(contentsOf: repeatElement(0x20, count: room))
        _ = RecordFraming.close(&bytes, from: 0, seed: 0)
        return bytes
    }

    /// What a line says; nil unless it is exactly what `line` would have written.
    init?(_ bytes: [UInt8]) {
        guard let fields = try? JSONFields(bytes[...]), let sequence = try? fields.integer("n", as: UInt64.self),
            let segment = try? fields.integer("segment", as: UInt64.self), let end = try? fields.integer("end", as: UInt64.self),
            let digits = try? Array(fields.string("chain").utf8), digits.count == 8,
            let chain = [UInt8].checksum(hex: digits, at: 0)
        else { return nil }
        self.init(ChainPosition(sequence: sequence, segment: segment, offset: end, checksum: chain, at: 0))
        guard line == bytes else { return nil }
    }
}
