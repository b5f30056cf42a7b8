/// A folder that is about to become a store: everything but FORMAT, which comes last.
struct NewStoreFolder {
    let layout: StoreLayout
    let options: StoreOptions

    private var disk: any Disk { options.disk }

    /// Makes the folder, or takes an empty one, and the folders and locks in it.
    /// - Throws: `notEmpty`, `networkFileSystem`, `permissions`, `system`.
    init(_ layout: StoreLayout, _ options: StoreOptions) throws(JournalError) {
        (self.layout, self.options) = (layout, options)
        try onDisk { () throws(DiskError) in
            do throws(DiskError) { try disk.makeDirectory(layout.root, mode: 0o750) } catch  where error.isExisting {}
        }
        let names = try onDisk { () throws(DiskError) in try disk.names(in: layout.root) }
        // What a new file system brings along is no content.
        if !names.allSatisfy({ $0 == "lost+found" }) { throw .notEmpty(path: layout.root) }
        try StorePermissions(layout, options).checkFileSystem()
        try StorePermissions(layout, options).checkRoot(.readWrite)
        try onDisk { () throws(DiskError) in try makeFolders() }
    }

    private func makeFolders() throws(DiskError) {
        for folder in [layout.journal, layout.locks, layout.lostAndFound] {
            do throws(DiskError) { try disk.makeDirectory(folder, mode: 0o750) } catch  where error.isExisting {}
        }
        for folder in [layout.secrets, layout.mail] { try disk.makeDirectory(folder, mode: 0o700) }
        for file in [layout.writeLock, layout.turnLock, layout.workerLock] {
            disk.close(try disk.open(file, .readWrite, create: .mustBeNew, mode: 0o640))
        }
    }

    /// Copies the keys and tokens of another store.
    func copySecrets(from folder: String) throws(DiskError) {
        _ = try disk.copyFolder(folder, to: layout.secrets, folderMode: 0o700, fileMode: 0o600)
    }

    /// Copies the configuration, snapshots and the archive of another store, as far as there are any.
    func copyBesides(_ source: StoreLayout) throws(DiskError) {
        for folder in ["snapshot", "archive"] {
            let path = "\(source.root)/\(folder)"
            _ = try disk.copyFolder(path, to: "\(layout.root)/\(folder)", folderMode: 0o750, fileMode: 0o640)
        }
        try copyConfiguration(source)
    }

    func copyConfiguration(_ source: StoreLayout) throws(DiskError) {
        let name = "/rollcall.yaml"
        guard try disk.status(at: source.root + name)?.kind == .regular else { return }
        try disk.copyFile(source.root + name, to: layout.root + name, mode: 0o640)
    }

    /// Syncs all folders and makes the folder a store.
    func finish(_ current: Current, _ end: ChainPosition, _ format: [UInt8]) throws(DiskError) {
        try disk.syncDirectory(layout.journal)
        try disk.syncDirectory(layout.secrets)
        try disk.makeFile(layout.current, current.line, mode: 0o640)
        try disk.makeFile(layout.mark, DurableMark(end).line, mode: 0o640)
        try disk.syncDirectory(layout.root)
        try disk.replaceFile(layout.format, in: layout.root, format, mode: 0o640)
    }
}
