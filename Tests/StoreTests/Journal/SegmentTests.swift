import Glibc
import Store
import Testing

struct SegmentTests {
    private let store: TemporaryStore
    private let journal: Journal

    /// Segments of about a kilobyte: a new one every few commits.
    init() throws {
        store = try TemporaryStore()
        journal = try store.open(segmentLimit: 1000).journal
        for number in 0..<30 { try journal.append([.sample(number, records: number % 3 + 1)]) }
    }

    @Test("A segment is sealed when it has reached its length, and named by its first sequence")
    func sealing() throws {
        let segments = try store.segments()
        #expect(segments.count > 8)
        for (place, bytes) in try store.journalBytes().enumerated() {
            let first = try JSONFields(bytes.prefix { $0 != 0x0a })
            #expect(try first.integer("n", as: UInt64.self) == segments[place])
            #expect(try first.string("k") == "store.segment")
            if place < segments.count - 1 { #expect(bytes.count >= 1000 && bytes.count < 1800) }
        }
    }

    @Test("A segment's first line names store, first sequence, and exactly where the one before it ends")
    func header() throws {
        let bytes = try store.journalBytes()
        for place in 1..<bytes.count {
            let content = try JSONFields(bytes[place].prefix { $0 != 0x0a }).object("d")
            #expect(try content.string("store") == store.open(.read).identity.description)
            #expect(try content.integer("prev", as: UInt64.self) == store.segments()[place - 1])
            #expect(try content.integer("prev_len", as: Int.self) == bytes[place - 1].count)
            let chain = String(decoding: bytes[place - 1].dropLast(3).suffix(8), as: UTF8.self)
            #expect(try content.string("prev_chain") == chain)
        }
    }

    @Test("The chain goes on over the boundary: all segments together are one sound journal")
    func oneChain() throws {
        let whole = try store.journalBytes().flatMap(\.self)
        let heads = whole.split(separator: 0x0a).map { String(decoding: $0.dropLast(18), as: UTF8.self) }
        #expect(Forge.lines(heads).flatMap(\.self) == whole)
        let report = try StoreCheck.run(at: store.path, options: TemporaryStore.options())
        #expect(report.isSound && report.notices.isEmpty && report.bytes == UInt64(whole.count))
    }

    @Test("Reads in steps of any size cross segments and see the same; a turn hands over what lies in several")
    func reading() throws {
        let whole = try store.open(.read).journal.all()
        #expect(whole.map(\.sequence) == Array(1...UInt64(whole.count)))
        #expect(whole.compactMap(\.command) == (0..<30).map { "c-\($0)" })
        for limit in [1, 2, 3, 7, 50] {
            var lines: [ArraySlice<UInt8>] = []
            let reader = try store.open(.read).journal
            _ = try reader.forEachBatch(after: 0, limit: limit) { lines += $0.map(\.line) }
            #expect(lines == whole.map(\.line))
        }
        for position in whole.filter(\.endsTransaction).map(\.sequence) {
            let missed = try store.open(.read).journal.read(after: position, limit: .max)
            #expect(missed.map(\.sequence) == whole.map(\.sequence).filter { $0 > position })
        }
        var missed: [Record] = []
        _ = try store.open().journal.transact(after: 4) {
            missed = $0; return []
        }
        #expect(missed.map(\.line) == whole.dropFirst(4).map(\.line))
    }

    @Test("Another process follows over the boundaries, with the same bytes and without a gap")
    func following() throws {
        let follower = try store.open(.read).journal
        var last = try follower.lastSequence()
        for number in 30..<60 {
            try journal.append([.sample(number)])
            let news = try follower.read(after: last, limit: 100)
            #expect(news.first?.sequence == last + 1 && news.last?.command == "c-\(number)")
            last = news.last?.sequence ?? last
        }
    }

    @Test("Two writers take turns over the boundaries")
    func twoWriters() throws {
        let other = try store.open(segmentLimit: 1000).journal
        for number in 30..<60 { try (number % 2 == 0 ? journal : other).append([.sample(number)]) }
        let all = try store.open(.read).journal.all()
        #expect(all.compactMap(\.command) == (0..<60).map { "c-\($0)" })
        #expect(try StoreCheck.run(at: store.path, options: TemporaryStore.options()).isSound)
    }

    @Test("A turn that begins a segment hands over its first line too, so that its caller sees no gap")
    func noGap() throws {
        var (last, rolls) = (try journal.lastSequence(), 0)
        for number in 30..<60 {
            var missed: [Record] = []
            let written = try journal.transact(after: last) { records in
                missed = records
                return [.sample(number)]
            }
            rolls += missed.count { $0.kind == "store.segment" }
            let sequences = (missed + written).map(\.sequence)
            #expect(sequences == Array(last + 1..<last + 1 + UInt64(sequences.count)))
            last = sequences.last ?? last
        }
        #expect(rolls > 3)
    }

    @Test("Without a MARK readers see all segments, and the next writer makes MARK anew")
    func withoutMark() throws {
        let mark = try Shell.contents(store.layout.mark)
        let whole = try journal.all().map(\.line)
        for bytes in [Array(mark.dropLast()), [UInt8](repeating: 0, count: 128)] {
            try Shell.overwrite(store.layout.mark, bytes)
            #expect(try store.open(.read).journal.all().map(\.line) == whole)
            #expect(try store.open(.read).journal.read(after: 20, limit: 9).map(\.sequence).first == 21)
            let next = try store.open().journal
            #expect(next.notices == [.markRebuilt] && next.readOnlyReason == nil)
            #expect(try Shell.contents(store.layout.mark) == mark)
        }
    }

    @Test("Bytes that the next segment's header makes void are no records, with MARK or without")
    func voidBytes() throws {
        let (store, disk) = (try TemporaryStore.filled(10), FaultyDisk())
        let journal = try store.open(disk: disk).journal
        disk.fail("sync", with: .error(EIO))
        #expect(throws: TransactError<Never>.self) { try journal.append([.sample(50, records: 2)]) }
        try journal.append([.sample(51)])
        let whole = try journal.all()
        #expect(whole.compactMap(\.command).suffix(1) == ["c-51"] && !whole.contains { $0.command == "c-50" })
        try PosixDisk().remove(store.layout.mark)
        #expect(try store.open(.read).journal.all().map(\.line) == whole.map(\.line))
        try store.open().journal.append([.sample(52)])
        #expect(try store.open().journal.all().map(\.line).starts(with: whole.map(\.line)))
    }

    @Test("Damage in a sealed segment is refused where it is; everything before it can be read, and the check finds it")
    func sealedDamage() throws {
        let (segments, bytes) = (try store.segments(), try store.journalBytes())
        let path = store.layout.segment(first: segments[2])
        var flipped = bytes[2]
        flipped[bytes[2].count / 2] ^= 1
        let cuts = [bytes[2].count - 1, bytes[2].count - 2, bytes[2].count / 2, 1, 0].map { Array(bytes[2].prefix($0)) }
        for broken in cuts.dropFirst() + [flipped] {
            try Shell.overwrite(path, broken)
            var records: [Record] = []
            let reader = try store.open(.read).journal
            let error = #expect(throws: TransactError<Never>.self) {
                _ = try reader.forEachBatch(after: 0, limit: 3) { records += $0 }
            }
            guard case .journal(let error) = error else { return }
            #expect(error.isDamage && error.description.contains(path))
            #expect(records.count >= Int(segments[2]) - 1 && records.count < Int(segments[3]) - 1)
            let report = try StoreCheck.run(at: store.path, options: TemporaryStore.options())
            #expect(!report.isSound)
        }
        // Nothing but the last line feed is missing: no record is.
        try Shell.overwrite(path, cuts[0])
        #expect(try store.open(.read).journal.all().count == journal.all().count)
    }

    @Test("Two segments that change places are refused")
    func swapped() throws {
        let (segments, bytes) = (try store.segments(), try store.journalBytes())
        try Shell.overwrite(store.layout.segment(first: segments[1]), bytes[2])
        try Shell.overwrite(store.layout.segment(first: segments[2]), bytes[1])
        let error = #expect(throws: TransactError<Never>.self) { try store.open(.read).journal.all() }
        guard case .journal(let error) = error else { return }
        #expect(error.isDamage)
        #expect(try !StoreCheck.run(at: store.path, options: TemporaryStore.options()).isSound)
    }
}
