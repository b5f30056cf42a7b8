@testable import Store
import Testing

struct MarkTests {
    @Test("MARK is 128 bytes, names the last confirmed line, and is plain JSON")
    func shape() throws {
        let store = try TemporaryStore.filled(30)
        let mark = try Shell.contents(store.layout.mark)
        let lines = Forge.lines(try Forge.heads(store))
        #expect(mark.count == 128 && mark == Forge.mark(after: lines))
        #expect(try JSONValue(parsing: mark)["n"]?.whole == Int64(lines.count))
    }

    @Test("A MARK that is lost, half written or flipped in any bit is made anew, with a notice, and nothing is lost")
    func badMark() throws {
        let store = try TemporaryStore.filled(10)
        let mark = try Shell.contents(store.layout.mark)
        let count = try store.open(.read).journal.all().count
        var broken = (0..<128).map { Array(mark.prefix($0)) }
        broken += (0..<128).map { place in mark.enumerated().map { $0.offset < place ? 0x20 : $0.element } }.dropFirst()
        broken += stride(from: 0, to: 1024, by: 5).map { bit in
            var bytes = mark
            bytes[bit / 8] ^= 1 << UInt8(bit % 8)
            return bytes
        }
        for bytes in broken {
            try Shell.overwrite(store.layout.mark, bytes)
            #expect(try store.open(.read).journal.all().count == count)
            let journal = try store.open().journal
            #expect(journal.notices == [.markRebuilt] && journal.readOnlyReason == nil)
            #expect(try Shell.contents(store.layout.mark) == mark)
        }
        try PosixDisk().remove(store.layout.mark)
        #expect(try store.open().journal.all().count == count)
        #expect(try Shell.contents(store.layout.mark) == mark)
    }

    @Test("A MARK that is too low after a power loss loses nothing: what is whole beyond it is confirmed")
    func lowMark() throws {
        let store = try TemporaryStore()
        let low = try Shell.contents(store.layout.mark)
        try store.open().journal.append((0..<9).map { .sample($0, records: 2) })
        try Shell.overwrite(store.layout.mark, low)
        #expect(try store.open(.read).journal.all().count == 1)
        let journal = try store.open().journal
        #expect(try journal.all().count == 19 && journal.notices.isEmpty)
        #expect(try journal.append([.sample(9)]).map(\.sequence) == [20])
    }

    @Test("What is found whole beyond MARK is synced before MARK says that it is confirmed")
    func syncedBeforeMarked() throws {
        let store = try TemporaryStore()
        let low = try Shell.contents(store.layout.mark)
        try store.open().journal.append([.sample(1)])
        try Shell.overwrite(store.layout.mark, low)
        let disk = FaultyDisk()
        _ = try store.open(disk: disk)
        let calls = disk.log.filter { $0.hasPrefix("sync") || $0 == "write MARK" }
        #expect(calls == ["sync 0000000001.jsonl", "write MARK"])
    }

    @Test("A MARK from another copy is refused, whichever way it differs")
    func foreignMark() throws {
        let store = try TemporaryStore.filled(20)
        let lines = Forge.lines(try Forge.heads(store))
        var other = try Forge.heads(store)
        other[3] = other[3].replacing("ada", with: "eve")
        for mark in [Forge.mark(after: Forge.lines(other)), Forge.mark(after: Array(Forge.lines(other).prefix(10)))] {
            try Shell.overwrite(store.layout.mark, mark)
            #expect(try store.open().readOnlyReason?.isDamage == true)
            #expect(throws: TransactError<Never>.self) { try store.open().journal.transact(after: 1) { _ in [.sample(1)] } }
        }
        let longer = lines + Forge.lines(["{\"n\":21"], seed: 7)
        try Shell.overwrite(store.layout.mark, Forge.mark(after: longer))
        #expect(try store.open().readOnlyReason?.isDamage == true)
    }

    @Test("A MARK that is sound and that this program would not have written so is bad")
    func foreignShape() {
        #expect(DurableMark(Forge.mark(2, end: 300, chain: "0000002a"))?.chain == 42)
        #expect(DurableMark(Forge.mark(2, end: 300, chain: "000002a")) == nil)
        #expect(DurableMark(Forge.mark(2, end: 300, chain: "0000002a", more: ",\"x\":1")) == nil)
    }

    @Test("A MARK that names a place where no transaction ends, or a segment that is not there, is refused")
    func wrongPlace() throws {
        let store = try TemporaryStore.filled(20)
        let lines = Forge.lines(try Forge.heads(store))
        let end = try Shell.contents(store.segment).count
        let chain = Forge.chain(lines[lines.count - 1])
        let marks = [
            Forge.mark(after: Array(lines.prefix(3))), Forge.mark(lines.count + 1, end: end, chain: chain),
            Forge.mark(lines.count, end: end + 1, chain: chain), Forge.mark(lines.count, segment: 7, end: end, chain: chain),
        ]
        for mark in marks {
            try Shell.overwrite(store.layout.mark, mark)
            #expect(try store.open().readOnlyReason?.isDamage == true, "\(String(decoding: mark, as: UTF8.self))")
        }
    }

    @Test("A MARK that does not fit a journal of one line is refused")
    func wrongHeader() throws {
        let store = try TemporaryStore()
        let end = try Shell.contents(store.segment).count
        try Shell.overwrite(store.layout.mark, Forge.mark(1, end: end, chain: "0000002a"))
        #expect(try store.open().readOnlyReason?.isDamage == true)
    }

    @Test("A MARK of another copy that comes while a process writes is refused by its next turn")
    func changedWhileRunning() throws {
        let store = try TemporaryStore()
        let journal = try store.open().journal
        try journal.append([.sample(1)])
        let bytes = try Shell.contents(store.segment)
        try Shell.overwrite(store.layout.mark, Forge.mark(2, end: bytes.count, chain: "0000002a"))
        #expect(throws: TransactError<Never>.self) { try journal.transact(after: 2) { _ in [.sample(2)] } }
        #expect(try journal.readOnlyReason?.isDamage == true && Shell.contents(store.segment) == bytes)
    }

    @Test("A program that has seen more than the journal holds is told that the journal was replaced")
    func olderCopy() throws {
        let store = try TemporaryStore.filled(20)
        let error = #expect(throws: TransactError<Never>.self) {
            try store.open().journal.transact(after: 999) { _ in [.sample(1)] }
        }
        guard case .journal(.positionUnknown(_, position: 999, last: 20)) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }
}
