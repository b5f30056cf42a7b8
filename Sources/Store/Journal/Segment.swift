/// One file of the journal, named by its first sequence.
struct Segment: Sendable {
    let first: UInt64
    let file: OpenFile
    let disk: any Disk

    /// How many bytes the file has now.
    func length() throws(JournalError) -> UInt64 {
        try onDisk { () throws(DiskError) in try disk.status(file).size }
    }

    func read(at offset: UInt64, count: UInt64) throws(JournalError) -> [UInt8] {
        try onDisk { () throws(DiskError) in try disk.read(file, at: offset, count: Int(clamping: count)) }
    }

    /// Whether others still find this very file under its name.
    func isCurrent() throws(JournalError) -> Bool {
        try onDisk { () throws(DiskError) in
            let (mine, theirs) = (try disk.status(file), try disk.status(at: file.path))
            return mine.inode == theirs?.inode && mine.device == theirs?.device
        }
    }
}
