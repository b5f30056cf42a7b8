import Columns
import Domain
import Glibc

/// A state as columns in one file that is mapped, not read: what makes a start independent of how much there is.
///
/// The journal is the truth, and this may be deleted at any time. It says which record it was made at; it counts only if that
/// record is still there, if its checksum is right, and if it was made by a program that lays tables out in the same way.
/// Nobody waits for it to reach the disk: one that was half written is not right, and is made anew.
struct ColumnCache {
    /// Raised whenever a packed row, a fold or an index changes its form.
    static let layoutVersion: UInt64 = 2

    private let layout: StoreLayout
    private let disk: any Disk
    let store: StoreID

    init(_ layout: StoreLayout, _ disk: any Disk, _ store: StoreID) {
        self.layout = layout
        self.disk = disk
        self.store = store
    }

    var path: String { layout.cache + "/state.columns" }

    /// The size of the file; 0 when there is none.
    var size: Int { Int(clamping: (try? disk.status(at: path))??.size ?? 0) }

    /// The kept state and the place in the journal up to which it goes; nil when there is none, or none to be used.
    func load() -> (state: State, position: ChainPosition)? {
        // Whatever is wrong with a cache: it is made anew, and nobody needs to know.
        guard let file = try? disk.map(path), let reader = CacheReader(file), let head = reader.bytes("head"),
            let position = readHead(head), let facts = reader.bytes("facts"),
            var image = Self.readFacts(facts), readTables(reader, into: &image), let kept = readIndexes(reader, image)
        else { return nil }
        return (State(image, kept: kept), position)
    }

    private static func readFacts(_ bytes: [UInt8]) -> StateImage? {
        var image = StateImage()
        let lines = bytes.split(separator: .lineFeed).map { Array($0) }
        return (try? SnapshotCoding.readSmallFacts(lines, into: &image)) == nil ? nil : image
    }

    /// Keeps a state that holds everything up to a place in the journal.
    func save(_ state: State, _ position: ChainPosition) throws(DiskError) {
        do throws(DiskError) { try disk.makeDirectory(layout.cache, mode: 0o750) } catch  where error.isExisting {}
        let temporary = "\(path).\(getpid())"
        do { try disk.remove(temporary) } catch  where error.errno == ENOENT {}
        let file = try disk.open(temporary, .readWrite, create: .mustBeNew, mode: 0o640)
        defer { disk.close(file) }
        do throws(DiskError) {
            var writer = CacheWriter(file, disk)
            try write(state, position, to: &writer)
            try writer.finish()
            try disk.rename(temporary, to: path)
        } catch {
            // Best effort: a leftover is overwritten by the next one of this process.
            try? disk.remove(temporary)
            throw error
        }
    }
}
