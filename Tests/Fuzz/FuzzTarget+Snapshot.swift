// Only with the whole store as a module: a snapshot needs all that the domain knows.
#if canImport(Store)
import Domain
@testable import Store

extension FuzzTarget {
    /// What a snapshot says is read again from what is written of it; each line by itself is no trap either.
    static func snapshot(_ bytes: [UInt8]) -> String? {
        var builder = ImageBuilder()
        _ = try? SnapshotReader.read(
            { (offset, count) throws(JournalError) in Array(bytes.dropFirst(Int(clamping: offset)).prefix(count)) },
            isWanted: { _ throws(SnapshotError) in }
        ) { (line) throws(JSONError) in try builder.take(line) }
        for line in bytes.split(separator: 0x0a) {
            var image = StateImage()
            let open = line.dropLast(line.count > RecordFraming.tailLength ? RecordFraming.tailLength : 0)
            guard (try? image.put(SnapshotCoding.part(SnapshotLine(open: open), into: &image))) != nil else { continue }
            var again = StateImage()
            SnapshotCoding.lines(of: image) { (line) in
                // A fault in here shows as a difference.
                try? SnapshotCoding.read(line[...], into: &again)
            }
            if image.userDecisions != again.userDecisions {
                // Small facts may count users that nobody named.
                image.userDecisions = again.userDecisions
            }
            if again != image { return "a line changes when it is written again" }
        }
        return nil
    }
}
#endif
