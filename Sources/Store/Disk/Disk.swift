/// The system calls that the store makes, so that tests can make each of them fail.
///
/// Every call may block. Interrupted calls (EINTR) are repeated inside. All files are opened close-on-exec and never through a
/// symbolic link.
package protocol Disk: Sendable {
    /// Opens a regular file. `mode` counts only when it is made.
    func open(_ path: String, _ access: FileAccess, create: FileCreation, mode: UInt32) throws(DiskError) -> OpenFile
    func close(_ file: OpenFile)
    /// Up to `count` bytes from `offset`; fewer only at the end of the file.
    func read(_ file: OpenFile, at offset: UInt64, count: Int) throws(DiskError) -> [UInt8]
    /// The same past the page cache (O_DIRECT), which after a failed sync may show what the disk does not have. Where the file
    /// system cannot do that, a plain read.
    func readDirect(_ file: OpenFile, at offset: UInt64, count: Int) throws(DiskError) -> [UInt8]
    /// A whole file as memory; nil if there is none. Disks that map nothing copy it.
    func map(_ path: String) throws(DiskError) -> MappedFile?
    /// One write of bytes[start...]; returns how many were taken, which may be fewer.
    func write(_ file: OpenFile, _ bytes: [UInt8], from start: Int, at offset: UInt64) throws(DiskError) -> Int
    /// Waits until data and size are on the disk (fdatasync).
    func sync(_ file: OpenFile) throws(DiskError)
    func truncate(_ file: OpenFile, to length: UInt64) throws(DiskError)
    /// Makes the file so long, with room on the disk for every byte of it; the new bytes are NULs.
    func preallocate(_ file: OpenFile, to length: UInt64) throws(DiskError)
    /// Locks exclusively (flock); false if another holds it and `wait` is false.
    func lock(_ file: OpenFile, wait: Bool) throws(DiskError) -> Bool
    func unlock(_ file: OpenFile)
    func status(_ file: OpenFile) throws(DiskError) -> FileStatus
    /// The status of what stands at a path, links not followed; nil if nothing does.
    func status(at path: String) throws(DiskError) -> FileStatus?
    func makeDirectory(_ path: String, mode: UInt32) throws(DiskError)
    /// The names in a folder, sorted, without `.` and `..`.
    func names(in path: String) throws(DiskError) -> [String]
    func rename(_ path: String, to newPath: String) throws(DiskError)
    func remove(_ path: String) throws(DiskError)
    /// Waits until the names in a folder are on the disk.
    func syncDirectory(_ path: String) throws(DiskError)
    func fileSystem(at path: String) throws(DiskError) -> FileSystemStatus
}

extension Disk {
    package func readDirect(_ file: OpenFile, at offset: UInt64, count: Int) throws(DiskError) -> [UInt8] {
        try read(file, at: offset, count: count)
    }

    package func preallocate(_ file: OpenFile, to length: UInt64) throws(DiskError) {
        let piece = [UInt8](repeating: 0, count: 65_536)
        var done = try status(file).size
        while done < length {
            try writeAll(file, Array(piece.prefix(Int(clamping: length - done))), at: done)
            done += UInt64(piece.count)
        }
    }
}

/// Whether a file, or a whole store, is opened to be changed.
package enum FileAccess: Sendable {
    case read, readWrite
}

/// What to do when the file is not there, or when it is.
package enum FileCreation: Sendable {
    case never, ifMissing, mustBeNew
}

/// A file that was opened; the path is for messages.
package struct OpenFile: Hashable, Sendable {
    package let descriptor: Int32
    package let path: String

    package init(descriptor: Int32, path: String) {
        self.descriptor = descriptor
        self.path = path
    }
}

/// A system call that failed.
package struct DiskError: Error, Hashable, Sendable {
    package let call: String
    package let path: String
    package let errno: Int32

    package init(call: String, path: String, errno: Int32) {
        self.call = call
        self.path = path
        self.errno = errno
    }
}

/// What the file system says about a file.
package struct FileStatus: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case regular, directory, link, other
    }

    package let kind: Kind
    package let size: UInt64
    /// The twelve permission bits.
    package let mode: UInt32
    package let owner: UInt32
    package let device: UInt64
    package let inode: UInt64
    /// Nanoseconds since 1970.
    package let modified: Int64

    package init(kind: Kind, size: UInt64, mode: UInt32, owner: UInt32, device: UInt64, inode: UInt64, modified: Int64) {
        self.kind = kind
        self.size = size
        self.mode = mode
        self.owner = owner
        self.device = device
        self.inode = inode
        self.modified = modified
    }
}

/// What kind of file system a folder is on, and how much room there is.
package struct FileSystemStatus: Hashable, Sendable {
    /// The kernel's name, such as `ext4` or `fuse.sshfs`.
    package let kind: String
    package let mountPoint: String
    /// What this user may still write.
    package let freeBytes: UInt64

    package init(kind: String, mountPoint: String, freeBytes: UInt64) {
        self.kind = kind
        self.mountPoint = mountPoint
        self.freeBytes = freeBytes
    }
}
