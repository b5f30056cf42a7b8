import Store
import Testing

struct TornTailTests {
    private let store: TemporaryStore
    private let mark: [UInt8]
    private let confirmed: [UInt8]
    private let full: [UInt8]

    /// A confirmed beginning, and a transaction of three records beyond MARK.
    init() throws {
        store = try TemporaryStore.filled(10)
        mark = try Shell.contents(store.layout.mark)
        confirmed = try Shell.contents(store.segment)
        try store.open().journal.append([.sample(100, records: 3)])
        full = try Shell.contents(store.segment)
    }

    private func put(_ bytes: [UInt8]) throws {
        try Shell.overwrite(store.segment, bytes)
        try Shell.overwrite(store.layout.mark, mark)
    }

    @Test("Every cut of an unconfirmed transaction removes all of it, keeps the bytes aside and says so")
    func cuts() throws {
        for length in confirmed.count + 1..<full.count - 1 {
            try put(Array(full.prefix(length)))
            let journal = try store.open().journal
            guard journal.readOnlyReason == nil, case .tailRemoved(let bytes, let name) = journal.notices.first else {
                Issue.record("cut at \(length): \(String(describing: journal.readOnlyReason))")
                return
            }
            #expect(bytes == UInt64(length - confirmed.count))
            let saved = try Shell.contents("\(store.layout.lostAndFound)/\(name)")
            #expect(saved == Array(full[confirmed.count..<length]))
            let last = try journal.all().last
            #expect(last?.kind == "store.repaired" && last?.sequence == 11)
            #expect(try Shell.contents(store.segment).starts(with: confirmed))
        }
        let why = try PosixDisk().names(in: store.layout.lostAndFound).filter { $0.hasSuffix(".why") }
        #expect(why.count == full.count - confirmed.count - 2)
    }

    @Test("What is cut off lies in lost+found, with the reason, before it is cut; a note stands there until the cut is saved")
    func order() throws {
        try put(full.dropLast(10))
        let disk = FaultyDisk()
        _ = try store.open(disk: disk)
        let steps = disk.log.filter { line in
            ["sync", "truncate", "remove"].contains { line.hasPrefix($0) } || line == "openToWrite 0000000001.poisoned"
        }
        let torn = "0000000001-\(confirmed.count).torn"
        #expect(
            steps == [
                "sync 0000000001.jsonl", "sync \(torn)", "sync \(torn).why", "syncDirectory lost+found",
                "openToWrite 0000000001.poisoned", "truncate 0000000001.jsonl", "sync 0000000001.jsonl",
                "remove 0000000001.poisoned", "sync 0000000001.jsonl",
            ])
    }

    @Test("What another writer left beyond MARK is cut off before the next write, also by one that has just written")
    func leftMeanwhile() throws {
        let journal = try store.open().journal
        try journal.append([.sample(1)])
        let torn = "{\"n\":15," + String(repeating: "x", count: 2000)
        try Shell.overwrite(store.segment, try Shell.contents(store.segment) + Array(torn.utf8))
        try journal.append([.sample(2)])
        #expect(try journal.notices.count == 1 && store.open(.read).journal.all().map(\.kind)[14] == "store.repaired")
    }

    @Test("A transaction that is whole, with or without its LF, is confirmed")
    func whole() throws {
        for tail in [[], [0], [0, 0, 0, 0]] as [[UInt8]] {
            try put(full.dropLast() + tail)
            let journal = try store.open().journal
            #expect(try journal.all().count == 13 && journal.notices.isEmpty)
            #expect(try Shell.contents(store.segment) == full)
        }
    }

    @Test("NULs from any byte to the end of an unconfirmed transaction remove it")
    func zeroTails() throws {
        for start in stride(from: confirmed.count, to: full.count - 1, by: 3) {
            try put(full.prefix(start) + [UInt8](repeating: 0, count: full.count - start + 600))
            let journal = try store.open().journal
            #expect(journal.readOnlyReason == nil)
            #expect(try journal.all().map(\.kind).last == "store.repaired")
        }
    }

    @Test("More NULs than any write has bytes are damage")
    func tooManyZeros() throws {
        try put(confirmed)
        let file = try PosixDisk().open(store.segment, .readWrite, create: .never, mode: 0)
        defer { PosixDisk().close(file) }
        try PosixDisk().truncate(file, to: 65 << 20)
        #expect(try store.open().readOnlyReason?.isDamage == true)
    }

    @Test("A sector of an unconfirmed transaction that never reached the disk removes the transaction, not the store")
    func lostSector() throws {
        try put(confirmed)
        try store.open().journal.append([.sample(1, records: 16)])
        let long = try Shell.contents(store.segment)
        let sectors = (confirmed.count / 512 + 1)..<long.count / 512
        for sector in sectors {
            var bytes = long
            for place in sector * 512..<(sector + 1) * 512 { bytes[place] = 0 }
            try put(bytes)
            let journal = try store.open().journal
            #expect(journal.readOnlyReason == nil)
            #expect(try journal.all().last?.kind == "store.repaired")
        }
        #expect(sectors.count > 2)
    }

    /// The journal with a sector lost that lies wholly inside what was written behind the confirmed beginning.
    private func losing(_ bytes: [UInt8], sector: Int) -> [UInt8] {
        var bytes = bytes
        for place in sector * 512..<(sector + 1) * 512 { bytes[place] = 0 }
        return bytes
    }

    @Test("A lost sector with a later write behind it is damage: what was written before a sync was confirmed")
    func lostSectorInside() throws {
        try put(confirmed)
        let journal = try store.open().journal
        for number in 0..<12 { try journal.append([.sample(number)]) }
        let whole = try Shell.contents(store.segment)
        for sector in confirmed.count / 512 + 1..<whole.count / 512 - 1 {
            let bytes = losing(whole, sector: sector)
            try put(bytes)
            guard case .readOnly(_, .damaged) = try store.open().readOnlyReason else {
                Issue.record("sector \(sector) was not refused")
                return
            }
            #expect(try Shell.contents(store.segment) == bytes)
        }
    }

    @Test("A lost sector in one write of several transactions removes those from there on, and keeps those before it")
    func lostSectorInGroup() throws {
        try put(confirmed)
        try store.open().journal.append((0..<12).map { .sample($0, records: $0 % 3 + 1) })
        let whole = try Shell.contents(store.segment)
        let sectors = confirmed.count / 512 + 1..<whole.count / 512
        for sector in sectors {
            try put(losing(whole, sector: sector))
            let journal = try store.open().journal
            #expect(journal.readOnlyReason == nil, "sector \(sector)")
            let commands = try journal.all().dropFirst(10).compactMap(\.command)
            #expect(commands == (0..<commands.count).map { "c-\($0)" } && commands.count < 12)
            #expect(try Shell.contents(store.segment).starts(with: whole.prefix(sector * 512 - 600)))
        }
        #expect(sectors.count > 4)
    }

    @Test("A lost sector in one write with a second write behind it is damage, wherever the sector lies")
    func lostSectorBeforeLaterWrite() throws {
        try put(confirmed)
        let journal = try store.open().journal
        try journal.append((0..<12).map { .sample($0) })
        let end = try Shell.contents(store.segment).count
        try journal.append([.sample(12)])
        let whole = try Shell.contents(store.segment)
        for sector in confirmed.count / 512 + 1..<end / 512 {
            try put(losing(whole, sector: sector))
            #expect(try store.open().readOnlyReason?.isDamage == true, "sector \(sector)")
        }
    }

    @Test("A few NULs inside a line are damage, not a lost sector")
    func nulsInside() throws {
        var bytes = full
        let middle = (confirmed.count + full.count) / 2
        let start = middle % 512 < 8 ? middle + 8 : middle
        for place in start..<start + 3 { bytes[place] = 0 }
        try put(bytes)
        guard case .readOnly(_, .damaged) = try store.open().readOnlyReason else {
            Issue.record("it was not refused")
            return
        }
        #expect(try Shell.contents(store.segment) == bytes)
    }

    @Test("A whole transaction before a torn one is kept")
    func keepsTheWhole() throws {
        try put(full)
        try store.open().journal.append([.sample(2, records: 2)])
        let longer = try Shell.contents(store.segment)
        try put(longer.dropLast(40))
        let kinds = try store.open().journal.all().map(\.kind)
        #expect(kinds.count == 14 && kinds.last == "store.repaired" && kinds[12] == "sampleHappened")
    }

    @Test("A reader changes nothing, and sees neither a torn nor an unconfirmed transaction")
    func reader() throws {
        try put(Array(full.dropLast(10)))
        let before = try Shell.snapshot(store.path)
        #expect(try store.open(.read).journal.all().count == 10)
        let report = try StoreCheck.run(at: store.path, options: TemporaryStore.options())
        #expect(report.isSound && report.records == 10)
        #expect(report.notices == [.tornTail(offset: UInt64(confirmed.count), bytes: UInt64(full.count - 10 - confirmed.count))])
        #expect(try Shell.snapshot(store.path) == before)
    }

    @Test("What somebody is writing beyond MARK is left alone for as long as that may take")
    func stillWriting() throws {
        let later = try Shell.contents(store.layout.mark)
        try put(full.dropLast(40))
        let disk = FaultyDisk()
        var options = TemporaryStore.options(disk: disk)
        options.settlingDelay = .seconds(3600)
        disk.before("read MARK", 5) { [store, full] in
            try? Shell.overwrite(store.segment, full)
            try? Shell.overwrite(store.layout.mark, later)
        }
        let journal = try StoreDirectory.open(at: store.path, access: .readWrite, options: options).journal
        #expect(try journal.notices.isEmpty && journal.all().count == 13)
        #expect(try Shell.contents(store.segment) == full)
    }

    @Test("Opening a second time after a repair changes no byte")
    func idempotent() throws {
        try put(Array(full.dropLast(10)))
        _ = try store.open().journal.all()
        let before = try Shell.snapshot(store.path)
        _ = try store.open().journal.all()
        #expect(try Shell.snapshot(store.path) == before)
    }
}
