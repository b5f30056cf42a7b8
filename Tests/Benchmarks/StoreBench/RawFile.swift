import Glibc

/// A file that only grows, as the simplest program would write it: append, then fdatasync.
final class RawFile {
    private struct Failed: Error {}
    private let descriptor: Int32

    init(_ path: String) throws {
        descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        unlink(path)
        guard descriptor >= 0 else { throw Failed() }
    }

    deinit { close(descriptor) }

    /// Seconds to append so many bytes and have them on the disk.
    func append(_ count: Int) throws -> Double {
        let block = [UInt8](repeating: 0x78, count: count)
        return try Clock.time {
            guard Glibc.write(descriptor, block, count) == count, fdatasync(descriptor) == 0 else { throw Failed() }
        }.seconds
    }
}
