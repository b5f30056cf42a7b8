import Store
import Testing

struct JournalTests {
    @Test("What was written is read back, in order, densely numbered, with who, from where and why")
    func roundTrip() throws {
        let store = try TemporaryStore()
        let journal = try store.open().journal
        let written = try journal.transact(after: 0) { missed in
            #expect(missed.map(\.kind) == ["store.segment"])
            return [.sample(0, records: 2), .sample(1)]
        }
        #expect(written.map(\.sequence) == [2, 3, 4])
        #expect(written.map(\.transaction) == [2, 2, 4])
        let read = try store.open(.read).journal.all()
        #expect(read.map(\.sequence) == [1, 2, 3, 4])
        #expect(read.dropFirst().map(\.line) == written.map(\.line))
        #expect(read[1].command == "c-0" && read[1].from == "tty" && read[1].why == "because \"é\"")
        #expect(read[2].command == nil && read[2].element == 2 && read[2].endsTransaction)
        #expect(try JSONFields(read[2].body).integer("element", as: Int.self) == 1)
    }

    @Test("A journal line is plain JSON with its checksum last, as docs/JOURNAL.md shows it")
    func lineShape() throws {
        let store = try TemporaryStore()
        _ = try store.open().journal.append([.sample(7)])
        let lines = try Shell.contents(store.segment).split(separator: 0x0a)
        let line = try JSONValue(parsing: Array(lines[1]))
        guard case .object(let members) = line else { throw JSONError(.unexpectedEnd, at: 0) }
        #expect(members.map(\.key) == ["n", "tx", "e", "k", "at", "by", "cmd", "from", "d", "crc"])
        #expect(line["at"]?.text == "2026-11-22T11:34:50.123Z")
    }

    @Test("A turn hands over what others wrote, and its records follow without a gap")
    func missedRecords() throws {
        let store = try TemporaryStore()
        let (ada, ben) = (try store.open().journal, try store.open().journal)
        let first = try ada.append([.sample(1, records: 3)])
        var seen: [UInt64] = []
        let second = try ben.transact(after: 2) { missed in
            seen = missed.map(\.sequence)
            return [.sample(2)]
        }
        #expect(seen == [3, 4] && first.last?.sequence == 4 && second.map(\.sequence) == [5])
        #expect(try ada.read(after: 4, limit: 10).map(\.sequence) == [5])
    }

    private struct Refusal: Error {}

    @Test("A turn whose body throws, or returns nothing, writes nothing")
    func emptyTurns() throws {
        let store = try TemporaryStore()
        let journal = try store.open().journal
        let before = try Shell.contents(store.segment)
        #expect(throws: TransactError<Refusal>.self) {
            try journal.transact(after: 0) { _ throws(Refusal) in throw Refusal() }
        }
        #expect(try journal.transact(after: 0) { _ in [] }.isEmpty)
        #expect(try Shell.contents(store.segment) == before)
    }

    @Test("Time in the record never goes back: a clock that stepped back is noted")
    func clockStepsBack() throws {
        let store = try TemporaryStore()
        let journal = try store.open().journal
        let later: Int64 = 1_795_347_300_000
        let written = try journal.append([
            .sample(1, at: later), .sample(2, records: 2, at: later - 3500), .sample(3, at: later + 1),
        ])
        #expect(written.map(\.at) == [later, later, later, later + 1])
        #expect(written.map(\.clockSkew) == [nil, 3500, nil, nil])
    }

    @Test("A read ends with a whole transaction, and reads in steps of any size see the same")
    func batches() throws {
        let store = try TemporaryStore.filled(200)
        let journal = try store.open(.read).journal
        let whole = try journal.all().map(\.line)
        for limit in 1...7 {
            var (lines, last) = ([ArraySlice<UInt8>](), UInt64(0))
            _ = try journal.forEachBatch(after: 0, limit: limit) { batch in
                lines += batch.map(\.line)
                #expect(batch.last?.endsTransaction == true && batch.first?.sequence == last + 1)
                last = batch.last?.sequence ?? 0
            }
            #expect(lines == whole)
        }
    }

    @Test("A record that would break the format is refused and nothing of its turn is written")
    func refusedRecords() throws {
        let store = try TemporaryStore()
        let journal = try store.open().journal
        let bodies: [[UInt8]] = [
            [], Array("[]".utf8), Array(" {}".utf8), Array("{".utf8), Array("{} ".utf8), Array("{\"a\":1}{}".utf8),
            Array("{\"a\":\"\u{7f}\"}".utf8),
            Array("{\"a\":\n1}".utf8), [0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d],
            Array("{\"a\":\"\(String(repeating: "x", count: 65_536))\"}".utf8),
        ]
        for body in bodies {
            let bad = PendingTransaction(at: 0, by: "ada", records: [PendingRecord(kind: "x", body: body)])
            #expect(throws: TransactError<Never>.self) { try journal.transact(after: 0) { _ in [.sample(1), bad] } }
        }
        let bad = [
            PendingTransaction(at: 0, by: "ada", records: []), .sample(1, at: .max),
            PendingTransaction(at: 0, by: "ada", records: [PendingRecord(kind: "", body: Array("{}".utf8))]),
        ]
        for bad in bad {
            #expect(throws: TransactError<Never>.self) { try journal.transact(after: 0) { _ in [.sample(1), bad] } }
        }
        #expect(try journal.lastSequence() == 1)
        #expect(try journal.append([.sample(2)]).map(\.sequence) == [2])
    }

    @Test("The longest line that fits is written and read back")
    func longestLine() throws {
        let store = try TemporaryStore()
        let journal = try store.open().journal
        func record(_ size: Int) -> PendingTransaction {
            .init(at: 0, by: "a", records: [.init(kind: "x") { $0.field("t", String(repeating: "x", count: size)) }])
        }
        let overhead = try journal.append([record(0)])[0].line.count + 1
        let error = #expect(throws: TransactError<Never>.self) { try journal.append([record(65_537 - overhead)]) }
        guard case .journal(.recordRefused("x", _)) = error else {
            Issue.record("the record is not named: \(String(describing: error))")
            return
        }
        try journal.append([record(65_536 - overhead)])
        #expect(try journal.all().map(\.line.count).max() == 65_535)
    }

    @Test("Keys that this version does not know are kept in the raw line and do no harm")
    func unknownKeys() throws {
        let store = try TemporaryStore()
        _ = try store.open().journal.append([.sample(1), .sample(2)])
        var heads = try Forge.heads(store)
        heads[1] = heads[1].replacing(",\"d\":", with: ",\"zone\":{\"name\":[\"x\",1]},\"d\":")
        try Forge.write(heads, to: store)
        let records = try store.open(.read).journal.all()
        #expect(records.count == 3 && records[1].command == "c-1")
        #expect(String(decoding: records[1].line, as: UTF8.self).contains(",\"zone\":{\"name\":[\"x\",1]},"))
        #expect(try store.open().journal.append([.sample(3)]).map(\.sequence) == [4])
    }

    @Test("A follower is told of news")
    func changes() async throws {
        let store = try TemporaryStore()
        let (reader, writer) = (try store.open(.read).journal, try store.open().journal)
        var hints = reader.changes.makeAsyncIterator()
        await hints.next()
        try writer.append([.sample(1)])
        while try reader.read(after: 1, limit: 10).isEmpty { await hints.next() }
        #expect(try reader.read(after: 1, limit: 10).map(\.sequence) == [2])
    }
}
