import Glibc

/// The real disk.
package struct PosixDisk: Disk {
    package init() {}

    package func open(
        _ path: String, _ access: FileAccess, create: FileCreation, mode: UInt32
    ) throws(DiskError) -> OpenFile {
        // O_NONBLOCK: a FIFO where a file belongs must be refused, not waited for.
        var flags = O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | (access == .read ? O_RDONLY : O_RDWR)
        switch create {
        case .never: break
        case .ifMissing: flags |= O_CREAT
        case .mustBeNew: flags |= O_CREAT | O_EXCL
        }
        let file = OpenFile(descriptor: try check("open", path) { Glibc.open(path, flags, mode) }, path: path)
        do throws(DiskError) {
            guard try status(file).kind == .regular else { throw DiskError(call: "open", path: path, errno: EINVAL) }
            return file
        } catch {
            close(file)
            throw error
        }
    }

    package func close(_ file: OpenFile) {
        // The descriptor is gone whatever close says, and everything that matters was synced before.
        _ = Glibc.close(file.descriptor)
    }

    package func read(_ file: OpenFile, at offset: UInt64, count: Int) throws(DiskError) -> [UInt8] {
        var failure: DiskError?
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            do throws(DiskError) { filled = try fill(UnsafeMutableRawBufferPointer(buffer), file, offset) } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return bytes
    }

    private func fill(
        _ buffer: UnsafeMutableRawBufferPointer, _ file: OpenFile, _ offset: UInt64
    ) throws(DiskError) -> Int {
        var done = 0
        while done < buffer.count {
            let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[done...])
            let count = try check("read", file.path) {
                pread(file.descriptor, rest.baseAddress, rest.count, off_t(clamping: offset + UInt64(done)))
            }
            if count == 0 { break }
            done += count
        }
        return done
    }

    package func write(
        _ file: OpenFile, _ bytes: [UInt8], from start: Int, at offset: UInt64
    ) throws(DiskError) -> Int {
        try check("write", file.path) {
            bytes.withUnsafeBytes { all in
                let rest = UnsafeRawBufferPointer(rebasing: all[start...])
                return pwrite(file.descriptor, rest.baseAddress, rest.count, off_t(clamping: offset))
            }
        }
    }

    package func sync(_ file: OpenFile) throws(DiskError) {
        // Never repeated, not even after EINTR: a failed sync may have dropped what it could not write.
        if fdatasync(file.descriptor) != 0 { throw DiskError(call: "fdatasync", path: file.path, errno: errno) }
    }

    package func truncate(_ file: OpenFile, to length: UInt64) throws(DiskError) {
        _ = try check("ftruncate", file.path) { ftruncate(file.descriptor, off_t(clamping: length)) }
    }

    package func lock(_ file: OpenFile, wait: Bool) throws(DiskError) -> Bool {
        do throws(DiskError) {
            _ = try check("flock", file.path) { flock(file.descriptor, LOCK_EX | (wait ? 0 : LOCK_NB)) }
            return true
        } catch  where error.errno == EWOULDBLOCK {
            return false
        }
    }

    package func unlock(_ file: OpenFile) {
        _ = flock(file.descriptor, LOCK_UN)
    }

    package func rename(_ path: String, to newPath: String) throws(DiskError) {
        _ = try check("rename", newPath) { Glibc.rename(path, newPath) }
    }

    package func remove(_ path: String) throws(DiskError) {
        _ = try check("unlink", path) { unlink(path) }
    }

    package func makeDirectory(_ path: String, mode: UInt32) throws(DiskError) {
        _ = try check("mkdir", path) { mkdir(path, mode) }
    }

    package func syncDirectory(_ path: String) throws(DiskError) {
        let descriptor = try check("open", path) { Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        defer { _ = Glibc.close(descriptor) }
        if fsync(descriptor) != 0 { throw DiskError(call: "fsync", path: path, errno: errno) }
    }

    /// Repeats an interrupted call; throws what made it return less than 0.
    func check<Number: SignedInteger>(_ call: String, _ path: String, _ body: () -> Number) throws(DiskError) -> Number {
        while true {
            let result = body()
            if result >= 0 { return result }
            let code = errno
            if code != EINTR { throw DiskError(call: call, path: path, errno: code) }
        }
    }
}
