import Domain
import Foundation
import Glibc
import Testing

@testable import Store

@Suite("Snapshots and the archive")
struct CompactionTests {
    private static let days: Int64 = 86_400_000

    @Test("Snapshot and what came after it make the state that all records make", arguments: Chance.seeds + [651_699])
    func equal(seed: UInt64) throws {
        var chance = Chance(seed: seed)
        let folder = try TemporaryStore()
        var keeper = try StateKeeper(try folder.open(segmentLimit: 20_000))
        for _ in 0..<6 {
            try keeper.write(1 + chance.below(150), &chance)
            let report = try keeper.compact()
            #expect(report.sequence == keeper.state.sequence && report.isNew)
            try keeper.write(chance.below(60), &chance)
            // Compaction may have begun a segment, whose header is a record as well.
            try keeper.catchUp()
            let fresh = try StateKeeper(try folder.open(.read))
            #expect(fresh.start == report.sequence && fresh.notices.isEmpty, "seed \(seed)")
            let replayed = try StateKeeper(try folder.open(.read), fromSnapshot: false)
            #expect(difference(fresh.state.image, replayed.state.image) == [], "seed \(seed)")
            #expect(difference(fresh.state.image, keeper.state.image) == [], "seed \(seed)")
        }
        #expect(try folder.names("snapshot").count == 2)
        #expect(try StoreCheck.run(at: folder.path, options: TemporaryStore.options()).isSound)
    }

    @Test("A second run at the same place makes nothing new, and what a killed run left is removed")
    func again() throws {
        var chance = Chance(seed: 8)
        let folder = try TemporaryStore()
        var keeper = try StateKeeper(try folder.open())
        try keeper.write(40, &chance)
        try keeper.compact()
        try Shell.overwrite(folder.layout.snapshots + "/0000000009.jsonl.tmp", [1, 2, 3])
        let before = try keeper.store.journal.current()
        #expect(try !keeper.compact().isNew)
        #expect(try keeper.store.journal.current() == before)
        #expect(try folder.names("snapshot") == [StoreLayout.segmentName(keeper.state.sequence) + ".jsonl"])
    }

    @Test("Every flipped bit and every cut of a snapshot is noticed; the one before it, or the journal, takes its place")
    func damage() throws {
        var chance = Chance(seed: 4)
        let folder = try TemporaryStore()
        var keeper = try StateKeeper(try folder.open())
        try keeper.write(25, &chance)
        try keeper.compact()
        let path = folder.layout.snapshot(keeper.state.sequence)
        let good = try Shell.contents(path)
        for place in stride(from: 0, to: good.count, by: 1) {
            var bad = good
            bad[place] ^= UInt8(1 << (place % 8))
            #expect(throws: SnapshotError.self) { try Self.read(bad) }
            #expect(throws: SnapshotError.self) { try Self.read(Array(good[..<place])) }
        }
        try Shell.overwrite(path, Array(good.dropLast(5)))
        var fresh = try StateKeeper(try folder.open(.read))
        #expect(fresh.start == 0 && fresh.notices.count == 1)
        #expect(difference(fresh.state.image, keeper.state.image) == [])
        try Shell.overwrite(path, good)
        let first = keeper.state.sequence
        try keeper.write(9, &chance)
        try keeper.compact()
        try Shell.overwrite(folder.layout.snapshot(keeper.state.sequence), [])
        fresh = try StateKeeper(try folder.open(.read))
        #expect(fresh.start == first && fresh.notices.map(\.path) == [folder.layout.snapshot(keeper.state.sequence)])
        #expect(difference(fresh.state.image, keeper.state.image) == [])
    }

    @Test("A snapshot of another store, of other rules, or from beyond this journal is passed over")
    func foreign() throws {
        var chance = Chance(seed: 6)
        let (one, other) = (try TemporaryStore(), try TemporaryStore())
        var keepers = [try StateKeeper(try one.open()), try StateKeeper(try other.open())]
        for place in 0..<2 {
            try keepers[place].write(20, &chance)
            try keepers[place].compact()
        }
        let name = one.layout.snapshot(keepers[0].state.sequence)
        let good = try Shell.contents(name)
        try Shell.overwrite(name, try Shell.contents(other.layout.snapshot(keepers[1].state.sequence)))
        #expect(try StateKeeper(try one.open(.read)).notices.map(\.reason) == [.otherStore])
        let image = keepers[0].state.image
        let position = try #require(try keepers[0].store.journal.position(after: image.sequence))
        let store = try one.open(.read)
        for (header, reason) in [
            (SnapshotHeader(store: store.identity.description, form: 99, position: position), SnapshotError.otherForm(99)),
            (
                SnapshotHeader(
                    store: store.identity.description,
                    position: ChainPosition(
                        sequence: position.sequence, segment: 1, offset: position.offset, checksum: position.checksum ^ 1,
                        at: position.at)), .otherJournal
            ),
        ] {
            unlink(name)
            _ = try SnapshotWriter.write(image, header, to: name, PosixDisk())
            #expect(try StateKeeper(try one.open(.read)).notices.map(\.reason) == [reason])
        }
        try Shell.overwrite(name, good)
        #expect(try StateKeeper(try one.open(.read)).notices.isEmpty)
    }

    @Test("Records that this version does not know are a reason to leave the snapshot to a newer one")
    func unknown() throws {
        let folder = try TemporaryStore()
        let store = try folder.open()
        try store.journal.append([.sample(1)])
        let keeper = try StateKeeper(store)
        #expect(throws: CompactionError.unknownRecords(count: 1)) { try keeper.compact() }
    }

    @Test("An image that claims counts which its rows do not have is refused")
    func counts() throws {
        var chance = Chance(seed: 2)
        var image = RandomState.make(&chance, events: 300).image
        let id = try #require(image.invitations.lastID)
        image.invitations.update(id) { $0.counts.add(Recipient(user: UserID(1), status: .sent, since: .distantPast)) }
        var builder = ImageBuilder()
        for line in SnapshotCodingTests.lines(image) { try builder.take(line.dropLast()) }
        #expect(builder.image == nil)
    }

    @Test("Old segments go to the archive a week after the snapshot before the newest has made them needless, and stay readable")
    func archive() throws {
        var chance = Chance(seed: 3)
        let folder = try TemporaryStore()
        func open(_ day: Int64) throws -> StoreDirectory {
            try StoreDirectory.open(
                at: folder.path, access: .readWrite,
                options: TemporaryStore.options(now: WallClock.milliseconds() + day * Self.days, segmentLimit: 3_000))
        }
        var keeper = try StateKeeper(try open(0))
        try keeper.write(120, &chance)
        try keeper.compact()
        try keeper.write(60, &chance)
        #expect(try keeper.compact().archived == [])
        let all = try keeper.store.journal.all()
        keeper = try StateKeeper(try open(6))
        #expect(try keeper.compact().archived == [])
        keeper = try StateKeeper(try open(8))
        let report = try keeper.compact()
        #expect(report.archived.count > 2 && report.archived.first == 1)
        #expect(try keeper.store.journal.current()?.archive == report.archived)
        #expect(try keeper.store.journal.current()?.segments == folder.segments())
        #expect(try keeper.store.journal.all().map(\.line) == all.map(\.line))
        let fresh = try folder.open(.read)
        #expect(try fresh.journal.all().map(\.line) == all.map(\.line))
        let check = try StoreCheck.run(at: folder.path, options: TemporaryStore.options())
        #expect(check.problems == [] && check.records == keeper.state.sequence, "\(check.notices)")
        #expect(try StateKeeper(fresh).start == keeper.state.sequence)
        try keeper.write(50, &chance)
        try Shell.overwrite(folder.layout.current, [])
        keeper = try StateKeeper(try open(8))
        try keeper.write(1, &chance)
        #expect(try keeper.store.journal.current()?.archive == report.archived)
        #expect(try keeper.store.journal.current()?.snapshot?.sequence == report.sequence)
    }

    @Test("A store whose archive was taken away starts from its snapshot, and says of the rest that it was archived")
    func withoutArchive() throws {
        var chance = Chance(seed: 3)
        let folder = try TemporaryStore()
        let options = TemporaryStore.options(now: WallClock.milliseconds() + 8 * Self.days, segmentLimit: 3_000)
        var keeper = try StateKeeper(try StoreDirectory.open(at: folder.path, access: .readWrite, options: options))
        try keeper.write(120, &chance)
        try keeper.compact()
        try keeper.write(60, &chance)
        #expect(try keeper.compact().archived.count > 2)
        try keeper.write(5, &chance)
        Shell.remove(folder.layout.archive)
        var fresh = try StateKeeper(try folder.open())
        #expect(difference(fresh.state.image, keeper.state.image) == [])
        try fresh.write(5, &chance)
        #expect {
            _ = try folder.open(.read).journal.read(after: 0, limit: 1)
        } throws: { error in
            if case .archived = error as? JournalError { true } else { false }
        }
    }

    @Test("Only one process makes a snapshot at a time")
    func busy() throws {
        var chance = Chance(seed: 3)
        let folder = try TemporaryStore()
        var keeper = try StateKeeper(try folder.open())
        try keeper.write(5, &chance)
        let other = try StateKeeper(try folder.open())
        var inner: CompactionError?
        _ = try Compaction.run(on: keeper.store) {
            do { try other.compact() } catch { inner = error as? CompactionError }
            return keeper.state.image
        }
        #expect(inner == .busy(path: folder.layout.compactLock))
        #expect(try !Compaction.isDue(on: keeper.store))
    }

    static func read(_ bytes: [UInt8]) throws(SnapshotError) {
        var builder = ImageBuilder()
        _ = try SnapshotReader.read(
            { (offset, count) throws(JournalError) in
                Array(bytes.dropFirst(Int(clamping: offset)).prefix(count))
            }, isWanted: { _ throws(SnapshotError) in }
        ) { (line) throws(JSONError) in try builder.take(line) }
    }
}

extension TemporaryStore {
    func names(_ folder: String) throws -> [String] { try PosixDisk().names(in: path + "/" + folder) }
}
