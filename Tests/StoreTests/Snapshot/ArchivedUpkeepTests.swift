import Domain
import Testing

@testable import Store

/// What looks after a store finds what is in the archive, and what a snapshot holds.
@Suite("Upkeep of a store with an archive")
struct ArchivedUpkeepTests {
    private static func archived() throws -> (folder: TemporaryStore, options: StoreOptions, keeper: StateKeeper) {
        var chance = Chance(seed: 3)
        let folder = try TemporaryStore()
        let options = TemporaryStore.options(now: WallClock.milliseconds() + 8 * 86_400_000, segmentLimit: 3_000)
        var keeper = try StateKeeper(try StoreDirectory.open(at: folder.path, access: .readWrite, options: options))
        let secret = User(id: UserID(3), username: "anna.mueller", fullName: "Anna Müller", email: "anna@example.org")
        try keeper.write([.usersChanged([secret])])
        try keeper.write(120, &chance)
        try keeper.write([.usersChanged([secret])])
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

    @Test("A redaction reaches the archive, and leaves no snapshot behind that holds the fields")
    func redaction() throws {
        let (folder, options, _) = try Self.archived()
        let store = try StoreDirectory.open(at: folder.path, access: .readWrite, options: options)
        _ = try StoreRedaction.run(store, user: 3, reason: nil)
        for (name, bytes) in try Shell.snapshot(folder.path) {
            #expect(!String(decoding: bytes, as: UTF8.self).contains("anna"), "\(name)")
        }
        let fresh = try StateKeeper(try StoreDirectory.open(at: folder.path, access: .readWrite, options: options))
        #expect(fresh.start == 0 && fresh.state.users[UserID(3)]?.fullName == "")
        let report = try fresh.compact()
        #expect(report.isNew)
        #expect(try StateKeeper(try folder.open(.read)).start == report.sequence)
        #expect(try StoreCheck.run(at: folder.path, options: options).isSound)
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
