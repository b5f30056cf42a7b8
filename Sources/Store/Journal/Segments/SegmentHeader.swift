/// The first line of a segment: which store, and exactly where the segment before it ends.
///
/// It is written only after everything up to that end was synced, so it proves that what stands there was confirmed.
struct SegmentHeader: Hashable, Sendable {
    /// How a segment hangs on the one before it.
    struct Link: Hashable, Sendable {
        /// The first sequence of the segment before.
        let first: UInt64
        /// How many of its bytes are confirmed; what lies beyond is void.
        let length: UInt64
        /// The checksum of its last confirmed line.
        let chain: UInt32
    }

    static let kind = "store.segment"

    let store: String
    /// Nil in the first segment of a store.
    let previous: Link?
    /// Before the line and behind it.
    let beginning: ChainPosition
    let end: ChainPosition

    /// Reads the line that begins a segment; nil unless it is whole, sound, and says what its file's name says.
    init?(_ bytes: [UInt8], first: UInt64) {
        guard let end = RecordFraming.lineEnd(bytes, from: 0), end < RecordFraming.maximumLineLength,
            let stated = RecordFraming.statedChecksum(bytes, 0..<end)
        else { return nil }
        var parser = RecordParser(bytes, 0..<end)
        guard let record = try? parser.parse(), record.kind == Self.kind, record.sequence == first,
            record.transaction == first, record.element == 1, record.endsTransaction,
            let content = try? Content(record.body), content.first == first, (content.previous == nil) == (first == 1)
        else { return nil }
        let seed = content.previous?.chain ?? 0
        guard RecordFraming.expectedChecksum(bytes, 0..<end, seed: seed) == stated else { return nil }
        (store, previous) = (content.store, content.previous)
        beginning = ChainPosition(sequence: first - 1, segment: first, offset: 0, checksum: seed, at: record.at)
        self.end = ChainPosition(
            sequence: first, segment: first, offset: UInt64(end) + 1, checksum: stated, at: record.at)
    }

    /// The record that begins a segment.
    static func record(store: StoreID, after end: ChainPosition?) -> PendingRecord {
        PendingRecord(kind: kind) { writer in
            writer.field("store", store.description)
            writer.field("first", (end?.sequence ?? 0) + 1)
            guard let end else { return }
            writer.field("prev", end.segment)
            writer.field("prev_len", end.offset)
            writer.field("prev_chain", String(decoding: [UInt8](hex: end.checksum), as: UTF8.self))
        }
    }

    /// What stands in `d`.
    private struct Content {
        let store: String
        let first: UInt64
        let previous: Link?

        init(_ body: ArraySlice<UInt8>) throws(JSONError) {
            let fields = try JSONFields(body)
            store = try fields.string("store")
            first = try fields.integer("first")
            guard let segment = try fields.optionalInteger("prev", as: UInt64.self) else {
                previous = nil
                return
            }
            let digits = Array(try fields.string("prev_chain").utf8)
            guard digits.count == 8, let chain = [UInt8].checksum(hex: digits, at: 0), segment < first else {
                throw fields.unexpected("prev or prev_chain")
            }
            previous = Link(first: segment, length: try fields.integer("prev_len"), chain: chain)
        }
    }
}
