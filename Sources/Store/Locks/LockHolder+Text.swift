import Glibc

extension LockHolder {
    /// One line of JSON, as it stands in the lock file.
    var text: [UInt8] {
        JSONWriter.object { writer in
            writer.field("pid", processID)
            writer.field("name", name)
            writer.field("role", role.rawValue)
            writer.field("since", since)
        } + [.lineFeed]
    }

    /// This process, from now on.
    static func current(_ options: StoreOptions) -> LockHolder {
        LockHolder(processID: getpid(), name: String(options.user.prefix(64)), role: options.role, since: options.now())
    }

    /// What stands in a lock file; nil if it makes no sense, or if that process is gone.
    static func read(_ file: OpenFile, _ disk: any Disk) -> LockHolder? {
        // Only for a message: whatever goes wrong here, the lock itself decides.
        guard let bytes = try? disk.read(file, at: 0, count: 1024),
            let fields = try? JSONFields(bytes[..<(bytes.firstIndex(of: .lineFeed) ?? 0)]),
            let processID = try? fields.integer("pid", as: Int32.self), let state = processState(processID)
        else { return nil }
        return LockHolder(
            processID: processID, name: (try? fields.string("name")) ?? "",
            role: (try? fields.string("role")).flatMap(Role.init) ?? .verb, since: (try? fields.integer("since")) ?? 0,
            isStopped: state == UInt8(ascii: "T") || state == UInt8(ascii: "t"))
    }

    /// The letter of `/proc/<pid>/stat`; nil if there is no such process. The command's name before it may hold brackets.
    private static func processState(_ processID: Int32) -> UInt8? {
        guard let bytes = try? PosixDisk().readSpecial("/proc/\(processID)/stat"),
            let bracket = bytes.lastIndex(of: UInt8(ascii: ")")), bracket + 2 < bytes.count
        else { return nil }
        return bytes[bracket + 2]
    }
}
