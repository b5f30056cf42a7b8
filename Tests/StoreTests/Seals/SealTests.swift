import Glibc
import Store
import Testing

/// Seals are made by whoever writes; these tests compute them again from the bytes, without the code under test.
struct SealTests {
    private let store: TemporaryStore

    init() throws { store = try TemporaryStore() }

    private func open(
        _ store: TemporaryStore, _ policy: SealPolicy, now: Int64 = 1_795_347_290_123, segmentLimit: UInt64 = 64 << 20,
        disk: any Disk = PosixDisk()
    ) throws -> Journal {
        let options = TemporaryStore.options(disk: disk, now: now, segmentLimit: segmentLimit, sealing: policy)
        return try StoreDirectory.open(at: store.path, access: .readWrite, options: options).journal
    }

    /// Checks every seal against the lines, and that they form one chain; returns where they stand.
    @discardableResult
    private func verify(_ store: TemporaryStore) throws -> [UInt64] {
        let records = try store.open(.read).journal.all()
        var (previous, from, places): (String?, UInt64, [UInt64]) = (nil, 1, [])
        for record in records where record.kind == "store.seal" {
            let body = try JSONFields(record.body)
            var all = previous.map(bytes(hex:)) ?? []
            for line in records[Int(from) - 1..<Int(record.sequence) - 1] {
                all += bytes(hex: "\(SealDigest(of: line.line.dropLast(18)))")
            }
            let hash = "\(SealDigest(of: all[...]))"
            let (stated, prev) = (try body.string("sha256"), try body.optionalString("prev"))
            let range = (try body.integer("from", as: UInt64.self), try body.integer("to", as: UInt64.self))
            #expect(stated == hash && prev == previous)
            #expect(range == (from, record.sequence - 1) && record.elementCount == 1)
            (previous, from) = (hash, record.sequence)
            places.append(record.sequence)
        }
        return places
    }

    private func bytes(hex: String) -> [UInt8] {
        stride(from: 0, to: hex.count, by: 2).compactMap { UInt8(String(Array(hex)[$0...$0 + 1]), radix: 16) }
    }

    @Test("The hash is SHA-256")
    func hash() {
        let known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        #expect("\(SealDigest(of: Array("abc".utf8)[...]))" == known && SealDigest(known)?.description == known)
        #expect(SealDigest(known.uppercased()) == nil && SealDigest(String(known.dropLast())) == nil)
    }

    @Test("A seal follows in the same write when enough records stand behind the last; it is the writer's own transaction")
    func everySoManyRecords() throws {
        let disk = FaultyDisk()
        let journal = try open(store, SealPolicy(records: 10), disk: disk)
        let written = try (0..<30).flatMap { try journal.append([.sample($0, records: 2)]) }
        #expect(try verify(store) == [12, 23, 34, 45, 56, 67])
        #expect(written.map(\.sequence) == Array(2...67), "the seal is among what the turn returns")
        #expect(written[10].kind == "store.seal" && written[10].by == "ada" && written[10].isStoreOwn)
        #expect(disk.log.filter { $0.hasPrefix("sync 0000000001") }.count == 30, "one sync for records and seal")
    }

    @Test("Enough bytes, and enough time with news, bring a seal as well")
    func bytesAndTime() throws {
        let journal = try open(store, SealPolicy(records: .max, bytes: 4000))
        for number in 0..<40 { try journal.append([.sample(number, records: 2)]) }
        let places = try verify(store)
        #expect(places.count >= 2)

        let timed = try TemporaryStore()
        let slow = try open(timed, SealPolicy(records: .max, bytes: .max))
        let start: Int64 = 1_795_347_290_123
        for minute in [1, 8, 14, 15, 16, 29, 30, 31] {
            try slow.append([.sample(minute, at: start + Int64(minute) * 60_000)])
        }
        let sealed = try verify(timed)
        #expect(sealed.count == 2)
    }

    @Test("Several processes make one chain of seals, whoever wrote last")
    func severalWriters() throws {
        let writers = try (0..<3).map { _ in try open(store, SealPolicy(records: 7)) }
        for number in 0..<60 { try writers[number * 7 % 3].append([.sample(number, records: number % 4 + 1)]) }
        let places = try verify(store)
        #expect(places.count > 12)
        #expect(zip(places, places.dropFirst()).allSatisfy { $1 - $0 >= 7 && $1 - $0 < 12 })
        let late = try open(store, SealPolicy(records: 7))
        for number in 60..<70 { try late.append([.sample(number)]) }
        try verify(store)
    }

    @Test("Processes that are killed at any moment leave one chain of seals")
    func processes() throws {
        let store = try TemporaryStore(onDisk: true)
        for round in 0..<6 {
            let probes = try (1...3).map {
                try Probe("commit", store.path, "p\(round)\($0)", "400", "\($0)", "--seal", "9", "--segment", "9000")
            }
            for _ in 0..<5 { _ = probes[round % 3].line() }
            for probe in probes { probe.signal(SIGKILL) }
            for probe in probes { _ = probe.finish() }
        }
        let places = try verify(store)
        #expect(places.count > 2)
        #expect(try StoreCheck.run(at: store.path, options: TemporaryStore.options()).isSound)
    }

    @Test("The last record of a segment is a seal, and the next segment's first seal reaches back to it")
    func segments() throws {
        var journal = try open(store, SealPolicy(records: 1000), segmentLimit: 4000)
        for number in 0..<60 {
            try journal.append([.sample(number, records: 2)])
            if number % 13 == 0 { journal = try open(store, SealPolicy(records: 1000), segmentLimit: 4000) }
        }
        let places = try verify(store)
        let segments = try store.segments()
        #expect(segments.count > 3)
        for first in segments.dropFirst() { #expect(places.contains(first - 1)) }
    }

    @Test("A journal from before there were seals is sealed from the beginning of its last segment on")
    func oldJournal() throws {
        for number in 0..<40 { try store.open(segmentLimit: 4000).journal.append([.sample(number, records: 2)]) }
        let last = try #require(try store.segments().last)
        let journal = try open(store, SealPolicy(records: 10), segmentLimit: 1 << 20)
        for number in 40..<60 { try journal.append([.sample(number, records: 2)]) }
        let seals = try journal.all().filter { $0.kind == "store.seal" }
        #expect(seals.count > 2)
        let first = try Seal(body: #require(seals.first).body)
        #expect(first.from == last && first.previous == nil)
    }

    @Test("A seal's text inside somebody's record is not taken for a seal")
    func imitation() throws {
        let journal = try open(store, SealPolicy(records: 5))
        let false1 = PendingRecord(kind: "sampleHappened", body: Array(#"{"a":1,"k":"store.seal","sha256":"00"}"#.utf8))
        for _ in 0..<9 { try journal.append([PendingTransaction(at: 0, by: "ada", records: [false1])]) }
        let fresh = try open(store, SealPolicy(records: 5))
        for _ in 0..<9 { try fresh.append([PendingTransaction(at: 0, by: "ada", records: [false1])]) }
        #expect(try verify(store).count >= 3)
    }

    @Test("When the lines cannot be read back, the records are written all the same, and sealed later")
    func unreadable() throws {
        let disk = FaultyDisk()
        let journal = try open(store, SealPolicy(records: 5), disk: disk)
        for number in 0..<4 { try journal.append([.sample(number)]) }
        _ = try open(store, SealPolicy(records: .max)).append([.sample(50)])
        for nth in 1...4 {
            disk.fail("read", nth, with: .error(EIO))
            _ = try? journal.append([.sample(nth + 10)])
        }
        let fresh = try open(store, SealPolicy(records: 5))
        for number in 5..<20 { try fresh.append([.sample(number)]) }
        #expect(try verify(store).count >= 2)
    }

    @Test("A seal of a thousand records costs the turn little")
    func cost() throws {
        let journal = try open(store, SealPolicy())
        let transactions = (0..<1000).map { PendingTransaction.sample($0) }
        try journal.append(transactions)
        let start = ContinuousClock.now
        let written = try journal.append((0..<40).map { .sample($0) })
        #expect(written.last?.kind == "store.seal")
        // A debug build on a busy machine; a release build needs about half a millisecond.
        #expect(ContinuousClock.now - start < .milliseconds(500))
    }
}
