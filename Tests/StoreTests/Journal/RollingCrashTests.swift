import Glibc
import Store
import Testing

/// A segment is begun in steps; a process may end, or the power may fail, between any two of them.
struct RollingCrashTests {
    private let store: TemporaryStore
    private let records: Int

    init() throws {
        store = try TemporaryStore()
        let journal = try store.open().journal
        for number in 0..<12 { try journal.append([.sample(number, records: 2)]) }
        records = try journal.all().count
    }

    private func open(_ store: TemporaryStore, _ disk: any Disk = PosixDisk()) throws -> Journal {
        try store.open(disk: disk, segmentLimit: 1000).journal
    }

    /// What must hold whatever happened: everything confirmed is there once, and work goes on.
    private func verify(_ store: TemporaryStore, _ what: Comment) throws {
        let journal = try open(store)
        try journal.append([.sample(90)])
        #expect(journal.readOnlyReason == nil, what)
        let all = try store.open(.read).journal.all()
        #expect(all.map(\.sequence) == Array(1...UInt64(all.count)), what)
        let commands = all.compactMap(\.command)
        #expect(commands.filter { $0 != "c-80" } == (0..<12).map { "c-\($0)" } + ["c-90"], what)
        let report = try StoreCheck.run(at: store.path, options: TemporaryStore.options())
        #expect(report.isSound && report.lastSequence == UInt64(all.count), what)
        #expect(try Current(Shell.contents(store.layout.current))?.segments == store.segments(), what)
        #expect(report.notices.allSatisfy { if case .straySegment = $0 { false } else { true } }, what)
        let before = try Shell.snapshot(store.path)
        _ = try open(store).all()
        #expect(try Shell.snapshot(store.path) == before, what)
    }

    @Test("A segment is begun in this order: FORMAT, the file, its folder, CURRENT, MARK; then the records")
    func order() throws {
        let disk = FaultyDisk()
        try open(store, disk).append([.sample(80)])
        let steps = disk.log.filter { line in
            ["sync", "rename", "write MARK"].contains { line.hasPrefix($0) } && !line.hasSuffix("reserve")
        }
        #expect(
            steps == [
                "sync FORMAT.new", "rename FORMAT", "syncDirectory store", "sync 0000000026.jsonl", "syncDirectory journal",
                "sync CURRENT.new", "rename CURRENT", "syncDirectory store", "write MARK", "sync 0000000026.jsonl", "write MARK",
            ])
    }

    @Test("Whatever call fails while a segment is begun, the next writer goes on", arguments: [EIO, ENOSPC, EROFS])
    func everyCall(code: Int32) throws {
        for call in ["write", "sync", "syncDirectory", "rename", "openToWrite", "remove", "read", "openToRead", "truncate"] {
            for nth in 1...8 {
                let (copy, disk) = (try TemporaryStore(copyOf: store.path), FaultyDisk())
                let journal = try open(copy, disk)
                disk.fail(call, nth, with: .error(code))
                _ = try? journal.append([.sample(80)])
                try verify(copy, "\(call) \(nth) \(code)")
            }
        }
    }

    @Test("Whatever call fails for ever from some step on, as if the process had ended there, the next writer goes on")
    func endsThere() throws {
        let calls = ["write", "sync", "syncDirectory", "rename", "remove", "truncate"]
        for nth in 1...20 {
            let (copy, disk) = (try TemporaryStore(copyOf: store.path), FaultyDisk())
            let journal = try open(copy, disk)
            disk.stop(calls, after: nth)
            _ = try? journal.append([.sample(80)])
            try verify(copy, "stopped after \(nth) calls")
        }
    }

    @Test("A segment that holds its header and follows is adopted; MARK and CURRENT are put right")
    func adopted() throws {
        try open(store).append([.sample(80)])
        let full = try store.journalBytes()
        let header = Array(full[1].prefix { $0 != 0x0a }) + [0x0a]
        try Shell.overwrite(store.layout.segment(first: 26), header)
        let old = Forge.mark(after: full[0].split(separator: 0x0a).map { Array($0) + [0x0a] })
        try Shell.overwrite(store.layout.mark, old)
        try PosixDisk().remove(store.layout.current)
        #expect(try store.open(.read).journal.all().count == records)
        let disk = FaultyDisk()
        #expect(try open(store, disk).append([.sample(90)]).map(\.sequence) == [27])
        let steps = disk.log.filter { ["sync 0000000026.jsonl", "readDirect 0000000026.jsonl", "write MARK"].contains($0) }
        #expect(steps.starts(with: ["sync 0000000026.jsonl", "readDirect 0000000026.jsonl"]))
        #expect(try PosixDisk().names(in: store.layout.lostAndFound).isEmpty)
    }

    @Test("A MARK that is several segments too low after a power loss loses nothing")
    func lowMark() throws {
        let low = try Shell.contents(store.layout.mark)
        let journal = try open(store)
        for number in 12..<40 { try journal.append([.sample(number, records: 2)]) }
        let whole = try journal.all().map(\.line)
        #expect(try store.segments().count > 4)
        try Shell.overwrite(store.layout.mark, low)
        let next = try open(store)
        #expect(try next.append([.sample(40)]).count == 1)
        #expect(try next.all().map(\.line).starts(with: whole))
        #expect(next.notices.isEmpty)
    }

    @Test("What is missing before a segment that follows is refused, even if MARK is too low to know of it")
    func lowMarkBeforeGap() throws {
        let lines = Forge.lines(try Forge.heads(store))
        try open(store).append([.sample(80)])
        try Shell.overwrite(store.segment, lines.dropLast(2).flatMap(\.self))
        try Shell.overwrite(store.layout.mark, Forge.mark(after: Array(lines.prefix(5))))
        #expect(throws: TransactError<Never>.self) { try open(store).transact(after: 5) { _ in [.sample(90)] } }
        #expect(try open(store).readOnlyReason?.isDamage == true)
    }

    @Test("Every cut and every run of NULs of a header that nobody confirmed moves the file to lost+found")
    func tornHeader() throws {
        let disk = FaultyDisk()
        let journal = try open(store, disk)
        disk.fail("rename", 2, with: .error(EIO))
        #expect(throws: TransactError<Never>.self) { try journal.append([.sample(80)]) }
        let header = try Shell.contents(store.layout.segment(first: 26))
        for length in stride(from: 0, through: header.count - 1, by: 9) {
            for nuls in [0, 200] {
                let copy = try TemporaryStore(copyOf: store.path)
                try Shell.overwrite(
                    copy.layout.segment(first: 26), header.prefix(length) + [UInt8](repeating: 0, count: nuls))
                try verify(copy, "\(length) bytes and \(nuls) NULs")
                let saved = try PosixDisk().names(in: copy.layout.lostAndFound)
                #expect(saved == ["0000000026-0.torn", "0000000026-0.torn.why"])
            }
        }
    }

    @Test("A segment that is moved away is in lost+found, with the reason, before the next write")
    func orderAside() throws {
        try Shell.overwrite(store.layout.segment(first: 26), Array("{\"n\":26,".utf8))
        let disk = FaultyDisk()
        _ = try store.open(disk: disk)
        let steps = disk.log.filter { line in ["rename", "sync"].contains { line.hasPrefix($0) } }
        #expect(
            steps == [
                "sync 0000000026.jsonl", "syncDirectory journal", "rename 0000000026-0.torn", "sync 0000000026-0.torn.why",
                "syncDirectory lost+found", "sync 0000000001.jsonl",
            ])
    }

    @Test("A header of another store, or behind another segment, does not follow, however well its chain goes on")
    func foreignHeader() throws {
        let (identity, bytes) = (try store.open(.read).identity, try Shell.contents(store.segment))
        for (owner, previous) in [(StoreID.random(), 1), (identity, 7)] {
            let copy = try TemporaryStore(copyOf: store.path)
            let header = Forge.header(26, of: owner, previous: previous, length: bytes.count, chain: Forge.chain(bytes))
            try Shell.overwrite(copy.layout.segment(first: 26), header)
            try copy.open().journal.append([.sample(90)])
            #expect(try copy.segments() == [1])
            #expect(try PosixDisk().names(in: copy.layout.lostAndFound).first == "0000000026-0.torn")
        }
    }

    @Test("A header that names an end before MARK is none of this journal's: what was confirmed behind that end stays")
    func branch() throws {
        let other = try TemporaryStore(copyOf: store.path)
        try open(other).append([.sample(80)])
        try store.open().journal.append([.sample(70)])
        let header = try other.journalBytes()[1].prefix { $0 != 0x0a } + [0x0a]
        try Shell.overwrite(store.layout.segment(first: 26), Array(header))
        let next = try store.open().journal
        try next.append([.sample(71)])
        #expect(try next.all().compactMap(\.command).suffix(2) == ["c-70", "c-71"])
        #expect(try store.segments() == [1])
        #expect(try PosixDisk().names(in: store.layout.lostAndFound).first == "0000000026-0.torn")
        #expect(try StoreCheck.run(at: store.path, options: TemporaryStore.options()).isSound)
    }

    @Test("A segment that does not follow is moved away while it holds its header only, and refused if it holds records")
    func strays() throws {
        let other = try TemporaryStore()
        let journal = try other.open(segmentLimit: 1000).journal
        for number in 0..<12 { try journal.append([.sample(number, records: 2)]) }
        let foreign = try other.journalBytes()[1]
        let stray = store.layout.segment(first: try other.segments()[1])
        try Shell.overwrite(stray, Array(foreign.prefix { $0 != 0x0a }) + [0x0a])
        let copy = try TemporaryStore(copyOf: store.path)
        try verify(copy, "header of another store")
        #expect(try PosixDisk().names(in: copy.layout.lostAndFound).count == 2)

        try Shell.overwrite(stray, foreign)
        let before = try Shell.snapshot(store.path)
        let error = #expect(throws: TransactError<Never>.self) { try open(store).append([.sample(1)]) }
        guard case .journal(.readOnly(_, .damaged(let damage))) = error, damage.fault == .straySegment else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(try Shell.snapshot(store.path).filter { $0.key != "lock/write" } == before.filter { $0.key != "lock/write" })
        #expect(try store.open(.read).journal.all().count == records)
    }
}
