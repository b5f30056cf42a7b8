import Foundation

/// The simulator's memory on disk: one line for everything that changed together, appended at once.
///
/// A line reaches the system before the answer to the request that caused it is sent, so a killed process loses nothing;
/// a line cut off by a crash of the machine is dropped at the next start. Every start rewrites the file to what is still true
/// and puts it in place of the old one in one step.
final class StateFile {
    static let fileName = "simulator-state.jsonl"

    private let path: String
    private var file: FileHandle?
    private let lock: FileHandle
    private let encoder = JSONEncoder()

    /// Opens the directory, made when missing, for this process alone.
    ///
    /// - Throws: `stateInUse`, `fileRefused`.
    init(directory: String) throws(AppleSimulatorFailure) {
        path = directory + "/" + Self.fileName
        do {
            try FileManager.default.createDirectory(
                atPath: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw .fileRefused(path: directory, reason: "the directory cannot be made (\(error.localizedDescription))")
        }
        lock = try Self.open(directory + "/lock", flags: O_RDWR | O_CREAT)
        guard flock(lock.fileDescriptor, LOCK_EX | LOCK_NB) == 0 else { throw .stateInUse(directory: directory) }
    }

    /// What was kept; nil when this is the first start.
    ///
    /// - Throws: `stateUnreadable`, `fileRefused`.
    func load() throws(AppleSimulatorFailure) -> KeptState? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        let data: Data
        do {
            data = try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
        } catch {
            throw .fileRefused(path: path, reason: error.localizedDescription)
        }
        return try KeptState(lines: data, path: path)
    }

    /// Puts a file with these changes in place of the old one and appends to it from now on.
    ///
    /// - Throws: `fileRefused`.
    func rewrite(_ changes: [StateChange]) throws(AppleSimulatorFailure) {
        let fresh = path + ".new"
        file = nil
        let handle = try Self.open(fresh, flags: O_WRONLY | O_CREAT | O_TRUNC | O_APPEND)
        for start in stride(from: 0, to: changes.count, by: 500) {
            try append(changes[start..<min(start + 500, changes.count)], to: handle)
        }
        fsync(handle.fileDescriptor)
        guard rename(fresh, path) == 0 else { throw .fileRefused(path: path, reason: Self.lastReason) }
        file = handle
    }

    /// Keeps changes that belong together.
    ///
    /// - Throws: `fileRefused`.
    func append(_ changes: [StateChange]) throws(AppleSimulatorFailure) {
        guard !changes.isEmpty, let file else { return }
        try append(changes[...], to: file)
    }

    private func append(_ changes: ArraySlice<StateChange>, to file: FileHandle) throws(AppleSimulatorFailure) {
        do {
            try file.write(contentsOf: encoder.encode(Array(changes)) + [UInt8(ascii: "\n")])
        } catch {
            throw .fileRefused(path: path, reason: error.localizedDescription)
        }
    }

    private static func open(_ path: String, flags: Int32) throws(AppleSimulatorFailure) -> FileHandle {
        let descriptor = Foundation.open(path, flags | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .fileRefused(path: path, reason: lastReason) }
        return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }

    private static var lastReason: String { String(cString: strerror(errno)) }
}
