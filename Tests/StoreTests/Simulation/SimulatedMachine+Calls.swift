import Glibc
import Store

extension SimulatedMachine {
    /// What becomes of a write.
    enum WriteFate {
        case all
        case some(Int)
        case half
        case error(Int32)
        case errorAfterwards(Int32)
    }

    /// Counts a call; returns what happens instead of it.
    func begin(_ process: Int, _ call: String, _ path: String, changes: Bool) -> Fault? {
        let (fault, dies) = look { state -> (Fault?, Bool) in
            if state.processes[process].isDead { return (.error(EIO), false) }
            let number = state.processes[process].calls
            state.processes[process].log.append(call)
            if let death = state.processes[process].death, death.call <= number { return (nil, true) }
            return (state.processes[process].faults.first { $0.numbers.contains(number) }?.fault, false)
        }
        if dies {
            look { $0.kill(process) }
            return .error(EIO)
        }
        if fault == nil && changes { announce(call, path) }
        return fault
    }

    /// The same for a write, of which a dying process may have done a part.
    func beginWrite(_ process: Int, _ path: String) -> WriteFate {
        if let code = look({ $0.processes[process].takeNextWrite() }) { return .error(code) }
        let part = look { $0.processes[process].takeLastWrite() }
        let fault = begin(process, "write", path, changes: true)
        if fault == nil, let part { return .some(part) }
        switch fault {
        case nil: return .all
        case .error(let code)?: return .error(code)
        case .errorAfterwards(let code)?: return .errorAfterwards(code)
        case .lostSync?: return .error(EIO)
        case .short(let code)?:
            look { $0.processes[process].nextWrite = code }
            return .half
        }
    }

    func loseSync(_ file: OpenFile, everyOther: Bool) {
        look { state in
            guard let number = state.descriptors[file.descriptor]?.file else { return }
            state.image[number].failSync { !everyOther || $0 % 2 == 0 }
        }
    }

    private func announce(_ call: String, _ path: String) {
        let (hook, image) = look { state in
            state.changes += 1
            return (state.onChange, state.image)
        }
        hook(image, "\(call) \(path)")
    }
}

extension SimulatedMachine.Process {
    mutating func takeNextWrite() -> Int32? {
        defer { nextWrite = nil }
        return nextWrite
    }

    /// Lets the process die in its next turn, either in the write to the journal, of which so many bytes are taken, or before the
    /// sync that follows. The turn that began after so many calls, the last one, was like it.
    mutating func dieLikeTurn(from start: Int, taking bytes: Int?) {
        guard let sync = log[start...].lastIndex(of: "sync") else { return }
        let number = calls + sync - start
        death = bytes.map { (number - 1, $0) } ?? (number, 0)
    }

    /// How much of its last write a process does before it dies; nil if this is not its last, or none of it.
    mutating func takeLastWrite() -> Int? {
        guard !isDead, let death, death.call <= calls, death.bytes > 0 else { return nil }
        self.death = (calls + 1, 0)
        return death.bytes
    }
}

extension SimulatedMachine.State {
    /// How many bytes may still be written.
    var room: Int { capacity == .max ? 1 << 40 : max(0, capacity - image.usedBytes) }

    func number(_ file: OpenFile) throws(DiskError) -> Int {
        guard let open = descriptors[file.descriptor] else { throw DiskError(call: "", path: file.path, errno: EBADF) }
        return open.file
    }

    func status(_ number: Int) -> FileStatus {
        let file = image[number]
        return FileStatus(
            kind: file.isDirectory ? .directory : .regular, size: UInt64(file.seen.count), mode: file.mode, owner: geteuid(),
            device: 1, inode: UInt64(number), modified: 0)
    }

    func needFolder(of path: String) throws(DiskError) {
        guard image[DiskImage.folder(of: path)]?.isDirectory == true else {
            throw DiskError(call: "open", path: path, errno: ENOENT)
        }
    }

    mutating func find(_ path: String, _ create: FileCreation, _ mode: UInt32) throws(DiskError) -> Int {
        if let number = image.names[path] {
            if create == .mustBeNew { throw DiskError(call: "open", path: path, errno: EEXIST) }
            if image[number].isDirectory { throw DiskError(call: "open", path: path, errno: EISDIR) }
            return number
        }
        guard create != .never else { throw DiskError(call: "open", path: path, errno: ENOENT) }
        try needFolder(of: path)
        return image.make(path, isDirectory: false, mode: mode)
    }
}
