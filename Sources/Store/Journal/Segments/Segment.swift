/// One file of the journal, named by its first sequence; closed when nobody reads it any more.
final class Segment: Sendable {
    let first: UInt64
    let file: OpenFile
    let disk: any Disk
    let isWritable: Bool

    init(first: UInt64, path: String, _ access: FileAccess, _ disk: any Disk) throws(DiskError) {
        file = try disk.open(path, access, create: .never, mode: 0)
        self.first = first
        self.disk = disk
        isWritable = access == .readWrite
    }

    deinit { disk.close(file) }

    /// How many bytes the file has now.
    func length() throws(JournalError) -> UInt64 {
        try onDisk { () throws(DiskError) in try disk.status(file).size }
    }

    func read(at offset: UInt64, count: UInt64) throws(JournalError) -> [UInt8] {
        try onDisk { () throws(DiskError) in try disk.read(file, at: offset, count: Int(clamping: count)) }
    }

    /// What is on the disk, whatever the page cache shows.
    func readDirect(at offset: UInt64, count: UInt64) throws(JournalError) -> [UInt8] {
        try onDisk { () throws(DiskError) in try disk.readDirect(file, at: offset, count: Int(clamping: count)) }
    }

    func sync() throws(JournalError) {
        try onDisk { () throws(DiskError) in try disk.sync(file) }
    }

    /// Whether others still find this very file under its name.
    func isCurrent() throws(JournalError) -> Bool {
        try onDisk { () throws(DiskError) in
            let (mine, theirs) = (try disk.status(file), try disk.status(at: file.path))
            return mine.inode == theirs?.inode && mine.device == theirs?.device
        }
    }
}
