import Glibc

extension PosixDisk {
    package func status(_ file: OpenFile) throws(DiskError) -> FileStatus {
        var status = stat()
        _ = try check("fstat", file.path) { fstat(file.descriptor, &status) }
        return FileStatus(status)
    }

    package func status(at path: String) throws(DiskError) -> FileStatus? {
        var status = stat()
        do {
            _ = try check("stat", path) { lstat(path, &status) }
            return FileStatus(status)
        } catch  where error.errno == ENOENT || error.errno == ENOTDIR {
            return nil
        }
    }

    package func fileSystem(at path: String) throws(DiskError) -> FileSystemStatus {
        var status = statvfs()
        _ = try check("statvfs", path) { statvfs(path, &status) }
        let free = UInt64(status.f_bavail).multipliedReportingOverflow(by: UInt64(status.f_frsize)).partialValue
        let mount = MountTable.mount(of: resolved(path), in: try readSpecial("/proc/self/mountinfo"))
        return FileSystemStatus(kind: mount?.kind ?? "unknown", mountPoint: mount?.point ?? path, freeBytes: free)
    }

    /// The path without symbolic links; the path itself if it cannot be followed.
    private func resolved(_ path: String) -> String {
        guard let text = realpath(path, nil) else { return path }
        defer { free(text) }
        return String(cString: text)
    }

    /// The bytes of a file under /proc, which has no size; empty if there is none.
    func readSpecial(_ path: String) throws(DiskError) -> [UInt8] {
        guard let file = try? open(path, .read, create: .never, mode: 0) else { return [] }
        defer { close(file) }
        var bytes: [UInt8] = []
        while true {
            let part = try read(file, at: UInt64(bytes.count), count: 65_536)
            if part.isEmpty { return bytes }
            bytes += part
        }
    }

    package func names(in path: String) throws(DiskError) -> [String] {
        guard let folder = opendir(path) else { throw DiskError(call: "opendir", path: path, errno: errno) }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
                tuple.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names.sorted()
    }
}

extension FileStatus {
    fileprivate init(_ status: stat) {
        kind =
            switch status.st_mode & S_IFMT {
            case S_IFREG: .regular
            case S_IFDIR: .directory
            case S_IFLNK: .link
            default: .other
            }
        size = UInt64(clamping: status.st_size)
        mode = status.st_mode & 0o7777
        owner = status.st_uid
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
        modified = Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
    }
}
