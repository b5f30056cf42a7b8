import Glibc

extension PosixDisk {
    /// What disks want their reads aligned to, at most.
    private static let block = 4096

    package func readDirect(_ file: OpenFile, at offset: UInt64, count: Int) throws(DiskError) -> [UInt8] {
        // A descriptor of its own: the flag would change every other read of the file's.
        let path = "/proc/self/fd/\(file.descriptor)"
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | Self.directFlag)
        guard descriptor >= 0 else { return try read(file, at: offset, count: count) }
        defer { _ = Glibc.close(descriptor) }
        let start = offset - offset % UInt64(Self.block)
        let before = Int(offset - start)
        let blocks = (before + count + Self.block - 1) / Self.block * Self.block
        do throws(DiskError) {
            let bytes = try readBlocks(descriptor, file.path, start, blocks)
            return Array(bytes.dropFirst(before).prefix(count))
        } catch  where error.errno == EINVAL {
            return try read(file, at: offset, count: count)
        }
    }

    private func readBlocks(
        _ descriptor: Int32, _ path: String, _ offset: UInt64, _ count: Int
    ) throws(DiskError) -> [UInt8] {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: Self.block)
        defer { buffer.deallocate() }
        var done = 0
        while done < count {
            let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[done...])
            let taken = try check("read", path) {
                pread(descriptor, rest.baseAddress, rest.count, off_t(clamping: offset + UInt64(done)))
            }
            done += taken
            // Less than whole blocks: the end of the file.
            if taken == 0 || taken % Self.block != 0 { break }
        }
        return Array(buffer[..<done])
    }

    /// O_DIRECT, which the C library shows only to those who ask for all of GNU's.
    private static var directFlag: Int32 {
        #if arch(arm64)
        0o200000
        #else
        0o40000
        #endif
    }

    package func preallocate(_ file: OpenFile, to length: UInt64) throws(DiskError) {
        while true {
            let code = posix_fallocate(file.descriptor, 0, off_t(clamping: length))
            if code == 0 { return }
            if code != EINTR { throw DiskError(call: "fallocate", path: file.path, errno: code) }
        }
    }
}
