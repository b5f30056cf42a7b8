import Glibc
import Store
import Synchronization

/// The real disk, of which chosen calls fail.
final class FaultyDisk: Disk {
    /// What happens to a call.
    enum Fault: Sendable {
        case error(Int32)
        /// Half of the bytes are taken, the next write fails so.
        case short(Int32)
        /// The call does its work and fails all the same, as a sync may.
        case errorAfterwards(Int32)
        /// A write takes no byte and reports no error.
        case nothing
    }

    private struct State {
        var counts: [String: Int] = [:]
        var faults: [(call: String, numbers: ClosedRange<Int>, fault: Fault)] = []
        var log: [String] = []
        /// Calls that change something, and how many of them may still go through.
        var stops: (calls: Set<String>, left: Int)?
        var room: FileSystemStatus?
        var (owner, device): (UInt32?, UInt64?)
        var interludes: [(line: String, left: Int, body: @Sendable () -> Void)] = []
    }

    private let real = PosixDisk()
    private let state = Mutex(State())

    /// Makes the nth call of this name from now on fail; with `forEver` all later ones too.
    func fail(_ call: String, _ nth: Int = 1, with fault: Fault, forEver: Bool = false) {
        state.withLock { state in
            let first = (state.counts[call] ?? 0) + nth
            state.faults.append((call, first...(forEver ? .max : first), fault))
        }
    }

    /// Lets so many more of these calls through, and none after them: as if the process had ended there.
    func stop(_ calls: [String], after count: Int) {
        state.withLock { $0.stops = (Set(calls), count) }
    }

    /// Does something just before a call is logged so for the nth time: what another process does meanwhile.
    func before(_ line: String, _ nth: Int, _ body: @escaping @Sendable () -> Void) {
        state.withLock { $0.interludes.append((line, nth, body)) }
    }

    /// From now on the file system is of another kind, or has other room; files have another owner, segments another device.
    func pretend(_ room: FileSystemStatus? = nil, owner: UInt32? = nil, device: UInt64? = nil) {
        state.withLock { ($0.room, $0.owner, $0.device) = (room, owner, device) }
    }

    func heal() {
        state.withLock { state in
            state.faults = []
            state.stops = nil
        }
    }

    /// The calls so far that write or sync, in order.
    var log: [String] { state.withLock { $0.log } }

    func forgetLog() {
        state.withLock { $0.log = [] }
    }

    private func interlude(_ line: String) -> (@Sendable () -> Void)? {
        state.withLock { state in
            for place in state.interludes.indices where state.interludes[place].line == line {
                state.interludes[place].left -= 1
                if state.interludes[place].left == 0 { return state.interludes[place].body }
            }
            return nil
        }
    }

    private func fault(_ call: String, _ path: String) -> Fault? {
        let line = "\(call) \(path.split(separator: "/").last ?? "")"
        interlude(line)?()
        return state.withLock { state in
            let number = (state.counts[call] ?? 0) + 1
            state.counts[call] = number
            state.log.append(line)
            if state.stops?.calls.contains(call) == true {
                state.stops?.left -= 1
                if state.stops?.left ?? 0 < 0 { return .error(EIO) }
            }
            return state.faults.first { $0.call == call && $0.numbers.contains(number) }?.fault
        }
    }

    private func run<Result>(_ call: String, _ path: String, _ body: () throws(DiskError) -> Result) throws(DiskError) -> Result {
        switch fault(call, path) {
        case nil, .nothing?: return try body()
        case .errorAfterwards(let code)?:
            _ = try body()
            throw DiskError(call: call, path: path, errno: code)
        case .error(let code)?, .short(let code)?: throw DiskError(call: call, path: path, errno: code)
        }
    }

    func open(_ path: String, _ access: FileAccess, create: FileCreation, mode: UInt32) throws(DiskError) -> OpenFile {
        try run(access == .read ? "openToRead" : "openToWrite", path) { () throws(DiskError) in
            try real.open(path, access, create: create, mode: mode)
        }
    }

    func write(_ file: OpenFile, _ bytes: [UInt8], from start: Int, at offset: UInt64) throws(DiskError) -> Int {
        switch fault("write", file.path) {
        case nil: return try real.write(file, bytes, from: start, at: offset)
        case .nothing?: return 0
        case .error(let code)?: throw DiskError(call: "write", path: file.path, errno: code)
        case .errorAfterwards(let code)?:
            _ = try real.write(file, bytes, from: start, at: offset)
            throw DiskError(call: "write", path: file.path, errno: code)
        case .short(let code)?:
            fail("write", with: .error(code))
            let half = Array(bytes[start..<start + (bytes.count - start) / 2])
            return half.isEmpty ? 0 : try real.write(file, half, from: 0, at: offset)
        }
    }

    func close(_ file: OpenFile) { real.close(file) }

    func read(_ file: OpenFile, at offset: UInt64, count: Int) throws(DiskError) -> [UInt8] {
        try run("read", file.path) { () throws(DiskError) in try real.read(file, at: offset, count: count) }
    }

    func readDirect(_ file: OpenFile, at offset: UInt64, count: Int) throws(DiskError) -> [UInt8] {
        try run("readDirect", file.path) { () throws(DiskError) in try real.readDirect(file, at: offset, count: count) }
    }

    func preallocate(_ file: OpenFile, to length: UInt64) throws(DiskError) {
        try run("preallocate", file.path) { () throws(DiskError) in try real.preallocate(file, to: length) }
    }

    func sync(_ file: OpenFile) throws(DiskError) {
        try run("sync", file.path) { () throws(DiskError) in try real.sync(file) }
    }

    func truncate(_ file: OpenFile, to length: UInt64) throws(DiskError) {
        try run("truncate", file.path) { () throws(DiskError) in try real.truncate(file, to: length) }
    }

    func lock(_ file: OpenFile, wait: Bool) throws(DiskError) -> Bool {
        try run("lock", file.path) { () throws(DiskError) in try real.lock(file, wait: wait) }
    }

    func unlock(_ file: OpenFile) { real.unlock(file) }

    func status(_ file: OpenFile) throws(DiskError) -> FileStatus { try real.status(file) }

    func status(at path: String) throws(DiskError) -> FileStatus? {
        guard let found = try real.status(at: path) else { return nil }
        let (owner, device) = state.withLock { ($0.owner, path.hasSuffix(".jsonl") ? $0.device : nil) }
        return FileStatus(
            kind: found.kind, size: found.size, mode: found.mode, owner: owner ?? found.owner, device: device ?? found.device,
            inode: found.inode, modified: found.modified)
    }

    func makeDirectory(_ path: String, mode: UInt32) throws(DiskError) {
        try run("makeDirectory", path) { () throws(DiskError) in try real.makeDirectory(path, mode: mode) }
    }

    func names(in path: String) throws(DiskError) -> [String] { try real.names(in: path) }

    func rename(_ path: String, to newPath: String) throws(DiskError) {
        try run("rename", newPath) { () throws(DiskError) in try real.rename(path, to: newPath) }
    }

    func remove(_ path: String) throws(DiskError) {
        try run("remove", path) { () throws(DiskError) in try real.remove(path) }
    }

    func syncDirectory(_ path: String) throws(DiskError) {
        try run("syncDirectory", path) { () throws(DiskError) in try real.syncDirectory(path) }
    }

    func fileSystem(at path: String) throws(DiskError) -> FileSystemStatus {
        if let room = state.withLock({ $0.room }) { return room }
        return try real.fileSystem(at: path)
    }
}
