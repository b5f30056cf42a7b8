import Domain
import Testing

@testable import Store

/// What looks after a store finds what is in the archive, and what a snapshot holds.
@Suite("Upkeep of a store with an archive")
struct ArchivedUpkeepTests {
    private static let anna = User(
        id: UserID(4_000), username: "anna.mueller", fullName: "Anna Müller", email: "anna@example.org")

    private static func archived() throws -> (folder: TemporaryStore, options: StoreOptions, keeper: StateKeeper) {
        var chance = Chance(seed: 3)
        let folder = try TemporaryStore()
        let options = TemporaryStore.options(
            now: WallClock.milliseconds() + 8 * 86_400_000, segmentLimit: 3_000, sealing: SealPolicy(records: 20))
        var keeper = try StateKeeper(try StoreDirectory.open(at: folder.path, access: .readWrite, options: options))
        try keeper.write([.usersChanged([Self.anna])])
        try keeper.write(120, &chance)
        try keeper.write([.usersChanged([Self.anna])])
        try keeper.compact()
        try keeper.write(60, &chance)
        #expect(try keeper.compact().archived.count > 2)
        try keeper.write(5, &chance)
        return (folder, options, keeper)
    }

    @Test("A backup takes archive and snapshots with it, and goes on from there")
    func backup() throws {
        let (folder, options, keeper) = try Self.archived()
        let path = folder.folder + "/copy"
        _ = try StoreBackup.run(at: folder.path, to: path, withSecrets: true, options: options)
        let copy = try StateKeeper(try StoreDirectory.open(at: path, access: .read, options: options))
        #expect(copy.start > 0 && copy.notices == [])
        #expect(difference(copy.state.image, keeper.state.image) == [])
        #expect(try copy.store.journal.all().map(\.line) == keeper.store.journal.all().map(\.line))
        let report = try StoreCheck.run(at: path, options: options)
        #expect(report.isSound && !report.notices.contains(.currentOutdated))
    }

    /// The files below a store that hold a text: `grep -rlF`.
    private static func files(with texts: [String], _ path: String) throws -> [String] {
        try Shell.snapshot(path).filter { file in
            let text = String(decoding: file.value, as: UTF8.self)
            return texts.contains { text.contains($0) }
        }.map(\.key).sorted()
    }

    private static let fields = ["anna.mueller", "Anna Müller", "anna@example.org", "anna"]

    @Test("A redaction reaches archive, snapshots and caches: nothing is left of the fields, and the whole record still holds")
    func redaction() throws {
        let (folder, options, keeper) = try Self.archived()
        _ = try #require(keeper.store.keep(keeper.state))
        try Shell.overwrite(folder.layout.archive + "/0000000001.jsonl.tmp", Array("anna@example.org".utf8))
        let before = try Self.files(with: Self.fields, folder.path)
        let folders = Set(before.compactMap { $0.split(separator: "/").first })
        #expect(folders.isSuperset(of: ["archive", "snapshot", "cache"]), "\(before)")
        let anchor = try StoreCheck.run(at: folder.path, options: options).seals.head
        let store = try StoreDirectory.open(at: folder.path, access: .readWrite, options: options)
        _ = try StoreRedaction.run(store, user: 4_000, reason: nil)
        #expect(try Self.files(with: Self.fields, folder.path) == [])
        #expect(try store.journal.current()?.snapshot == nil)
        var fresh = try StateKeeper(try StoreDirectory.open(at: folder.path, access: .readWrite, options: options))
        #expect(fresh.start == 0 && fresh.state.users[UserID(4_000)]?.username == "redacted-4000")
        #expect(fresh.state.users[UserID(4_000)]?.fullName == "" && fresh.state.users[UserID(4_000)]?.email == "")
        let report = try fresh.compact()
        #expect(report.isNew && fresh.store.keep(fresh.state) != nil)
        #expect(try Self.files(with: Self.fields, folder.path) == [])
        fresh = try StateKeeper(try folder.open(.read))
        #expect(fresh.start == report.sequence && fresh.state.users[UserID(4_000)]?.username == "redacted-4000")
        let check = try StoreCheck.run(at: folder.path, options: options, anchor: anchor)
        #expect(check.isSound && check.notices == [] && check.seals.redactions.done == 2, "\(check)")
        #expect(check.seals.anchorSequence != nil && check.seals.archived == 0)
    }

    @Test("Without an archive a redaction leaves neither snapshot nor cache, and the next compaction makes a clean one")
    func withoutArchive() throws {
        var chance = Chance(seed: 5)
        let folder = try TemporaryStore()
        var keeper = try StateKeeper(try folder.open())
        try keeper.write([.usersChanged([Self.anna])])
        try keeper.compact()
        try keeper.write(20, &chance)
        try keeper.compact()
        _ = try #require(keeper.store.keep(keeper.state))
        #expect(try Self.files(with: Self.fields, folder.path).count >= 3)
        _ = try StoreRedaction.run(try folder.open(), user: 4_000, reason: nil)
        #expect(try Self.files(with: Self.fields, folder.path) == [])
        #expect(try StateKeeper(try folder.open()).compact().isNew)
        #expect(try Self.files(with: Self.fields, folder.path) == [])
        #expect(try StoreCheck.run(at: folder.path, options: TemporaryStore.options()).isSound)
    }

    @Test("A process from before a redaction keeps no state and makes no snapshot any more; one that comes after it does")
    func late() throws {
        let folder = try TemporaryStore()
        var keeper = try StateKeeper(try folder.open())
        try keeper.write([.usersChanged([Self.anna])])
        _ = try StoreRedaction.run(try folder.open(), user: 4_000, reason: nil)
        #expect(keeper.store.keep(keeper.state) == nil)
        try keeper.catchUp()
        #expect(throws: CompactionError.redactedSince) { try keeper.compact() }
        #expect(keeper.store.keep(keeper.state) == nil)
        #expect(try Self.files(with: Self.fields, folder.path) == [])
        keeper = try StateKeeper(try folder.open())
        #expect(keeper.store.keep(keeper.state) != nil)
        #expect(try keeper.compact().isNew)
        #expect(try Self.files(with: Self.fields, folder.path) == [])
    }

    @Test("Whatever call ends a redaction: the record is whole, the check says that it is unfinished, doing it again finishes it")
    func crashes() throws {
        let (folder, options, keeper) = try Self.archived()
        _ = try #require(keeper.store.keep(keeper.state))
        let calls = ["write", "sync", "syncDirectory", "rename", "remove", "openToWrite", "truncate"]
        var finished = false
        for nth in stride(from: 0, to: 200, by: 4) where !finished {
            let (copy, disk) = (try TemporaryStore(copyOf: folder.path), FaultyDisk())
            var faulty = options
            faulty.disk = disk
            let store = try StoreDirectory.open(at: copy.path, access: .readWrite, options: faulty)
            disk.stop(calls, after: nth)
            finished = (try? StoreRedaction.run(store, user: 4_000, reason: nil)) != nil
            let left = try Self.files(with: Self.fields, copy.path)
            #expect(try StoreCheck.run(at: copy.path, options: options).isSound, "stopped after \(nth)")
            let trial = try StoreRedaction.run(
                try StoreDirectory.open(at: copy.path, access: .readWrite, options: options), user: 4_000, reason: nil)
            #expect(left.isEmpty || trial.records > 0, "stopped after \(nth): \(left)")
            #expect(try Self.files(with: Self.fields, copy.path) == [], "stopped after \(nth)")
            let check = try StoreCheck.run(at: copy.path, options: options)
            #expect(check.isSound && check.seals.redactions.pending == 0 && check.seals.redactions.done == 2)
        }
        #expect(finished)
    }

    @Test("A redaction whose archive is elsewhere is refused, and changes nothing")
    func archiveElsewhere() throws {
        let (folder, options, _) = try Self.archived()
        let store = try StoreDirectory.open(at: folder.path, access: .readWrite, options: options)
        Shell.remove(folder.layout.archive)
        let before = try Shell.snapshot(folder.path)
        #expect {
            _ = try StoreRedaction.run(store, user: 4_000, reason: nil)
        } throws: { error in
            if case .archived = error as? JournalError { true } else { false }
        }
        #expect(try Shell.snapshot(folder.path) == before)
    }

    @Test("Readers and the check go through the archive: every record is there, every seal is proved, an altered line is found")
    func readers() throws {
        let (folder, options, keeper) = try Self.archived()
        let archive = try #require(try keeper.store.journal.current()?.archive)
        let records = try folder.open(.read).journal.all()
        #expect(records.map(\.sequence) == Array(1...keeper.state.sequence))
        let check = try StoreCheck.run(at: folder.path, options: options)
        #expect(check.isSound && check.notices == [] && check.records == keeper.state.sequence)
        #expect(check.segments.map(\.first) == archive + (try folder.segments()))
        let last = try #require(check.seals.lastSeal)
        #expect(check.seals.archived == 0 && check.seals.neverSealed == [] && check.seals.sealedRecords == last.to)
        let path = folder.layout.archived(first: archive[1])
        var lines = String(decoding: try Shell.contents(path), as: UTF8.self).split(separator: "\n").map(String.init)
        lines[3] = lines[3].replacing(#","by":""#, with: #","by":"x"#)
        try Shell.overwrite(path, Array(lines.map { $0 + "\n" }.joined().utf8))
        let problems = try StoreCheck.run(at: folder.path, options: options).problems
        #expect(problems.contains { "\($0)".contains(path) }, "\(problems)")
    }

    @Test("A check says which snapshot no start can use, and that nothing is lost by it")
    func badSnapshot() throws {
        let (folder, options, _) = try Self.archived()
        let name = try #require(try folder.names("snapshot").last)
        let path = folder.layout.snapshots + "/" + name
        try Shell.overwrite(path, Array(try Shell.contents(path).dropLast(9)))
        let report = try StoreCheck.run(at: folder.path, options: options)
        #expect(report.isSound)
        #expect(report.notices.contains { if case .badSnapshot(path, _) = $0 { true } else { false } })
    }
}
