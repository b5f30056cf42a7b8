import Glibc

/// Makes a new store. FORMAT comes last: a folder without it is not a store.
struct StoreBuilder {
    private let layout: StoreLayout
    private let options: StoreOptions
    private var disk: any Disk { options.disk }

    init(_ layout: StoreLayout, _ options: StoreOptions) {
        self.layout = layout
        self.options = options
    }

    func build() throws(JournalError) {
        try makeRoot()
        try StorePermissions(layout, options).checkFileSystem()
        try StorePermissions(layout, options).checkRoot(.readWrite)
        do throws(DiskError) {
            try makeFolders()
            try makeSecrets()
            try makeJournal(StoreID.random())
        } catch  where error.isOutOfSpace {
            throw .outOfSpace(path: layout.root, fileSystem: layout.root, errno: error.errno, neededBytes: 4096, freeBytes: 0)
        } catch {
            throw JournalError(error)
        }
    }

    private func makeRoot() throws(JournalError) {
        try onDisk { () throws(DiskError) in
            do throws(DiskError) { try disk.makeDirectory(layout.root, mode: 0o750) } catch  where error.isExisting {}
        }
        let names = try onDisk { () throws(DiskError) in try disk.names(in: layout.root) }
        // What a new file system brings along is no content.
        if !names.allSatisfy({ $0 == "lost+found" }) { throw .notEmpty(path: layout.root) }
    }

    private func makeFolders() throws(DiskError) {
        for folder in [layout.journal, layout.locks, layout.lostAndFound] {
            do throws(DiskError) { try disk.makeDirectory(folder, mode: 0o750) } catch  where error.isExisting {}
        }
        for folder in [layout.secrets, layout.mail] { try disk.makeDirectory(folder, mode: 0o700) }
        // No sync: whoever finds a lock's file missing makes it.
        for file in [layout.writeLock, layout.turnLock, layout.workerLock] {
            disk.close(try disk.open(file, .readWrite, create: .mustBeNew, mode: 0o640))
        }
    }

    private func makeSecrets() throws(DiskError) {
        for name in [Secrets.sealKeyName, Secrets.linkKeyName] {
            try disk.makeFile("\(layout.secrets)/\(name)", Secrets.randomKey(), mode: 0o600)
        }
        try disk.syncDirectory(layout.secrets)
    }

    private func makeJournal(_ store: StoreID) throws(DiskError) {
        let (bytes, end) = firstLine(store)
        try disk.makeFile(layout.segment(first: 1), bytes, mode: 0o640)
        try disk.syncDirectory(layout.journal)
        try disk.makeFile(layout.mark, DurableMark(end).line, mode: 0o640)
        try disk.makeFile(layout.current, Current(generation: 1, segments: [1]).line, mode: 0o640)
        try disk.replaceFile(layout.format, in: layout.root, Format(store: store).line, mode: 0o640)
        try syncParent()
    }

    /// The folder's own name stands in the one above.
    private func syncParent() throws(DiskError) {
        let parent = layout.root.lastIndex(of: "/").map { $0 == layout.root.startIndex ? "/" : String(layout.root[..<$0]) } ?? "."
        // Whoever may not read the folder above cannot sync it either, and has not made this name there.
        do throws(DiskError) { try disk.syncDirectory(parent) } catch  where error.errno == EACCES {}
    }

    private func firstLine(_ store: StoreID) -> ([UInt8], ChainPosition) {
        let header = SegmentHeader.record(store: store, after: nil)
        var lines = TransactionWriter(after: .start)
        do throws(JournalError) {
            try lines.append(PendingTransaction(at: options.now(), by: options.user, records: [header]))
        } catch {
            preconditionFailure("The first line of a store is made here and keeps the format's rules: \(error)")
        }
        return (lines.bytes, lines.position)
    }
}
