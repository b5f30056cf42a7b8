/// One store: the folder, its journal, its locks and its secrets.
package final class StoreDirectory: Sendable {
    package let layout: StoreLayout
    package let options: StoreOptions
    package let journal: Journal
    /// Who holds the right to deliver.
    package let workerLock: WorkerLock

    package var path: String { layout.root }
    package var identity: StoreID { journal.format.store }

    /// Why nothing can be written; nil if it can.
    package var readOnlyReason: JournalError? { journal.readOnlyReason }

    private init(_ layout: StoreLayout, _ options: StoreOptions, _ journal: Journal) {
        (self.layout, self.options, self.journal) = (layout, options, journal)
        workerLock = WorkerLock(layout: layout, options: options)
    }

    /// Opens a store.
    ///
    /// A damaged store, one on a read-only file system, or one of a version that this program may only read, opens all the same:
    /// `readOnlyReason`
    /// says why nothing can be written, reads hand over everything before the damage, and turns throw.
    /// - Throws: `notAStore`, `newerVersion`, `formatUnreadable`, `networkFileSystem`, `permissions`, `system`; no byte was
    /// touched.
    package static func open(
        at path: String, access: FileAccess, options: StoreOptions
    ) throws(JournalError) -> StoreDirectory {
        let layout = StoreLayout(root: path)
        let bytes = try onDisk { () throws(DiskError) in try options.disk.contents(of: layout.format) }
        guard let bytes else { throw .notAStore(path: path) }
        try StorePermissions(layout, options).check(access)
        let format = try Format(bytes, path: layout.format)
        return StoreDirectory(layout, options, try Journal(layout, options, format, access: access))
    }

    /// Makes a store in a new or an empty folder and opens it.
    /// - Throws: `notEmpty`, `networkFileSystem`, `permissions`, `outOfSpace`, `system`.
    package static func create(at path: String, options: StoreOptions) throws(JournalError) -> StoreDirectory {
        let layout = StoreLayout(root: path)
        try StoreBuilder(layout, options).build()
        return try open(at: path, access: .readWrite, options: options)
    }

    /// The keys and tokens of this store.
    /// - Throws: `secretUnusable`, `system`.
    package func secrets() throws(JournalError) -> Secrets {
        try Secrets(layout: layout, identity: identity, options: options)
    }

    /// The admission of requests to one location.
    package func admission(of location: UInt32) -> RequestAdmission {
        RequestAdmission(layout: layout, location: location, options: options)
    }
}
