import Foundation
import Store
import Testing

/// Stores that were written by released versions: every later one must read them, to the byte, and write on.
struct GoldenTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Golden")

    /// A copy with the modes and the empty folders that version control does not keep.
    private static func copy(_ version: String) throws -> TemporaryStore {
        let store = try TemporaryStore(copyOf: folder.appending(path: version).path)
        for name in ["secrets", "mail", "lost+found", "lock", "journal"] {
            try FileManager.default.createDirectory(atPath: "\(store.path)/\(name)", withIntermediateDirectories: true)
        }
        for (name, mode) in [("", 0o750), ("/secrets", 0o700), ("/mail", 0o700), ("/journal", 0o750), ("/lock", 0o750)] {
            #expect(chmod(store.path + name, mode_t(mode)) == 0)
        }
        for name in try PosixDisk().names(in: store.layout.secrets) { chmod("\(store.layout.secrets)/\(name)", 0o600) }
        for name in ["FORMAT", "MARK"] { chmod("\(store.path)/\(name)", 0o640) }
        for first in try store.segments() { chmod(store.layout.segment(first: first), 0o640) }
        return store
    }

    /// What each version's store holds: its records, and the first sequences of its segments.
    private static let held: [(version: String, records: Int, segments: Int)] = [("v1.0", 32, 1), ("v1.1", 34, 3)]

    @Test("The store of every version opens, and is read to the byte without a change", arguments: held)
    func reads(version: String, records: Int, segments: Int) throws {
        let store = try Self.copy(version)
        let before = try Shell.snapshot(store.path)
        let journal = try store.open(.read).journal
        let all = try journal.all()
        #expect(all.count == records && all.map(\.sequence) == Array(1...UInt64(records)))
        #expect(try all.flatMap { $0.line + [0x0a] } == store.journalBytes().flatMap(\.self))
        #expect(try store.segments().count == segments)
        #expect(all.contains { $0.kind == "unheardOf.kind" && $0.command == "c-14" })
        #expect(all.compactMap(\.clockSkew) == [10_123])
        let report = try StoreCheck.run(at: store.path, options: TemporaryStore.options())
        #expect(report.isSound && report.notices.isEmpty)
        #expect(try store.open(.read).secrets().token(location: 3) == Array("a token".utf8))
        #expect(try Shell.snapshot(store.path) == before)
    }

    @Test("The store of every version is written on, and what was there stays byte for byte", arguments: held)
    func writes(version: String, records: Int, segments: Int) throws {
        let store = try Self.copy(version)
        let before = try store.journalBytes().flatMap(\.self)
        let journal = try store.open(segmentLimit: 4000).journal
        for number in 100..<140 { try journal.append([.sample(number)]) }
        #expect(try store.journalBytes().flatMap(\.self).starts(with: before))
        #expect(try store.segments().count > segments)
        let all = try store.open(.read).journal.all()
        #expect(all.map(\.sequence) == Array(1...UInt64(all.count)) && all.last?.command == "c-139")
        #expect(try StoreCheck.run(at: store.path, options: TemporaryStore.options()).isSound)
        #expect(try Current(Shell.contents(store.layout.current))?.segments == store.segments())
    }

    @Test("A program that knows one segment only is shut out before there is a second, and not a moment earlier")
    func shutOut() throws {
        let store = try Self.copy("v1.0")
        let format = try Shell.contents(store.layout.format)
        try store.open().journal.append([.sample(1)])
        #expect(try Shell.contents(store.layout.format) == format)
        try store.open(segmentLimit: 1000).journal.append([.sample(2)])
        let raised = try JSONFields(Shell.contents(store.layout.format)[...])
        #expect(try raised.strings("incompat") == ["segments"] && raised.integer("minor", as: Int.self) == 1)
        #expect(try raised.string("store") == JSONFields(format[...]).string("store"))
    }
}
