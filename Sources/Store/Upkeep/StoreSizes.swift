/// How much room the parts of a store take, and how much is left.
package struct StoreSizes: Hashable, Sendable {
    /// One part: a folder or a file, and what lies in it.
    package struct Part: Hashable, Sendable {
        package let name: String
        package let files: Int
        package let bytes: UInt64
    }

    /// Those that there are, in the order of the folder's names.
    package let parts: [Part]
    package let freeBytes: UInt64
    /// The kernel's name of the file system.
    package let fileSystem: String

    private static let deepest = 4

    /// Looks at a store's folder; changes nothing.
    /// - Throws: `notAStore`, `system`.
    package init(of path: String, options: StoreOptions) throws(JournalError) {
        let (layout, disk) = (StoreLayout(root: path), options.disk)
        guard try onDisk({ () throws(DiskError) in try disk.status(at: layout.format) }) != nil else {
            throw .notAStore(path: path)
        }
        let place = try onDisk { () throws(DiskError) in try disk.fileSystem(at: layout.root) }
        (freeBytes, fileSystem) = (place.freeBytes, place.kind)
        let names = try onDisk { () throws(DiskError) in try disk.names(in: layout.root) }
        var found: [Part] = []
        for name in names {
            let sum = try onDisk { () throws(DiskError) in try Self.sum("\(layout.root)/\(name)", disk, Self.deepest) }
            found.append(Part(name: name, files: sum.files, bytes: sum.bytes))
        }
        parts = found
    }

    /// What moves away while it is counted counts as nothing.
    private static func sum(
        _ path: String, _ disk: any Disk, _ depth: Int
    ) throws(DiskError) -> (files: Int, bytes: UInt64) {
        guard let status = try disk.status(at: path) else { return (0, 0) }
        guard status.kind == .directory, depth > 0 else { return (1, status.size) }
        var sum = (files: 0, bytes: UInt64(0))
        for name in (try? disk.names(in: path)) ?? [] {
            let inner = try Self.sum("\(path)/\(name)", disk, depth - 1)
            sum = (sum.files + inner.files, sum.bytes + inner.bytes)
        }
        return sum
    }
}
