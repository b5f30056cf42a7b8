import Glibc
import Store

/// A store in a folder of its own, on a real disk unless bytes are all that is asked about; removed at the end.
final class ProcessStore: Sendable {
    let folder: String
    let path: String
    var layout: StoreLayout { StoreLayout(root: path) }
    var segment: String { layout.segment(first: 1) }

    init(inMemory: Bool = false) throws {
        let place = inMemory && access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
        var template = Array("\(place)/rollcall-process-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw ProbeProcess.Failure(what: "mkdtemp \(errno)") }
        folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        path = folder + "/store"
        _ = try StoreDirectory.create(at: path, options: Self.options())
    }

    deinit { Files.remove(folder) }

    static func options(patience: Duration = .seconds(30)) -> StoreOptions {
        StoreOptions(user: "checker", role: .verb, lockPatience: patience, settlingDelay: .zero, reserveLength: 0, sealing: nil)
    }

    func open(_ access: FileAccess = .readWrite, patience: Duration = .seconds(30)) throws -> StoreDirectory {
        try StoreDirectory.open(at: path, access: access, options: Self.options(patience: patience))
    }

    /// Appends one transaction of one record; returns its sequence.
    @discardableResult
    func commitOne(_ name: String = "checker") throws -> UInt64 {
        let journal = try open().journal
        let last = try journal.forEachBatch(after: 0) { _ in }
        let written = try journal.transact(after: last) { _ in [.plain(name)] }
        return written.last?.sequence ?? 0
    }

    func records() throws -> [Record] {
        var records: [Record] = []
        _ = try open(.read).journal.forEachBatch(after: 0) { records += $0 }
        return records
    }
}

extension PendingTransaction {
    static func plain(_ command: String, records: Int = 1) -> PendingTransaction {
        PendingTransaction(
            at: WallClock.milliseconds(), by: "checker", command: command,
            records: (0..<records).map { element in PendingRecord(kind: "sampleHappened") { $0.field("element", element) } })
    }
}

/// Files as a person at a shell would handle them.
enum Files {
    static func remove(_ path: String) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        if status.st_mode & S_IFMT == S_IFDIR {
            for name in (try? PosixDisk().names(in: path)) ?? [] { remove(path + "/" + name) }
            rmdir(path)
        } else {
            unlink(path)
        }
    }

    static func contents(_ path: String, from start: Int = 0) throws -> [UInt8] {
        let disk = PosixDisk()
        let file = try disk.open(path, .read, create: .never, mode: 0)
        defer { disk.close(file) }
        return try disk.read(file, at: UInt64(start), count: max(0, Int(try disk.status(file).size) - start))
    }

    /// Puts bytes in the place of a file's from an offset on, keeping the file.
    static func overwrite(_ path: String, _ bytes: ArraySlice<UInt8>, at offset: Int = 0) throws {
        let disk = PosixDisk()
        let file = try disk.open(path, .readWrite, create: .ifMissing, mode: 0o640)
        defer { disk.close(file) }
        try disk.truncate(file, to: UInt64(offset))
        if !bytes.isEmpty { _ = try disk.write(file, Array(bytes), from: 0, at: UInt64(offset)) }
    }

    /// All plain files under a folder with their bytes.
    static func snapshot(_ path: String, _ prefix: String = "") throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for name in try PosixDisk().names(in: path) {
            let inner = path + "/" + name
            switch try PosixDisk().status(at: inner)?.kind {
            case .directory: files.merge(try snapshot(inner, prefix + name + "/")) { $1 }
            case .regular: files[prefix + name] = try contents(inner)
            default: files[prefix + name] = []
            }
        }
        return files
    }
}
