import Glibc

/// Copies what is confirmed of a store, while others go on writing, into a folder that becomes a store with its last file.
struct StoreCopy {
    let source: StoreLayout
    let journal: Journal
    let options: StoreOptions

    private var disk: any Disk { options.disk }

    /// - Throws: what opening a store for reading throws.
    init(from path: String, options: StoreOptions) throws(JournalError) {
        let store = try StoreDirectory.open(at: path, access: .read, options: options)
        (source, journal, self.options) = (store.layout, store.journal, options)
    }

    /// Copies; CURRENT is looked at first, FORMAT is written last.
    /// - Parameters:
    ///   - secrets: The folder that keys and tokens are taken from; nil leaves them out.
    ///   - adding: Records that the copy has behind those of the source.
    /// - Returns: Where the copied records end, before what was added.
    /// - Throws: `notEmpty`, whatever is wrong with the source, `outOfSpace`, `system`. Without FORMAT the folder is no store.
    func run(
        to path: String, secrets: String?, adding: [PendingTransaction] = []
    ) throws(JournalError) -> ChainPosition {
        let current = try journal.current()
        guard let mark = try journal.readMark() else { throw .markDisagrees(path: source.mark, sequence: 0, offset: 0) }
        let end = try journal.position(of: mark)
        let spans = try journal.spans(from: try journal.beginning(mark.segment), to: mark)
        var lines = TransactionWriter(after: end)
        for transaction in adding { try lines.append(transaction) }
        let folder = try NewStoreFolder(StoreLayout(root: path), options)
        do throws(DiskError) {
            if let secrets { try folder.copySecrets(from: secrets) }
            try folder.copyBesides(source)
            // What is in the archive was copied with it.
            var live: [JournalSpan] = []
            for span in spans where try disk.status(at: folder.layout.archived(first: span.segment)) == nil { live.append(span) }
            try copySegments(live, to: folder.layout, adding: lines.bytes)
            try folder.finish(named(current, live), lines.position, journal.format.line)
        } catch  where error.isOutOfSpace {
            throw .outOfSpace(
                path: path, fileSystem: (try? disk.fileSystem(at: path))?.mountPoint ?? path, errno: error.errno,
                neededBytes: Int(clamping: spans.reduce(0) { $0 + $1.end }),
                freeBytes: (try? disk.fileSystem(at: path))?.freeBytes ?? 0)
        } catch {
            throw JournalError(error)
        }
        return end
    }

    /// Each segment up to where it is confirmed: what is void, or not confirmed yet, stays behind.
    private func copySegments(
        _ spans: [JournalSpan], to layout: StoreLayout, adding lines: [UInt8]
    ) throws(DiskError) {
        for span in spans {
            let path = layout.segment(first: span.segment)
            do throws(DiskError) {
                try disk.copyFile(source.segment(first: span.segment), to: path, length: span.end, mode: 0o640)
            } catch  where error.errno == ENOENT {
                // It went to the archive after that was copied.
                try disk.copyFile(source.archived(first: span.segment), to: path, length: span.end, mode: 0o640)
            }
            guard span == spans.last, !lines.isEmpty else { continue }
            let file = try disk.open(path, .readWrite, create: .never, mode: 0)
            defer { disk.close(file) }
            try disk.writeAll(file, lines, at: span.end)
            try disk.sync(file)
        }
    }

    private func named(_ current: Current?, _ spans: [JournalSpan]) -> Current {
        var named = current ?? Current(generation: 1, segments: [])
        named.segments = spans.map(\.segment)
        return named
    }
}
