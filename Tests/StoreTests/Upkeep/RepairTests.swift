import Glibc
import Store
import Testing

/// A repair keeps what the checksums prove, leaves out whole transactions, and accounts for every line.
struct RepairTests {
    private let store: TemporaryStore
    private let options = TemporaryStore.options()
    private var target: String { store.folder + "/repaired" }

    init() throws { store = try TemporaryStore.filled(40) }

    private var lines: [[UInt8]] {
        get throws { try Shell.contents(store.segment).split(separator: 0x0a).map { Array($0) + [0x0a] } }
    }

    private func repair() throws -> StoreRepair.Report {
        let before = try Shell.snapshot(store.path)
        defer { #expect((try? Shell.snapshot(store.path)) == before, "the damaged store is only read") }
        let report = try StoreRepair.run(at: store.path, to: target, options: options)
        #expect(report.check.isSound, "\(report.check.problems)")
        return report
    }

    private func newSegment() throws -> [UInt8] { try Shell.contents(StoreLayout(root: target).segment(first: 1)) }

    /// Reads the new store, goes on writing in it, and returns what is from the old one.
    private func reopened() throws -> [Record] {
        let journal = try StoreDirectory.open(at: target, access: .readWrite, options: options).journal
        try journal.append([.sample(90)])
        let all = try journal.all()
        #expect(all.map(\.sequence) == Array(1...UInt64(all.count)))
        #expect(try StoreCheck.run(at: target, options: options).isSound)
        _ = try StoreDirectory.open(at: target, access: .read, options: options).secrets()
        let rebuilt = try #require(all.firstIndex { $0.kind == "store.rebuilt" })
        #expect(all[rebuilt + 1].kind == "store.workerStarted")
        return Array(all[..<(rebuilt - 1)])
    }

    @Test("A sound store is copied byte for byte, and every line is accounted for as kept")
    func nothingWrong() throws {
        let report = try repair()
        #expect(report.isComplete && report.renumberedFrom == nil && report.account.skipped == 0)
        let (count, old) = (try lines.count, try store.open(.read).journal.all())
        #expect(report.account.kept == UInt64(count) && report.account.entries.count == 1)
        let (copy, original) = (try newSegment(), try Shell.contents(store.segment))
        #expect(copy == original)
        let new = try reopened()
        #expect(new.map(\.line) == old.map(\.line))
    }

    @Test("A damaged line takes its whole transaction with it; what follows keeps its content and gets dense numbers")
    func damagedLine() throws {
        let old = try store.open(.read).journal.all()
        let place = try #require(old.firstIndex { $0.elementCount == 3 && $0.element == 2 && $0.sequence > 10 })
        var broken = try lines
        broken[place][40] ^= 1
        try Shell.overwrite(store.segment, broken.flatMap(\.self))
        let report = try repair()
        #expect(!report.isComplete && report.account.skipped == 3 && report.missing == 0)
        #expect(report.renumberedFrom == old[place].transaction + 3)
        let kept = old.filter { $0.transaction != old[place].transaction }
        let new = try reopened()
        #expect(new.map { Array($0.body) } == kept.map { Array($0.body) })
        #expect(new.map(\.by) == kept.map(\.by) && new.map(\.command) == kept.map(\.command) && new.map(\.at) == kept.map(\.at))
        #expect(new.map(\.why) == kept.map(\.why))
        let words = report.account.entries.joined(separator: "\n")
        #expect(words.contains("line \(place + 1) (byte") && words.contains("kept as it is") && words.contains("kept as #"))
        let saved = try Shell.contents(StoreLayout(root: target).lostAndFound + "/repair-skipped.jsonl")
        #expect(saved == broken[(place - 1)...(place + 1)].flatMap(\.self))
    }

    @Test("A checksum or a line feed that was damaged, and nothing else, is put right: the next line proves the content")
    func mended() throws {
        let (sound, lines) = (try Shell.contents(store.segment), try lines)
        for (place, flip) in [(7, -5), (12, -1)] {
            var broken = lines
            broken[place][broken[place].count + flip] ^= 1
            try Shell.overwrite(store.segment, broken.flatMap(\.self))
            let report = try repair()
            #expect(report.account.lost == 0 && report.renumberedFrom == nil, "\(report.account.entries)")
            let copy = try newSegment()
            #expect(copy == sound)
            Shell.remove(target)
        }
    }

    @Test("A missing line, a doubled one and swapped ones: only what the chain proves is kept")
    func chain() throws {
        let (lines, old) = (try lines, try store.open(.read).journal.all())
        let single = try #require(old.firstIndex { $0.elementCount == 1 && $0.sequence > 5 })
        var doubled = lines
        doubled.insert(lines[single], at: single)
        try Shell.overwrite(store.segment, doubled.flatMap(\.self))
        var report = try repair()
        #expect(report.account.skipped == 1 && report.renumberedFrom == nil && report.account.kept == UInt64(lines.count))
        Shell.remove(target)

        var missing = lines
        missing.remove(at: single)
        try Shell.overwrite(store.segment, missing.flatMap(\.self))
        report = try repair()
        #expect(!report.isComplete && report.renumberedFrom != nil)
        let bodies = Set(old.map { Array($0.body) })
        let new = try reopened()
        #expect(new.allSatisfy { bodies.contains(Array($0.body)) })
    }

    @Test("Records that MARK confirms and the journal does not hold are counted; a torn tail is no loss")
    func tails() throws {
        let lines = try lines
        try Shell.overwrite(store.segment, lines.dropLast(6).flatMap(\.self))
        var report = try repair()
        #expect(report.missing >= 6 && !report.isComplete)
        Shell.remove(target)
        try Shell.overwrite(store.segment, lines.flatMap(\.self) + lines[4].prefix(50))
        report = try repair()
        #expect(report.isComplete && report.account.skipped == 1 && report.missing == 0)
    }

    @Test("Several segments, voids, seals: what lies before the damage stays as it is, seals behind it are left out")
    func segments() throws {
        let long = try TemporaryStore()
        let options = TemporaryStore.options(segmentLimit: 4000, sealing: SealPolicy(records: 10))
        for number in 0..<60 {
            let journal = try StoreDirectory.open(at: long.path, access: .readWrite, options: options).journal
            try journal.append([.sample(number, records: 2)])
        }
        let firsts = try long.segments()
        let path = long.layout.segment(first: firsts[1])
        var bytes = try Shell.contents(path)
        bytes[bytes.count / 2] ^= 1
        try Shell.overwrite(path, bytes)
        let target = long.folder + "/new"
        let report = try StoreRepair.run(at: long.path, to: target, options: options)
        #expect(report.check.isSound && report.check.seals.broken.isEmpty, "\(report.check.problems)")
        #expect(report.account.seals > 0 && report.check.seals.seals > 0)
        let (copy, original) = (try Shell.contents(StoreLayout(root: target).segment(first: 1)), try Shell.contents(long.segment))
        #expect(copy == original)
        let journal = try StoreDirectory.open(at: target, access: .readWrite, options: options).journal
        for number in 70..<90 { try journal.append([.sample(number, records: 2)]) }
        let check = try StoreCheck.run(at: target, options: options)
        #expect(check.isSound && check.seals.seals > report.check.seals.seals && check.seals.neverSealed.isEmpty)
    }

    @Test("FORMAT, MARK and CURRENT are made anew when they are damaged; a newer version is left alone")
    func smallFiles() throws {
        for path in [store.layout.format, store.layout.mark, store.layout.current] {
            try Shell.overwrite(path, Array("garbage\n".utf8))
        }
        let identity = try repair()
        #expect(identity.isComplete)
        let (new, count) = (try reopened().count, try lines.count)
        #expect(new == count)
        Shell.remove(target)
        let newer = #"{"format":"rollcall","major":9,"minor":0,"store":"x","incompat":[],"ro_compat":[],"crc":"00000000"}"#
        try Shell.overwrite(store.layout.format, Array((newer + "\n").utf8))
        _ = try? repair()
    }

    @Test("Every flipped byte of a journal gives a sound store that holds nothing but what was written")
    func everyByte() throws {
        let small = try TemporaryStore.filled(6)
        let (bytes, bodies) = (try Shell.contents(small.segment), Set(try small.open(.read).journal.all().map { Array($0.body) }))
        for place in stride(from: 0, to: bytes.count, by: 7) {
            var broken = bytes
            broken[place] ^= 1
            try Shell.overwrite(small.segment, broken)
            let target = small.folder + "/\(place)"
            let report = try StoreRepair.run(at: small.path, to: target, options: options)
            #expect(report.check.isSound, "byte \(place): \(report.check.problems)")
            let new = try StoreDirectory.open(at: target, access: .read, options: options).journal.all()
            let ours = new.filter { $0.kind == "sampleHappened" }
            #expect(ours.allSatisfy { bodies.contains(Array($0.body)) }, "byte \(place)")
            #expect(new.count + 6 >= bodies.count + 3, "byte \(place) lost more than its transaction and the next")
            Shell.remove(target)
        }
    }
}
