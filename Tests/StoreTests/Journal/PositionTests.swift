import Store
import Testing

struct PositionTests {
    private let store: TemporaryStore
    private let whole: [Record]

    init() throws {
        store = try TemporaryStore()
        let journal = try store.open(segmentLimit: 1000).journal
        for number in 0..<20 { try journal.append([.sample(number, records: number % 3 + 1)]) }
        whole = try journal.all()
    }

    @Test("The place behind every transaction can be asked for, and be taken over by a later process")
    func roundTrip() throws {
        let disk = FaultyDisk()
        for record in whole {
            let place = try store.open(.read).journal.position(after: record.sequence)
            #expect((place != nil) == record.endsTransaction)
            guard let place else { continue }
            let journal = try store.open(.read, disk: disk).journal
            #expect(try journal.adopt(place))
            disk.forgetLog()
            let rest = try journal.read(after: record.sequence, limit: .max)
            #expect(rest.map(\.line) == whole.filter { $0.sequence > record.sequence }.map(\.line))
            #expect(try journal.position(after: record.sequence) == place)
        }
    }

    @Test("After a place was taken over, what lies before it is not read")
    func skipsWhatIsBefore() throws {
        let end = try #require(try store.open(.read).journal.position(after: UInt64(whole.count)))
        let disk = FaultyDisk()
        let journal = try store.open(.read, disk: disk).journal
        disk.forgetLog()
        #expect(try journal.adopt(end))
        #expect(try journal.read(after: end.sequence, limit: 10).isEmpty)
        #expect(!disk.log.contains { $0.hasSuffix("0000000001.jsonl") })
    }

    @Test("A place of which anything is wrong is not taken over: sequence, segment, offset, checksum, time")
    func refused() throws {
        let journal = try store.open(.read).journal
        let good = try #require(try journal.position(after: whole.last { $0.endsTransaction }?.sequence ?? 0))
        let inner = try #require(try journal.position(after: 1))
        for good in [good, inner] {
            let fresh = try store.open(.read).journal
            var wrong = [ChainPosition](repeating: good, count: 8)
            wrong[0].sequence += 1
            wrong[1].segment += 1
            wrong[2].offset -= 1
            wrong[3].checksum ^= 1
            wrong[4].at += 1
            wrong[5].sequence -= 1
            wrong[6].offset += 40
            wrong[7].segment = 999
            for place in wrong { #expect(try !fresh.adopt(place)) }
            #expect(try fresh.adopt(good))
        }
    }

    @Test("A place in another store, or beyond MARK, is not taken over")
    func foreign() throws {
        let mark = try Shell.contents(store.layout.mark)
        try store.open().journal.append([.sample(20)])
        let beyond = try #require(try store.open(.read).journal.position(after: UInt64(whole.count) + 1))
        try Shell.overwrite(store.layout.mark, mark)
        #expect(try !store.open(.read).journal.adopt(beyond))
        let other = try TemporaryStore.filled(40)
        let place = try #require(try other.open(.read).journal.position(after: 4))
        #expect(try !store.open(.read).journal.adopt(place))
    }

    @Test("A place inside a transaction does not exist")
    func inside() throws {
        let journal = try store.open(.read).journal
        #expect(try journal.position(after: 0)?.offset == 0)
        #expect(try journal.position(after: UInt64(whole.count) + 5) == nil)
    }
}
