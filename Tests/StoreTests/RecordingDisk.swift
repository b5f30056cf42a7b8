import Store
import Synchronization

/// The real disk, which remembers what was written and synced, so that a power loss at any moment can be made up afterwards.
final class RecordingDisk: Disk {
    enum Step: Sendable {
        case write(path: String, offset: Int, bytes: [UInt8])
        case truncate(path: String, length: Int)
        case sync(path: String)
    }

    private let real = PosixDisk()
    private let recorded = Mutex<[Step]>([])

    var steps: [Step] { recorded.withLock { $0 } }

    private func note(_ step: Step) {
        recorded.withLock { $0.append(step) }
    }

    func write(_ file: OpenFile, _ bytes: [UInt8], from start: Int, at offset: UInt64) throws(DiskError) -> Int {
        let count = try real.write(file, bytes, from: start, at: offset)
        note(.write(path: file.path, offset: Int(offset), bytes: Array(bytes[start..<start + count])))
        return count
    }

    func sync(_ file: OpenFile) throws(DiskError) {
        try real.sync(file)
        note(.sync(path: file.path))
    }

    func truncate(_ file: OpenFile, to length: UInt64) throws(DiskError) {
        try real.truncate(file, to: length)
        note(.truncate(path: file.path, length: Int(length)))
    }

    func open(_ path: String, _ access: FileAccess, create: FileCreation, mode: UInt32) throws(DiskError) -> OpenFile {
        try real.open(path, access, create: create, mode: mode)
    }

    func close(_ file: OpenFile) { real.close(file) }
    func read(_ file: OpenFile, at offset: UInt64, count: Int) throws(DiskError) -> [UInt8] {
        try real.read(file, at: offset, count: count)
    }
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

/// What may be found in one file after a power loss: everything that was synced, and any sectors of what was not.
struct PowerLoss {
    private static let sector = 512
    private(set) var durable: [UInt8]
    private var seen: [UInt8]

    init(_ start: [UInt8]) {
        durable = start
        seen = start
    }

    mutating func apply(_ step: RecordingDisk.Step, to file: String) {
        switch step {
        case .write(file, let offset, let bytes):
            seen += [UInt8](repeating: 0, count: max(0, offset + bytes.count - seen.count))
            seen.replaceSubrange(offset..<offset + bytes.count, with: bytes)
        case .truncate(file, let length):
            seen = Array(seen.prefix(length)) + [UInt8](repeating: 0, count: max(0, length - seen.count))
        case .sync(file): durable = seen
        default: break
        }
    }

    /// One of the legal outcomes.
    func outcome(_ random: inout SplitMix) -> [UInt8] {
        let length = Bool.random(using: &random) ? seen.count : durable.count
        var bytes: [UInt8] = []
        for start in stride(from: 0, to: length, by: Self.sector) {
            let source = Bool.random(using: &random) ? seen : durable
            let part = source.dropFirst(start).prefix(min(Self.sector, length - start))
            bytes += part + [UInt8](repeating: 0, count: min(Self.sector, length - start) - part.count)
        }
        return bytes
    }
}

/// Random numbers that a seed repeats.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
