import Glibc
import Store
import Testing

/// What a turn looks at before it writes.
struct TurnTests {
    private let store: TemporaryStore
    private let disk = FaultyDisk()

    init() throws {
        store = try TemporaryStore.filled(10)
    }

    private func refusal(_ journal: Journal) throws -> JournalError? {
        do {
            try journal.append([.sample(1)])
            return nil
        } catch TransactError<Never>.journal(let error) {
            return error
        }
    }

    @Test("A journal that was opened for reading is not written")
    func openedToRead() throws {
        let before = try Shell.snapshot(store.path)
        #expect(try refusal(store.open(.read).journal) == .readOnly(path: store.path, because: nil))
        #expect(try Shell.snapshot(store.path) == before)
    }

    @Test("A turn in which nothing is to be written syncs nothing")
    func nothing() throws {
        let journal = try store.open(disk: disk).journal
        disk.forgetLog()
        #expect(try journal.transact(after: 0) { _ in [] }.isEmpty)
        #expect(!disk.log.contains { $0.hasPrefix("sync") || $0 == "write MARK" })
    }

    @Test("A FORMAT that was put in from another store is refused")
    func foreignFormat() throws {
        let (journal, other) = (try store.open().journal, try TemporaryStore())
        let before = try Shell.contents(store.segment)
        try Shell.overwrite(store.layout.format, try Shell.contents(other.layout.format))
        #expect(try refusal(journal) == .replaced(path: store.layout.format))
        #expect(try Shell.contents(store.segment) == before)
    }

    @Test("Damage in what a turn hands over is refused before its body is called")
    func damageBefore() throws {
        var bytes = try Shell.contents(store.segment)
        bytes[bytes.count / 2] ^= 1
        try Shell.overwrite(store.segment, bytes)
        let journal = try store.open().journal
        let error = #expect(throws: TransactError<Never>.self) {
            try journal.transact(after: 0) { _ in
                Issue.record("the body was called")
                return []
            }
        }
        guard case .journal(.damaged) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(journal.readOnlyReason?.isDamage == true)
    }

    @Test("A turn of one who has seen everything reads nothing of what lies far behind")
    func readsNothing() throws {
        let journal = try store.open(segmentLimit: 1000).journal
        for number in 0..<20 { try journal.append([.sample(number)]) }
        let last = try journal.lastSequence()
        let next = try store.open(disk: disk).journal
        disk.forgetLog()
        _ = try next.transact(after: last) { _ in [.sample(20)] }
        #expect(!disk.log.contains("read 0000000001.jsonl"))
    }

    @Test("A disk that is too full to save a torn tail aside is said to be full; the next turn goes on when it is not")
    func fullWhileSettling() throws {
        try Shell.overwrite(store.segment, try Shell.contents(store.segment) + Array("{\"n\":11,".utf8))
        for call in ["write", "preallocate"] { disk.fail(call, with: .error(ENOSPC), forEver: true) }
        let journal = try store.open(disk: disk).journal
        guard case .outOfSpace = try refusal(journal) else {
            Issue.record("\(String(describing: journal.readOnlyReason))")
            return
        }
        disk.heal()
        #expect(try refusal(journal) == nil)
    }
}
