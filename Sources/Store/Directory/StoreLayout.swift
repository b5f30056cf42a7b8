/// Where each file of a store lies.
package struct StoreLayout: Hashable, Sendable {
    /// The store's folder, without a slash at the end.
    package let root: String

    package init(root: String) {
        self.root = root.count > 1 && root.hasSuffix("/") ? String(root.dropLast()) : root
    }

    package var format: String { root + "/FORMAT" }
    package var mark: String { root + "/MARK" }
    package var current: String { root + "/CURRENT" }
    package var reserve: String { root + "/reserve" }
    package var journal: String { root + "/journal" }
    package var locks: String { root + "/lock" }
    package var lostAndFound: String { root + "/lost+found" }
    package var secrets: String { root + "/secrets" }
    /// What can be made anew at any time.
    package var cache: String { root + "/cache" }
    package var snapshots: String { root + "/snapshot" }
    package var archive: String { root + "/archive" }
    package var mail: String { root + "/mail" }
    package var writeLock: String { locks + "/write" }
    package var turnLock: String { locks + "/turn" }
    package var workerLock: String { locks + "/worker" }
    package var compactLock: String { locks + "/compact" }

    package func locationLock(_ location: UInt32) -> String { "\(locks)/location-\(location)" }

    package func segment(first: UInt64) -> String { "\(journal)/\(Self.segmentName(first)).jsonl" }

    package func archived(first: UInt64) -> String { "\(archive)/\(Self.segmentName(first)).jsonl" }

    package func snapshot(_ sequence: UInt64) -> String { "\(snapshots)/\(Self.segmentName(sequence)).jsonl" }

    /// The note that what lies beyond a segment's confirmed end is void.
    package func poison(first: UInt64) -> String { "\(journal)/\(Self.segmentName(first)).poisoned" }

    /// Ten digits, so that names sort as numbers do.
    package static func segmentName(_ first: UInt64) -> String {
        let digits = String(first)
        return String(repeating: "0", count: max(0, 10 - digits.utf8.count)) + digits
    }
}
