import Domain
import Engine

/// The record as people read it, newest first; loaded when the view is first shown.
struct ActivityModel: Sendable {
    /// So many records are kept for scrolling back; the rest is in `rollcall log`.
    static let most: UInt64 = 2_000

    var list = RowList<UInt64>()
    var search = SearchText.none
    /// Oldest first, without gaps between them.
    var entries: [RecordEntry] = []
    /// A read is on its way.
    var isLoading = false
    var failure: String?

    /// The entry of a sequence; entries are in order.
    func entry(_ sequence: UInt64) -> RecordEntry? {
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].sequence < sequence { low = middle + 1 } else { high = middle }
        }
        return low < entries.count && entries[low].sequence == sequence ? entries[low] : nil
    }
}
