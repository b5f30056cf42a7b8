import Glibc
import Store
import Testing

struct ReserveTests {
    private let store: TemporaryStore
    private let disk = FaultyDisk()
    private let clock = TestClock()

    init() throws {
        store = try TemporaryStore.filled(10)
    }

    private func open(segmentLimit: UInt64 = 64 << 20) throws -> Journal {
        var options = TemporaryStore.options(disk: disk, segmentLimit: segmentLimit, reserve: 100_000)
        options.now = { [clock] in clock.now }
        return try StoreDirectory.open(at: store.path, access: .readWrite, options: options).journal
    }

    private var reserve: UInt64? { (try? PosixDisk().status(at: store.layout.reserve))?.size }

    @Test("The first turn with room puts the reserve aside, with room on the disk for every byte of it")
    func made() throws {
        #expect(reserve == nil)
        try open().append([.sample(1)])
        #expect(reserve == 100_000)
        disk.forgetLog()
        try open().append([.sample(1)])
        #expect(!disk.log.contains { $0.hasSuffix("reserve.new") })
    }

    @Test("On a full disk a small turn gives up the reserve and is saved; the next ones fail while nothing is free")
    func released() throws {
        let journal = try open()
        try journal.append([.sample(1)])
        disk.fail("write", 2, with: .short(ENOSPC))
        #expect(try journal.append([.sample(2)]).count == 1)
        #expect(reserve == nil && journal.notices == [.reserveReleased])
        let before = try Shell.contents(store.segment)
        disk.fail("write", 2, with: .error(ENOSPC), forEver: true)
        let error = #expect(throws: TransactError<Never>.self) { try journal.append([.sample(3)]) }
        guard case .journal(.outOfSpace) = error else { throw TransactError<Never>.journal(.notAStore(path: "\(error as Any)")) }
        #expect(try Shell.contents(store.segment) == before)
        #expect(try journal.lastSequence() == 12 && journal.readOnlyReason == nil)
    }

    @Test("The reserve is on the disk before it has its name, and its removal before its room is used")
    func order() throws {
        let journal = try open()
        disk.fail("write", 2, with: .error(ENOSPC))
        for number in 1...2 {
            try journal.append([.sample(number)])
            clock.now += 30_000
        }
        let steps = disk.log.filter { $0.contains("reserve") || ["syncDirectory store", "write 0000000001.jsonl"].contains($0) }
        #expect(
            steps == [
                "remove reserve.new", "openToWrite reserve.new", "preallocate reserve.new", "sync reserve.new", "rename reserve",
                "write 0000000001.jsonl", "remove reserve", "syncDirectory store", "write 0000000001.jsonl",
                "remove reserve.new", "openToWrite reserve.new", "preallocate reserve.new", "sync reserve.new", "rename reserve",
                "write 0000000001.jsonl",
            ])
    }

    @Test("A large turn does not touch the reserve")
    func large() throws {
        let journal = try open()
        try journal.append([.sample(1)])
        disk.fail("write", 2, with: .error(ENOSPC))
        #expect(throws: TransactError<Never>.self) { try journal.append((0..<600).map { .sample($0) }) }
        #expect(reserve == 100_000)
    }

    @Test("The reserve is made again when there is room, not before half a minute has passed")
    func madeAgain() throws {
        let journal = try open()
        try journal.append([.sample(1)])
        disk.fail("write", 2, with: .error(EDQUOT))
        try journal.append([.sample(2)])
        clock.now += 29_999
        try journal.append([.sample(3)])
        #expect(reserve == nil)
        clock.now += 1
        try journal.append([.sample(4)])
        #expect(reserve == 100_000)
    }

    @Test("A disk that is full when a segment is begun gives up the reserve too")
    func rolling() throws {
        try open().append([.sample(1)])
        let journal = try open(segmentLimit: 1000)
        disk.fail("write", 3, with: .error(ENOSPC))
        #expect(try journal.append([.sample(2)]).count == 1)
        #expect(try store.segments().count == 2 && journal.notices.contains(.reserveReleased))
        #expect(try StoreCheck.run(at: store.path, options: TemporaryStore.options()).isSound)
    }

    @Test("A reserve that would take more than half of the room, or none at all, is not made")
    func notMade() throws {
        disk.pretend(FileSystemStatus(kind: "ext4", mountPoint: "/", freeBytes: 199_999))
        try open().append([.sample(1)])
        #expect(reserve == nil)
        disk.forgetLog()
        try store.open(disk: disk).journal.append([.sample(2)])
        #expect(!disk.log.contains { $0.contains("reserve") })
    }

    @Test("A reserve that does not fit is not begun and harms nothing")
    func noRoom() throws {
        disk.fail("preallocate", with: .error(ENOSPC))
        #expect(try open().append([.sample(1)]).count == 1)
        #expect(reserve == nil)
        #expect(try PosixDisk().status(at: store.layout.reserve + ".new") == nil)
    }
}
