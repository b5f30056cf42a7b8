import Glibc
@testable import Store
import Synchronization
import Testing

struct DiskFailureTests {
    private let store: TemporaryStore
    private let disk = FaultyDisk()
    private let journal: Journal
    private let before: [UInt8]

    init() throws {
        store = try TemporaryStore.filled(10)
        journal = try store.open(disk: disk).journal
        before = try Shell.contents(store.segment)
    }

    private func commit() -> JournalError? {
        do {
            try journal.append([.sample(50, records: 2)])
            return nil
        } catch TransactError<Never>.journal(let error) {
            return error
        } catch {
            Issue.record("\(error)")
            return nil
        }
    }

    @Test("A commit is written, then synced, then marked, in this order")
    func order() throws {
        disk.forgetLog()
        #expect(commit() == nil)
        let calls = disk.log.filter { $0.hasPrefix("write 0") || $0.hasPrefix("sync") || $0 == "write MARK" }
        #expect(calls == ["write 0000000001.jsonl", "sync 0000000001.jsonl", "write MARK"])
    }

    @Test(
        "A full disk, a quota or a size limit loses nothing: the write is taken back and a later one goes through",
        arguments: [ENOSPC, EDQUOT, EFBIG], [0, 1, 2]
    )
    func outOfSpace(code: Int32, kind: Int) throws {
        switch kind {
        case 0: disk.fail("write", 2, with: .error(code))
        case 1: disk.fail("write", 2, with: .short(code))
        default: disk.fail("sync", with: .errorAfterwards(code))
        }
        guard case .outOfSpace(_, let place, code, let needed, _) = commit() else {
            Issue.record("it was not refused")
            return
        }
        #expect(!place.isEmpty && needed > 0)
        #expect(try Shell.contents(store.segment) == before)
        #expect(journal.readOnlyReason == nil)
        #expect(commit() == nil)
        #expect(try journal.lastSequence() == 12)
    }

    @Test("A disk that takes nothing and reports nothing is a full one")
    func takesNothing() throws {
        disk.fail("write", 2, with: .nothing)
        guard case .outOfSpace(_, _, ENOSPC, _, _) = commit() else {
            Issue.record("it was not refused")
            return
        }
        #expect(try Shell.contents(store.segment) == before)
    }

    @Test("After a failed sync nothing is confirmed, the segment is left alone, and the next turn goes on in a new one")
    func failedSync() throws {
        disk.fail("sync", with: .error(EIO))
        guard case .outcomeUnknown(_, "sync", EIO) = commit() else {
            Issue.record("it was not refused")
            return
        }
        let left = try Shell.contents(store.segment)
        #expect(try journal.all().count == 10)
        disk.forgetLog()
        #expect(commit() == nil)
        #expect(!disk.log.contains("sync 0000000001.jsonl") && !disk.log.contains("write 0000000001.jsonl"))
        #expect(try store.segments() == [1, 11] && Shell.contents(store.segment) == left)
        #expect(try journal.all().map(\.kind)[10...] == ["store.segment", "store.repaired", "sampleHappened", "sampleHappened"])
    }

    @Test("The second refusal of the disk makes this process a reader for good; the next process goes on")
    func secondFailedSync() throws {
        disk.fail("sync", with: .error(EIO))
        #expect(commit() != nil && commit() == nil)
        disk.fail("sync", with: .error(EIO))
        guard case .outcomeUnknown = commit(), case .readOnly(_, .outcomeUnknown) = commit() else {
            Issue.record("it wrote again")
            return
        }
        disk.heal()
        disk.forgetLog()
        #expect(commit() != nil)
        // What is left beyond MARK is not its business any more either.
        journal.settleIfLeft()
        #expect(!disk.log.contains { $0.hasPrefix("write") || $0.hasPrefix("sync") })
        #expect(try journal.all().count == 14)
        let next = try store.open().journal
        #expect(try next.append([.sample(1)]).map(\.sequence) == [17])
        #expect(try store.segments() == [1, 11, 15])
    }

    @Test("What a failed sync left in the page cache is void, however whole it looks: kept in lost+found, never read")
    func poisoned() throws {
        disk.fail("sync", with: .error(EIO))
        #expect(commit() != nil)
        let left = try Shell.contents(store.segment)
        #expect(left.count > before.count)
        #expect(try StoreCheck.run(at: store.path, options: TemporaryStore.options()).notices.contains(.poisoned))
        #expect(try store.open(.read).journal.all().count == 10)

        let next = try store.open().journal
        let written = try next.append([.sample(1)])
        #expect(try next.all().map(\.kind).suffix(3) == ["store.segment", "store.repaired", "sampleHappened"])
        #expect(written.map(\.sequence) == [13])
        let folder = store.layout.lostAndFound
        let saved = try PosixDisk().names(in: folder).filter { $0.hasSuffix(".torn") }
        #expect(try saved.map { try Shell.contents("\(folder)/\($0)") } == [Array(left[before.count...])])
        #expect(try PosixDisk().status(at: store.layout.poison(first: 1)) == nil)
        let report = try StoreCheck.run(at: store.path, options: TemporaryStore.options())
        let void = UInt64(left.count - before.count)
        #expect(report.isSound && report.records == 13)
        #expect(report.notices.contains(.void(segment: store.segment, offset: UInt64(before.count), bytes: void)))
    }

    @Test("A note that another process left makes the next turn begin a segment, also of one that has just written")
    func noteOfAnother() throws {
        #expect(commit() == nil)
        try Shell.overwrite(store.layout.poison(first: 1), [])
        #expect(try commit() == nil && store.segments() == [1, 13])
    }

    @Test("A note of which a digit is wrong names no end: the next writer goes by the bytes themselves, in a new segment")
    func wrongNote() throws {
        disk.fail("sync", with: .error(EIO))
        #expect(commit() != nil)
        let note = store.layout.poison(first: 1)
        let text = String(decoding: try Shell.contents(note), as: UTF8.self)
        try Shell.overwrite(note, Array(text.replacing("\"end\":", with: "\"end\":9").utf8))
        let next = try store.open().journal
        try next.append([.sample(1)])
        #expect(try next.readOnlyReason == nil && store.segments().count == 2)
        #expect(try StoreCheck.run(at: store.path, options: TemporaryStore.options()).isSound)
    }

    @Test("What was confirmed before a refused write and is wrong now is damage, wherever MARK stands")
    func damageBeforeNote() throws {
        let mark = try Shell.contents(store.layout.mark)
        #expect(commit() == nil)
        let end = try Shell.contents(store.segment).count
        disk.fail("sync", with: .error(EIO))
        #expect(commit() != nil)
        var bytes = try Shell.contents(store.segment)
        bytes[(before.count + end) / 2] ^= 1
        try Shell.overwrite(store.segment, bytes)
        try Shell.overwrite(store.layout.mark, mark)
        guard case .readOnly(_, .damaged) = try store.open().readOnlyReason else {
            Issue.record("it was not refused")
            return
        }
    }

    @Test("A read-only file system makes the process a reader, and it says so", arguments: [EROFS, EACCES])
    func readOnly(code: Int32) throws {
        disk.fail("write", 2, with: .error(code))
        guard case .readOnly(_, .system(_, _, code)) = commit() else {
            Issue.record("it was not refused")
            return
        }
        #expect(journal.readOnlyReason != nil)
        #expect(try journal.all().count == 10)
        #expect(try Shell.contents(store.segment) == before)
    }

    @Test("A store that cannot be opened for writing is opened for reading, and says so")
    func openedReadOnly() throws {
        let disk = FaultyDisk()
        disk.fail("openToWrite", with: .error(EROFS))
        var options = TemporaryStore.options(disk: disk)
        options.now = { 0 }
        let journal = try StoreDirectory.open(at: store.path, access: .readWrite, options: options).journal
        guard case .readOnly(_, .system(_, "openToWrite", EROFS)) = journal.readOnlyReason else {
            Issue.record("\(String(describing: journal.readOnlyReason))")
            return
        }
        #expect(try journal.all().count == 10)
        #expect(throws: TransactError<Never>.self) { try journal.append([.sample(1)]) }
        #expect(try Shell.contents(store.segment) == before)
    }

    @Test("A file system that was read-only for a while is tried again after 30 seconds, not before")
    func readOnlyForAWhile() throws {
        let clock = TestClock()
        var options = TemporaryStore.options(disk: disk)
        options.now = { clock.now }
        let journal = try StoreDirectory.open(at: store.path, access: .readWrite, options: options).journal
        disk.fail("write", 2, with: .error(EROFS))
        #expect(throws: TransactError<Never>.self) { try journal.append([.sample(1)]) }
        clock.now += 29_999
        #expect(throws: TransactError<Never>.self) { try journal.append([.sample(1)]) }
        clock.now += 1
        #expect(try journal.append([.sample(1)]).count == 1)
        #expect(journal.readOnlyReason == nil)
    }

    @Test("A store opened while the file system was read-only is written when the mount has come back")
    func mountComesBack() throws {
        let (clock, disk) = (TestClock(), FaultyDisk())
        var options = TemporaryStore.options(disk: disk)
        options.now = { clock.now }
        disk.fail("openToWrite", with: .error(EROFS), forEver: true)
        let journal = try StoreDirectory.open(at: store.path, access: .readWrite, options: options).journal
        clock.now += 30_000
        #expect(throws: TransactError<Never>.self) { try journal.append([.sample(1)]) }
        disk.heal()
        clock.now += 29_999
        #expect(throws: TransactError<Never>.self) { try journal.append([.sample(1)]) }
        clock.now += 1
        #expect(try journal.append([.sample(1)]).count == 1 && journal.readOnlyReason == nil)
    }

    @Test("After a file system was read-only for a while the segment is opened anew: the old descriptor may stay read-only")
    func opensAnew() throws {
        let clock = TestClock()
        var options = TemporaryStore.options(disk: disk)
        options.now = { clock.now }
        let journal = try StoreDirectory.open(at: store.path, access: .readWrite, options: options).journal
        disk.fail("write", 2, with: .error(EROFS))
        #expect(throws: TransactError<Never>.self) { try journal.append([.sample(1)]) }
        clock.now += 30_000
        disk.forgetLog()
        #expect(try journal.append([.sample(1)]).count == 1)
        #expect(disk.log.contains("openToWrite 0000000001.jsonl"))
    }

    @Test("A sync refused by a file system that turned read-only leaves open what became of the write, and is settled later")
    func refusedByReadOnly() throws {
        let clock = TestClock()
        var options = TemporaryStore.options(disk: disk)
        options.now = { clock.now }
        let journal = try StoreDirectory.open(at: store.path, access: .readWrite, options: options).journal
        for call in ["sync", "truncate", "openToWrite", "rename"] { disk.fail(call, with: .error(EROFS), forEver: true) }
        let last = try journal.lastSequence()
        let error = #expect(throws: TransactError<Never>.self) { try journal.transact(after: last) { _ in [.sample(1)] } }
        guard case .journal(.readOnly) = error else {
            guard case .journal(.outcomeUnknown) = error else { throw JSONError(.unexpectedEnd, at: 0) }
            return
        }
    }

    @Test("What the page cache shows and the disk does not have is void, even when no note could be left")
    func lyingCache() throws {
        let lying = LyingDisk()
        let mark = try Shell.contents(store.layout.mark)
        try journal.append([.sample(1, records: 2)])
        try Shell.overwrite(store.layout.mark, mark)
        lying.lose(store.segment, from: before.count)
        let next = try store.open(disk: lying).journal
        #expect(try next.all().map(\.kind)[10...] == ["store.segment", "store.repaired"])
        #expect(try store.segments() == [1, 11])
        #expect(try next.append([.sample(2)]).map(\.sequence) == [13])
        #expect(try StoreCheck.run(at: store.path, options: TemporaryStore.options()).isSound)
    }

    @Test("A MARK that could not be written costs nothing: the next turn puts it right")
    func failedMark() throws {
        disk.fail("write", 3, with: .error(EIO))
        #expect(commit() == nil)
        #expect(try store.open(.read).journal.all().count == 10)
        #expect(commit() == nil)
        #expect(try store.open(.read).journal.all().count == 14)
    }

    @Test(
        "Whatever single call fails, a commit is confirmed or reported, never half there, and the store goes on",
        arguments: [
            "write", "sync", "truncate", "openToWrite", "openToRead", "read", "lock", "remove", "syncDirectory", "rename",
        ])
    func everyCall(call: String) throws {
        for code in [EIO, ENOSPC, EROFS, EACCES, EMFILE] {
            for nth in 1...12 {
                try oneFailure(call, nth, code)
            }
        }
    }

    private func oneFailure(_ call: String, _ nth: Int, _ code: Int32) throws {
        let disk = FaultyDisk()
        let store = try TemporaryStore(copyOf: store.path)
        if nth % 2 == 0 { try Shell.overwrite(store.segment, before + Array("{\"n\":11,".utf8)) }
        disk.fail(call, nth, with: .error(code))
        let isConfirmed = (try? store.open(disk: disk).journal.append([.sample(77, records: 3)])) != nil

        let journal = try store.open().journal
        let found = try journal.all().filter { $0.command == "c-77" }.count
        #expect(journal.readOnlyReason == nil, "\(call) \(nth) \(code)")
        #expect(isConfirmed ? found == 1 : found <= 1, "\(call) \(nth) \(code)")
        #expect(try journal.append([.sample(78)]).count == 1)
        let report = try StoreCheck.run(at: store.path, options: TemporaryStore.options())
        #expect(report.isSound && report.records == report.lastSequence, "\(call) \(nth) \(code)")
    }
}

/// A clock that a test sets.
final class TestClock: Sendable {
    private let time = Mutex<Int64>(1_795_347_290_123)

    var now: Int64 {
        get { time.withLock { $0 } }
        set { time.withLock { $0 = newValue } }
    }
}
