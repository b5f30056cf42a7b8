import Glibc
@testable import Store
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

    @Test("FORMAT names the change once, however many segments are begun")
    func format() throws {
        let fields = try JSONFields(try Shell.contents(store.layout.format).dropLast())
        #expect(try fields.strings("incompat") == ["segments"])
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

    @Test("Only a file whose whole name is a first sequence in ten digits is a segment")
    func names() throws {
        let segments = try store.segments()
        for name in ["7.jsonl", "0000000000.jsonl", "0000000007.json", "0000000007jsonl", "+000000007.jsonl"] {
            try Shell.overwrite("\(store.layout.journal)/\(name)", [])
        }
        #expect(try JournalFolder(store.layout, PosixDisk()).segments == segments)
    }

    @Test("A segment that holds nothing but its first line is not full, however short a segment may be")
    func shortest() throws {
        let store = try TemporaryStore()
        let journal = try store.open(segmentLimit: 1).journal
        try journal.append([.sample(1)])
        #expect(try store.segments() == [1])
        try journal.append([.sample(2)])
        #expect(try store.segments() == [1, 3])
    }

    @Test("A process that opens the store right after a segment was begun reads nothing of the one before it")
    func justBegun() throws {
        let (store, disk) = (try TemporaryStore.filled(20), FaultyDisk())
        let journal = try store.open(disk: disk, segmentLimit: 1000).journal
        disk.before("write MARK", 1) { disk.fail("write", 2, with: .error(ENOSPC)) }
        #expect(throws: TransactError<Never>.self) { try journal.append([.sample(1)]) }
        let next = FaultyDisk()
        #expect(try store.open(.read, disk: next).readOnlyReason == .readOnly(path: store.path, because: nil))
        #expect(try store.segments() == [1, 21] && !next.log.contains("read 0000000001.jsonl"))
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

    @Test("Without a MARK a reader whose segment is not there any more finds nothing new")
    func withoutMarkAndSegment() throws {
        let reader = try store.open(.read).journal
        let last = try reader.lastSequence()
        try PosixDisk().remove(store.layout.mark)
        try PosixDisk().remove(store.layout.segment(first: try #require(try store.segments().last)))
        #expect(try reader.read(after: last, limit: 9).isEmpty)
    }

    @Test("Without a MARK a segment that follows another than the last is not read")
    func withoutMarkBesideStray() throws {
        let whole = try journal.all().map(\.line)
        let stray = Forge.header(900, of: try store.open(.read).identity, previous: 800, length: 10, chain: "0000002a")
        try Shell.overwrite(store.layout.segment(first: 900), stray)
        try PosixDisk().remove(store.layout.mark)
        #expect(try store.open(.read).journal.all().map(\.line) == whole)
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

    @Test("A sealed segment that was cut behind a line lacks what followed, and is named")
    func sealedCut() throws {
        let (segments, bytes) = (try store.segments(), try store.journalBytes())
        for end in bytes[2].indices.dropLast() where bytes[2][end] == 0x0a {
            try Shell.overwrite(store.layout.segment(first: segments[2]), Array(bytes[2][...end]))
            let error = #expect(throws: TransactError<Never>.self) { try store.open(.read).journal.all() }
            guard case .journal(.confirmedMissing(let path, _, _, _)) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(path == store.layout.segment(first: segments[2]))
        }
    }

    @Test("A first line whose number or whose end of the segment before is wrong is refused", arguments: [(1, 0), (0, 10)])
    func wrongLink(leftOut: Int, beyond: Int) throws {
        let store = try TemporaryStore.filled(10)
        let bytes = try Shell.contents(store.segment)
        let (first, identity) = (11 + leftOut, try store.open(.read).identity)
        let line = Forge.header(first, of: identity, previous: 1, length: bytes.count + beyond, chain: Forge.chain(bytes))
        try Shell.overwrite(store.layout.segment(first: UInt64(first)), line)
        let mark = Forge.mark(first, segment: UInt64(first), end: line.count, chain: Forge.chain(line))
        try Shell.overwrite(store.layout.mark, mark)
        let error = #expect(throws: TransactError<Never>.self) { try store.open(.read).journal.all() }
        switch error {
        case .journal(.confirmedMissing(_, after: 10, count: 1, _)) where leftOut == 1: break
        case .journal(.markDisagrees) where leftOut == 0: break
        default: Issue.record("\(String(describing: error))")
        }
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
