/// What tells a file from another that took its place later.
struct FileSight: Hashable, Sendable {
    private let inode: UInt64
    private let modified: Int64

    /// nil when there is no such file.
    init?(of path: String, _ disk: any Disk) throws(JournalError) {
        guard let status = try onDisk({ () throws(DiskError) in try disk.status(at: path) }) else { return nil }
        (inode, modified) = (status.inode, status.modified)
    }
}
