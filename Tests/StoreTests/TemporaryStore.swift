import Foundation
import Glibc
import Store

/// A store in a folder of its own, removed at the end.
final class TemporaryStore: Sendable {
    let folder: String
    let path: String
    var layout: StoreLayout { StoreLayout(root: path) }
    var segment: String { layout.segment(first: 1) }

    init(onDisk: Bool = false) throws {
        folder = try Shell.temporaryFolder(onDisk: onDisk)
        path = folder + "/store"
        _ = try StoreDirectory.create(at: path, options: Self.options())
    }

    /// A copy of a store as it is now.
    init(copyOf path: String) throws {
        folder = try Shell.temporaryFolder()
        self.path = folder + "/store"
        try FileManager.default.copyItem(atPath: path, toPath: self.path)
    }

    deinit { Shell.remove(folder) }

    static func options(
        user: String = "ada", disk: any Disk = PosixDisk(), patience: Duration = .seconds(5), now: Int64 = 1_795_347_290_123,
        segmentLimit: UInt64 = 64 << 20, reserve: UInt64 = 0, sealing: SealPolicy? = nil
    ) -> StoreOptions {
        StoreOptions(
            user: user, role: .verb, lockPatience: patience, settlingDelay: .zero, now: { now }, disk: disk,
            segmentLimit: segmentLimit, reserveLength: reserve, sealing: sealing)
    }

    func open(
        _ access: FileAccess = .readWrite, disk: any Disk = PosixDisk(), patience: Duration = .seconds(5),
        segmentLimit: UInt64 = 64 << 20
    ) throws -> StoreDirectory {
        try StoreDirectory.open(
            at: path, access: access,
            options: Self.options(disk: disk, patience: patience, segmentLimit: segmentLimit))
    }

    /// The first sequences of the segments in the folder.
    func segments() throws -> [UInt64] {
        try PosixDisk().names(in: layout.journal).compactMap { $0.hasSuffix(".jsonl") ? UInt64($0.dropLast(6)) : nil }
    }

    /// The bytes of all segments, first to last.
    func journalBytes() throws -> [[UInt8]] {
        try segments().map { try Shell.contents(layout.segment(first: $0)) }
    }

    /// A store with transactions of one, two and three records: about `count` records.
    static func filled(_ count: Int) throws -> TemporaryStore {
        let store = try TemporaryStore()
        let journal = try store.open().journal
        _ = try journal.append(
            (0..<count / 2).map { .sample($0, records: $0 % 3 + 1) })
        return store
    }
}

extension Journal {
    /// Appends after whatever is there.
    @discardableResult
    func append(_ transactions: [PendingTransaction]) throws -> [Record] {
        try transact(after: lastSequence()) { _ in transactions }
    }

    func lastSequence() throws -> UInt64 {
        try forEachBatch(after: 0) { _ in }
    }

    func all() throws -> [Record] {
        var records: [Record] = []
        _ = try forEachBatch(after: 0) { records += $0 }
        return records
    }
}

extension PendingTransaction {
    static func sample(_ number: Int, records: Int = 1, at: Int64 = 1_795_347_290_123, by: String = "ada") -> PendingTransaction {
        PendingTransaction(
            at: at, by: by, command: "c-\(number)", from: "tty", why: number % 5 == 0 ? "because \"é\"" : nil,
            records: (0..<records).map { element in
                PendingRecord(kind: "sampleHappened") {
                    $0.field("number", number); $0.field("element", element)
                }
            })
    }
}

/// Files and processes, as a person at a shell would use them.
enum Shell {
    /// In memory where there is such a place: most tests ask what happens to bytes, not how fast a disk is. TMPDIR has the last
    /// word: whoever ends the tests halfway wants to find what they left.
    static func temporaryFolder(onDisk: Bool = false) throws -> String {
        let usual = !onDisk && access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
        let place = ProcessInfo.processInfo.environment["TMPDIR"] ?? usual
        var template = Array("\(place)/rollcall-store-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw DiskError(call: "mkdtemp", path: place, errno: errno) }
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    static func remove(_ path: String) {
        let disk = PosixDisk()
        if let names = try? disk.names(in: path) {
            for name in names {
                let inner = path + "/" + name
                if (try? disk.status(at: inner))??.kind == .directory { remove(inner) } else { unlink(inner) }
            }
        }
        rmdir(path)
    }

    static func contents(_ path: String) throws -> [UInt8] {
        let disk = PosixDisk()
        let file = try disk.open(path, .read, create: .never, mode: 0)
        defer { disk.close(file) }
        return try disk.read(file, at: 0, count: 1 << 24)
    }

    /// Puts bytes in the place of a file's, keeping the file.
    static func overwrite(_ path: String, _ bytes: [UInt8]) throws {
        let disk = PosixDisk()
        let file = try disk.open(path, .readWrite, create: .ifMissing, mode: 0o640)
        defer { disk.close(file) }
        try disk.truncate(file, to: 0)
        if !bytes.isEmpty { _ = try disk.write(file, bytes, from: 0, at: 0) }
    }

    /// All files under a folder with their bytes.
    static func snapshot(_ path: String, _ prefix: String = "") throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for name in try PosixDisk().names(in: path) {
            let inner = path + "/" + name
            if try PosixDisk().status(at: inner)?.kind == .directory {
                files.merge(try snapshot(inner, prefix + name + "/")) { $1 }
            } else {
                files[prefix + name] = try contents(inner)
            }
        }
        return files
    }
}
