import Store
import Synchronization

/// A disk of which one file has less than the page cache shows: an earlier sync failed and the pages were marked clean.
final class LyingDisk: Disk {
    private let real = PosixDisk()
    private let lost = Mutex<(path: String, offset: Int)?>(nil)

    /// From this offset on a direct read finds NULs.
    func lose(_ path: String, from offset: Int) {
        lost.withLock { $0 = (path, offset) }
    }

    func readDirect(_ file: OpenFile, at offset: UInt64, count: Int) throws(DiskError) -> [UInt8] {
        var bytes = try real.read(file, at: offset, count: count)
        guard let lost = lost.withLock({ $0 }), lost.path == file.path else { return bytes }
        for place in bytes.indices where Int(offset) + place >= lost.offset { bytes[place] = 0 }
        return bytes
    }

    func open(_ path: String, _ access: FileAccess, create: FileCreation, mode: UInt32) throws(DiskError) -> OpenFile {
        try real.open(path, access, create: create, mode: mode)
    }
    func close(_ file: OpenFile) { real.close(file) }
    func read(_ file: OpenFile, at offset: UInt64, count: Int) throws(DiskError) -> [UInt8] {
        try real.read(file, at: offset, count: count)
    }
    func write(_ file: OpenFile, _ bytes: [UInt8], from start: Int, at offset: UInt64) throws(DiskError) -> Int {
        try real.write(file, bytes, from: start, at: offset)
    }
    func sync(_ file: OpenFile) throws(DiskError) { try real.sync(file) }
    func truncate(_ file: OpenFile, to length: UInt64) throws(DiskError) { try real.truncate(file, to: length) }
    func lock(_ file: OpenFile, wait: Bool) throws(DiskError) -> Bool { try real.lock(file, wait: wait) }
    func unlock(_ file: OpenFile) { real.unlock(file) }
    func status(_ file: OpenFile) throws(DiskError) -> FileStatus { try real.status(file) }
    func status(at path: String) throws(DiskError) -> FileStatus? { try real.status(at: path) }
    func makeDirectory(_ path: String, mode: UInt32) throws(DiskError) { try real.makeDirectory(path, mode: mode) }
    func names(in path: String) throws(DiskError) -> [String] { try real.names(in: path) }
    func rename(_ path: String, to newPath: String) throws(DiskError) { try real.rename(path, to: newPath) }
    func remove(_ path: String) throws(DiskError) { try real.remove(path) }
    func syncDirectory(_ path: String) throws(DiskError) { try real.syncDirectory(path) }
    func fileSystem(at path: String) throws(DiskError) -> FileSystemStatus { try real.fileSystem(at: path) }
}
