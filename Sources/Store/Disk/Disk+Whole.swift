import Glibc

extension Disk {
    /// All bytes of a small file; nil if there is none.
    /// - Throws: `DiskError`; EFBIG when it is longer than `limit`.
    func contents(of path: String, limit: Int = 1 << 20) throws(DiskError) -> [UInt8]? {
        let file: OpenFile
        do { file = try open(path, .read, create: .never, mode: 0) } catch  where error.errno == ENOENT { return nil }
        defer { close(file) }
        // FORMAT and MARK are read in every turn: no more room than they need.
        let size = Int(clamping: try status(file).size)
        let bytes = try read(file, at: 0, count: min(limit, max(size, 256)) + 1)
        if bytes.count > limit { throw DiskError(call: "read", path: path, errno: EFBIG) }
        return bytes
    }

    /// Gives a lock back and closes its file. Closing alone is not enough: a child between fork and exec still has the file
    /// open, and with it the lock.
    func unlockAndClose(_ file: OpenFile) {
        unlock(file)
        close(file)
    }

    /// Writes all bytes at an offset, in as many writes as it takes.
    func writeAll(_ file: OpenFile, _ bytes: [UInt8], at offset: UInt64) throws(DiskError) {
        var done = 0
        while done < bytes.count {
            let taken = try write(file, bytes, from: done, at: offset + UInt64(done))
            // A disk that takes nothing and reports nothing is full.
            if taken == 0 { throw DiskError(call: "write", path: file.path, errno: ENOSPC) }
            done += taken
        }
    }

    /// Makes a new file with these bytes and waits until they are on the disk; the folder is not synced.
    func makeFile(_ path: String, _ bytes: [UInt8], mode: UInt32) throws(DiskError) {
        let file = try open(path, .readWrite, create: .mustBeNew, mode: mode)
        defer { close(file) }
        try writeAll(file, bytes, at: 0)
        try sync(file)
    }

    /// Puts a file with these bytes in the place of another, or of none: after a crash there is the old one or the new one.
    func replaceFile(_ path: String, in folder: String, _ bytes: [UInt8], mode: UInt32) throws(DiskError) {
        let temporary = path + ".new"
        do { try remove(temporary) } catch  where error.errno == ENOENT {}
        do throws(DiskError) {
            try makeFile(temporary, bytes, mode: mode)
            try rename(temporary, to: path)
        } catch {
            // Best effort: a leftover is removed by the next call too.
            try? remove(temporary)
            throw error
        }
        try syncDirectory(folder)
    }
}
