import Glibc
import Store
import Testing

/// What the seals prove to somebody who kept a hash elsewhere.
struct VerifyTests {
    private let store: TemporaryStore
    private static let policy = SealPolicy(records: 10)

    init() throws {
        store = try TemporaryStore()
        let journal = try Self.open(store)
        for number in 0..<40 { try journal.append([.sample(number, records: 2)]) }
    }

    private static func open(_ store: TemporaryStore, limit: UInt64 = 64 << 20) throws -> Journal {
        let options = TemporaryStore.options(segmentLimit: limit, sealing: policy)
        return try StoreDirectory.open(at: store.path, access: .readWrite, options: options).journal
    }

    private func check(_ anchor: SealDigest? = nil) throws -> StoreCheck.Report {
        try StoreCheck.run(at: store.path, options: TemporaryStore.options(), anchor: anchor)
    }

    @Test("A sound record: every record is sealed or behind the last seal, and the head is what a seal there would state")
    func sound() throws {
        let report = try check()
        let seals = report.seals
        #expect(report.isSound && seals.seals == 8 && seals.broken.isEmpty)
        #expect(seals.sealedRecords + seals.unsealedRecords == report.records && seals.headSequence == report.lastSequence)
        #expect(report.kinds["store.seal"] == 8 && report.kinds["sampleHappened"] == 80)
        let next = try StoreDirectory.open(
            at: store.path, access: .readWrite, options: TemporaryStore.options(sealing: SealPolicy(records: 2))
        ).journal
        try next.append([.sample(99)])
        let after = try check(seals.head)
        #expect(after.seals.anchorSequence == seals.headSequence, "the head of then is found among what follows")
        let again = try check(after.seals.lastSeal?.digest)
        #expect(again.seals.anchorSequence == after.seals.lastSeal?.to)
    }

    @Test("History that was rewritten with right checksums is found by the seal, with the records it stands for")
    func rewritten() throws {
        let head = try check().seals.head
        var heads = try Forge.heads(store)
        heads[14] = heads[14].replacing("\"by\":\"ada\"", with: "\"by\":\"eve\"")
        try Shell.overwrite(store.segment, Forge.lines(heads).flatMap(\.self))
        try Shell.overwrite(store.layout.mark, Forge.mark(after: Forge.lines(heads)))
        let report = try check(head)
        #expect(report.problems == [.sealBroken(path: store.segment, from: 12, to: 22, seal: 23)])
        #expect(report.seals.anchorSequence == nil)
    }

    @Test("Who rewrites the seals too is found by an anchor only")
    func resealed() throws {
        let anchor = try #require(try check().seals.lastSeal?.digest)
        let forged = try TemporaryStore()
        let journal = try Self.open(forged)
        for number in 0..<40 { try journal.append([.sample(number, records: 2, by: number == 7 ? "eve" : "ada")]) }
        let options = TemporaryStore.options()
        let report = try StoreCheck.run(at: forged.path, options: options, anchor: anchor)
        #expect(report.isSound && report.seals.seals == 8, "in itself it looks right")
        #expect(report.seals.anchorSequence == nil, "but it is not the history that the anchor stands for")
    }

    @Test("A journal whose last segments alone have seals says which records were never sealed")
    func neverSealed() throws {
        let old = try TemporaryStore()
        for number in 0..<40 { try old.open(segmentLimit: 4000).journal.append([.sample(number, records: 2)]) }
        let last = try #require(try old.segments().last)
        let journal = try Self.open(old)
        for number in 40..<60 { try journal.append([.sample(number, records: 2)]) }
        let report = try StoreCheck.run(at: old.path, options: TemporaryStore.options())
        #expect(report.isSound && report.seals.neverSealed == [1...last - 1])
        let segments = try old.segments()
        #expect(report.segments.map(\.first) == segments)
    }

    @Test("A bad CURRENT and a missing key are notices, a key that others may read is a problem")
    func besides() throws {
        try Shell.overwrite(store.layout.current, [1, 2, 3])
        let outdated = try check().notices
        #expect(outdated == [.currentOutdated])
        try PosixDisk().remove(store.layout.current)
        let key = store.layout.secrets + "/link-key"
        chmod(key, 0o644)
        let problem = try check().problems.first
        guard case .secretUnusable(key, _) = problem else {
            Issue.record("\(String(describing: problem))")
            return
        }
        try PosixDisk().remove(key)
        let missing = try check().notices
        #expect(missing == [.keyMissing(path: key)])
    }
}

extension VerifyTests {
    @Test("When the first segments are in the archive the rest is proved, and it is said from where on")
    func archived() throws {
        let long = try TemporaryStore()
        let options = TemporaryStore.options(segmentLimit: 4000, sealing: SealPolicy(records: 10))
        func open() throws -> Journal {
            try StoreDirectory.open(at: long.path, access: .readWrite, options: options).journal
        }
        for number in 0..<40 { try open().append([.sample(number, records: 2)]) }
        let whole = try StoreCheck.run(at: long.path, options: options)
        let firsts = try long.segments()
        _ = try open().swapCurrent {
            $0.snapshot = Current.Snapshot(name: "s", sequence: firsts[2] - 1, sha256: String(repeating: "0", count: 64))
        }
        for first in firsts[..<2] { try PosixDisk().remove(long.layout.segment(first: first)) }
        let report = try StoreCheck.run(at: long.path, options: options, anchor: whole.seals.lastSeal?.digest)
        #expect(report.isSound && report.seals.broken.isEmpty, "\(report.problems)")
        #expect(report.seals.archived >= firsts[2] - 1 && report.seals.archived < firsts[2] + 12)
        #expect(report.seals.anchorSequence == whole.seals.lastSeal?.to)
        #expect(report.seals.sealedRecords > 0)
        var last = whole.lastSequence
        for number in 40..<60 {
            last = try open().transact(after: last) { _ in [.sample(number, records: 2)] }.last?.sequence ?? last
        }
        #expect(try StoreCheck.run(at: long.path, options: options).isSound)
    }

    @Test("A writer whose earlier segment was archived before it sealed anything begins a chain of its own")
    func archivedBefore() throws {
        let long = try TemporaryStore()
        let small = TemporaryStore.options(segmentLimit: 4000, sealing: SealPolicy(records: 1000))
        for number in 0..<40 {
            let journal = try StoreDirectory.open(at: long.path, access: .readWrite, options: small).journal
            try journal.append([.sample(number, records: 2)])
        }
        var (last, firsts) = (try StoreCheck.run(at: long.path, options: small).lastSequence, try long.segments())
        let large = TemporaryStore.options(sealing: SealPolicy(records: 30))
        let journal = try StoreDirectory.open(at: long.path, access: .readWrite, options: large).journal
        _ = try journal.swapCurrent {
            let end = (firsts.popLast() ?? 1) - 1
            $0.snapshot = Current.Snapshot(name: "s", sequence: end, sha256: String(repeating: "0", count: 64))
        }
        for first in firsts { try PosixDisk().remove(long.layout.segment(first: first)) }
        for number in 40..<80 {
            last = try journal.transact(after: last) { _ in [.sample(number, records: 2)] }.last?.sequence ?? last
        }
        let report = try StoreCheck.run(at: long.path, options: large)
        #expect(report.isSound && report.seals.seals > 1 && report.seals.sealedRecords > 30, "\(report.problems)")
    }
}
