import Glibc

/// What lies in `journal/` now.
struct JournalFolder: Sendable {
    /// The first sequences of all segments, ascending, whether or not they are part of the chain.
    private(set) var segments: [UInt64] = []
    /// The segments with a note that the disk refused a write.
    private(set) var poisoned: Set<UInt64> = []

    init(_ layout: StoreLayout, _ disk: any Disk) throws(JournalError) {
        for name in try onDisk({ () throws(DiskError) in try disk.names(in: layout.journal) }) {
            if let first = Self.number(name, ".jsonl") { segments.append(first) }
            if let first = Self.number(name, ".poisoned") { poisoned.insert(first) }
        }
        segments.sort()
    }

    /// Whether nothing beside this segment and those before it wants to be settled.
    func isQuiet(at segment: UInt64) -> Bool {
        segments.last == segment && poisoned.isEmpty
    }

    /// The first sequences of the segments in the archive, ascending; none when there is no archive.
    static func archived(_ layout: StoreLayout, _ disk: any Disk) throws(JournalError) -> [UInt64] {
        try onDisk { () throws(DiskError) in
            do throws(DiskError) { return try disk.names(in: layout.archive).compactMap { number($0, ".jsonl") }.sorted() } catch
                where
                error.errno == ENOENT
            { return [] }
        }
    }

    private static func number(_ name: String, _ ending: String) -> UInt64? {
        guard let first = UInt64(name.dropLast(ending.utf8.count)), first > 0,
            StoreLayout.segmentName(first) + ending == name
        else { return nil }
        return first
    }
}
