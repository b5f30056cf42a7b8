/// When the writer seals what stands in the journal: whichever comes first.
package struct SealPolicy: Hashable, Sendable {
    /// So many records since the last seal.
    package var records: UInt64
    /// So many bytes of lines since the last seal.
    package var bytes: UInt64
    /// So many milliseconds since the last seal, with the next write.
    package var interval: Int64

    package init(records: UInt64 = 1024, bytes: UInt64 = 1 << 20, interval: Int64 = 15 * 60_000) {
        (self.records, self.bytes, self.interval) = (records, bytes, interval)
    }
}
