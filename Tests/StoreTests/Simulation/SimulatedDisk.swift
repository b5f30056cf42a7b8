import Glibc
import Store

/// The disk of a simulated machine as one process sees it.
final class SimulatedDisk: Disk {
    let machine: SimulatedMachine
    let process: Int

    init(machine: SimulatedMachine, process: Int) {
        self.machine = machine
        self.process = process
    }

    func open(_ path: String, _ access: FileAccess, create: FileCreation, mode: UInt32) throws(DiskError) -> OpenFile {
        let isNew = create != .never && machine.look { $0.image.names[path] == nil }
        return try run("open", path, changes: isNew) { (state) throws(DiskError) in
            let file = try state.find(path, create, mode)
            let descriptor = state.nextDescriptor
            state.nextDescriptor += 1
            state.descriptors[descriptor] = .init(process: self.process, file: file)
            return OpenFile(descriptor: descriptor, path: path)
        }
    }

    func close(_ file: OpenFile) {
        machine.look { $0.close(file.descriptor) }
    }

    func read(_ file: OpenFile, at offset: UInt64, count: Int) throws(DiskError) -> [UInt8] {
        try run("read", file.path) { (state) throws(DiskError) in
            let bytes = state.image[try state.number(file)].seen
            let start = min(Int(clamping: offset), bytes.count)
            return Array(bytes[start..<start + min(count, bytes.count - start)])
        }
    }

    func readDirect(_ file: OpenFile, at offset: UInt64, count: Int) throws(DiskError) -> [UInt8] {
        try run("readDirect", file.path) { (state) throws(DiskError) in
            let bytes = state.image[try state.number(file)].direct
            let start = min(Int(clamping: offset), bytes.count)
            return Array(bytes[start..<start + min(count, bytes.count - start)])
        }
    }

    func preallocate(_ file: OpenFile, to length: UInt64) throws(DiskError) {
        try run("preallocate", file.path, changes: true) { (state) throws(DiskError) in
            let number = try state.number(file)
            let growth = max(0, Int(length) - state.image[number].seen.count)
            if growth > state.room { throw DiskError(call: "fallocate", path: file.path, errno: ENOSPC) }
            if growth > 0 { state.image[number].truncate(to: Int(length)) }
        }
    }

    func write(_ file: OpenFile, _ bytes: [UInt8], from start: Int, at offset: UInt64) throws(DiskError) -> Int {
        var count = bytes.count - start
        switch machine.beginWrite(process, file.path) {
        case .all: break
        case .some(let most): count = min(count, most)
        case .error(let code): throw DiskError(call: "write", path: file.path, errno: code)
        case .errorAfterwards(let code):
            _ = try take(file, bytes[start...], offset)
            throw DiskError(call: "write", path: file.path, errno: code)
        case .half: count /= 2
        }
        return try take(file, bytes[start..<start + count], offset)
    }

    private func take(_ file: OpenFile, _ bytes: ArraySlice<UInt8>, _ offset: UInt64) throws(DiskError) -> Int {
        try machine.withState { (state) throws(DiskError) in
            let number = try state.number(file)
            let growth = max(0, Int(offset) + bytes.count - state.image[number].seen.count)
            let count = bytes.count - max(0, growth - state.room)
            if count <= 0 && !bytes.isEmpty { throw DiskError(call: "write", path: file.path, errno: ENOSPC) }
            state.image[number].write(bytes.prefix(count), at: Int(offset))
            return count
        }
    }

    func sync(_ file: OpenFile) throws(DiskError) {
        try run("sync", file.path, changes: true, losing: file) { (state) throws(DiskError) in
            state.image[try state.number(file)].sync()
        }
    }

    func truncate(_ file: OpenFile, to length: UInt64) throws(DiskError) {
        try run("truncate", file.path, changes: true) { (state) throws(DiskError) in
            state.image[try state.number(file)].truncate(to: Int(length))
        }
    }

    func lock(_ file: OpenFile, wait: Bool) throws(DiskError) -> Bool {
        try run("lock", file.path) { (state) throws(DiskError) in
            let number = try state.number(file)
            if let holder = state.locks[number], holder != file.descriptor {
                // Everything runs on one thread here: a wait would last for ever.
                if wait { throw DiskError(call: "lock", path: file.path, errno: EDEADLK) }
                return false
            }
            state.locks[number] = file.descriptor
            return true
        }
    }

    func unlock(_ file: OpenFile) {
        machine.look { $0.unlock(file.descriptor) }
    }

    func status(_ file: OpenFile) throws(DiskError) -> FileStatus {
        try run("status", file.path) { (state) throws(DiskError) in state.status(try state.number(file)) }
    }

    func status(at path: String) throws(DiskError) -> FileStatus? {
        let path = path.hasSuffix("/.") ? String(path.dropLast(2)) : path
        return try run("status", path) { (state) throws(DiskError) in state.image.names[path].map { state.status($0) } }
    }

    func makeDirectory(_ path: String, mode: UInt32) throws(DiskError) {
        try run("makeDirectory", path, changes: true) { (state) throws(DiskError) in
            if state.image.names[path] != nil { throw DiskError(call: "mkdir", path: path, errno: EEXIST) }
            try state.needFolder(of: path)
            _ = state.image.make(path, isDirectory: true, mode: mode)
        }
    }

    func names(in path: String) throws(DiskError) -> [String] {
        try run("names", path) { (state) throws(DiskError) in
            guard state.image.names[path] != nil else { throw DiskError(call: "opendir", path: path, errno: ENOENT) }
            let inside = state.image.names.keys.filter { $0 != "/" && DiskImage.folder(of: $0) == path }
            return inside.map { String($0.dropFirst(path == "/" ? 1 : path.count + 1)) }.sorted()
        }
    }

    func rename(_ path: String, to newPath: String) throws(DiskError) {
        try run("rename", newPath, changes: true) { (state) throws(DiskError) in
            guard state.image.names[path] != nil else { throw DiskError(call: "rename", path: path, errno: ENOENT) }
            try state.needFolder(of: newPath)
            state.image.rename(path, to: newPath)
        }
    }

    func remove(_ path: String) throws(DiskError) {
        let isThere = machine.look { $0.image.names[path] != nil }
        try run("remove", path, changes: isThere) { (state) throws(DiskError) in
            guard state.image.names[path] != nil else { throw DiskError(call: "unlink", path: path, errno: ENOENT) }
            state.image.remove(path)
        }
    }

    func syncDirectory(_ path: String) throws(DiskError) {
        try run("syncDirectory", path, changes: true) { (state) throws(DiskError) in
            guard state.image.names[path] != nil else { throw DiskError(call: "fsync", path: path, errno: ENOENT) }
            state.image.syncFolder(path)
        }
    }

    func fileSystem(at path: String) throws(DiskError) -> FileSystemStatus {
        try run("fileSystem", path) { (state) throws(DiskError) in
            FileSystemStatus(kind: "ext4", mountPoint: "/", freeBytes: UInt64(state.room))
        }
    }

    /// Runs a call, unless the process is dead or the call is to fail.
    private func run<Result: Sendable>(
        _ call: String, _ path: String, changes: Bool = false, losing file: OpenFile? = nil,
        _ body: (inout SimulatedMachine.State) throws(DiskError) -> Result
    ) throws(DiskError) -> Result {
        switch machine.begin(process, call, path, changes: changes) {
        case nil: return try machine.withState(body)
        case .error(let code)?, .short(let code)?: throw DiskError(call: call, path: path, errno: code)
        case .errorAfterwards(let code)?:
            _ = try machine.withState(body)
            throw DiskError(call: call, path: path, errno: code)
        case .lostSync(let everyOther)?:
            if let file { machine.loseSync(file, everyOther: everyOther) }
            throw DiskError(call: call, path: path, errno: EIO)
        }
    }
}
