@testable import Store
import Testing

/// What is done to a journal, and what must come of it.
struct DamageTests {
    /// Opening a store whose journal has these bytes.
    private struct Outcome {
        let records: [Record]
        let error: JournalError?
        let store: StoreDirectory
    }

    /// Reads everything that can be read, as a reader without any right to write.
    private func read(_ store: TemporaryStore, _ bytes: [UInt8]) throws -> Outcome {
        try Shell.overwrite(store.segment, bytes)
        let opened = try store.open(.read)
        var records: [Record] = []
        do {
            _ = try opened.journal.forEachBatch(after: 0) { records += $0 }
            return Outcome(records: records, error: nil, store: opened)
        } catch TransactError<Never>.journal(let error) {
            return Outcome(records: records, error: error, store: opened)
        }
    }

    @Test("Every cut of a confirmed journal is refused, and what is before the cut can still be read")
    func cutConfirmed() throws {
        let store = try TemporaryStore.filled(8)
        let bytes = try Shell.contents(store.segment)
        let whole = try store.open(.read).journal.all()
        for length in 0..<bytes.count {
            let outcome = try read(store, Array(bytes.prefix(length)))
            if length == bytes.count - 1 {
                #expect(outcome.error == nil && outcome.records.count == whole.count)
                continue
            }
            guard case .confirmedMissing(_, let after, let count, _) = outcome.error else {
                Issue.record("cut at \(length): \(String(describing: outcome.error))")
                return
            }
            #expect(after + count == UInt64(whole.count) && UInt64(outcome.records.count) == after)
            #expect(outcome.records.last?.endsTransaction ?? true)
            #expect(outcome.error?.isDamage == true)
        }
    }

    @Test("No flipped bit of a line is silent: every one of them makes the line, or the next, a fault")
    func flippedBits() throws {
        let store = try TemporaryStore.filled(200)
        let bytes = try Shell.contents(store.segment)
        var scanner = LineScanner(after: .start)
        var start = 0
        while let end = RecordFraming.lineEnd(bytes, from: start) {
            for bit in start * 8..<(end + 1) * 8 where isSilent(bytes, bit, from: start, end, scanner) {
                Issue.record("bit \(bit % 8) of byte \(bit / 8)")
                return
            }
            _ = try scanner.check(bytes, start..<end)
            start = end + 1
        }
        #expect(scanner.position.offset == UInt64(bytes.count))
    }

    private func isSilent(_ bytes: [UInt8], _ bit: Int, from start: Int, _ end: Int, _ scanner: LineScanner) -> Bool {
        let next = RecordFraming.lineEnd(bytes, from: end + 1) ?? bytes.count
        var broken = Array(bytes[start..<next])
        broken[bit / 8 - start] ^= 1 << UInt8(bit % 8)
        var scanner = scanner
        guard let lineEnd = RecordFraming.lineEnd(broken, from: 0) else {
            return (try? scanner.checkUnfinished(broken, from: 0)) != nil
        }
        return (try? scanner.check(broken, 0..<lineEnd)) != nil
    }

    @Test("A flipped bit of a confirmed journal is refused by the store, and only sound records are read")
    func flips() throws {
        let store = try TemporaryStore.filled(24)
        let bytes = try Shell.contents(store.segment)
        let whole = try store.open(.read).journal.all().map(\.line)
        for bit in stride(from: 0, to: bytes.count * 8, by: 61) {
            var broken = bytes
            broken[bit / 8] ^= 1 << UInt8(bit % 8)
            let outcome = try read(store, broken)
            let isRefused = outcome.error?.isDamage == true
            let isPrefix = whole.starts(with: outcome.records.map(\.line))
            if !isRefused || !isPrefix || outcome.store.journal.readOnlyReason == nil {
                Issue.record("bit \(bit): \(String(describing: outcome.error)), \(outcome.records.count) records")
                return
            }
        }
    }

    @Test("Without a MARK a wrong line is refused where it is, and what is before it can be read")
    func unmarked() throws {
        let store = try TemporaryStore.filled(20)
        var bytes = try Shell.contents(store.segment)
        bytes[bytes.count / 2] ^= 1
        try PosixDisk().remove(store.layout.mark)
        let outcome = try read(store, bytes)
        guard case .damaged(let damage) = outcome.error else {
            Issue.record("\(String(describing: outcome.error))")
            return
        }
        #expect(damage.lastSound == UInt64(outcome.records.count) && outcome.records.last?.endsTransaction == true)
    }

    @Test("No flipped bit beyond MARK is silent either")
    func flipsBeyondMark() throws {
        let store = try TemporaryStore.filled(6)
        let mark = try Shell.contents(store.layout.mark)
        let confirmed = try Shell.contents(store.segment).count
        try store.open().journal.append([.sample(1, records: 2)])
        let bytes = try Shell.contents(store.segment)
        for bit in stride(from: confirmed * 8, to: bytes.count * 8, by: 7) {
            var broken = bytes
            broken[bit / 8] ^= 1 << UInt8(bit % 8)
            try Shell.overwrite(store.segment, broken)
            try Shell.overwrite(store.layout.mark, mark)
            let opened = try store.open()
            guard case .readOnly(_, .damaged(let damage)) = opened.readOnlyReason else {
                Issue.record("bit \(bit - confirmed * 8): \(String(describing: opened.readOnlyReason))")
                return
            }
            #expect(damage.offset >= UInt64(confirmed))
            #expect(try Shell.contents(store.segment) == broken)
        }
    }

    @Test("A last line whose checksum or whose line feed is another one is refused as soon as the store is opened")
    func lastLine() throws {
        let store = try TemporaryStore.filled(6)
        let bytes = try Shell.contents(store.segment)
        for place in [bytes.count - 4, bytes.count - 1] {
            var broken = bytes
            broken[place] ^= 1
            try Shell.overwrite(store.segment, broken)
            #expect(try store.open().readOnlyReason?.isDamage == true)
            #expect(try Shell.contents(store.segment) == broken)
        }
    }

    @Test("Zeros from any byte to the end of a confirmed journal are refused")
    func zeroTails() throws {
        let store = try TemporaryStore.filled(8)
        let bytes = try Shell.contents(store.segment)
        let count = try store.open(.read).journal.all().count
        for start in 0..<bytes.count {
            let outcome = try read(store, bytes.prefix(start) + [UInt8](repeating: 0, count: bytes.count - start))
            if start == bytes.count - 1 {
                #expect(outcome.error == nil && outcome.records.count == count)
            } else if case .confirmedMissing = outcome.error {
            } else {
                Issue.record("zeros from \(start): \(String(describing: outcome.error))")
                return
            }
        }
    }

    @Test("A dropped, doubled or swapped line and a line of another store are refused, and the place is named")
    func lineSurgery() throws {
        let store = try TemporaryStore.filled(30)
        let lines = try Shell.contents(store.segment).split(separator: 0x0a).map { Array($0) + [0x0a] }
        let second = try TemporaryStore.filled(30)
        let other = try Shell.contents(second.segment).split(separator: 0x0a).map { Array($0) + [0x0a] }
        for place in 0..<lines.count - 1 {
            var (dropped, doubled, swapped, foreign) = (lines, lines, lines, lines)
            dropped.remove(at: place)
            doubled.insert(lines[place], at: place)
            swapped.swapAt(place, place + 1)
            foreign[place] = other[place]
            for (change, wrong) in [(dropped, place), (doubled, place + 1), (swapped, place)] {
                let outcome = try read(store, change.flatMap(\.self))
                guard case .damaged(let damage) = outcome.error else {
                    Issue.record("line \(place): \(String(describing: outcome.error))")
                    return
                }
                #expect(damage.line == UInt64(wrong + 1))
                #expect(outcome.records.count <= wrong)
            }
            #expect(try read(store, foreign.flatMap(\.self)).error?.isDamage == true)
        }
    }

    @Test("A wrong checksum is described with line, offset and neighbours, without control characters")
    func description() throws {
        let store = try TemporaryStore.filled(20)
        var bytes = try Shell.contents(store.segment)
        let lines = bytes.split(separator: 0x0a)
        bytes[lines[4].startIndex + 30] = 0x1b
        let outcome = try read(store, bytes)
        guard case .damaged(let damage) = outcome.error else { throw JSONError(.unexpectedEnd, at: 0) }
        #expect(damage.line == 5 && damage.offset == UInt64(lines[4].startIndex))
        #expect(damage.before?.hasPrefix("{\"n\":4,") == true && damage.after?.hasPrefix("{\"n\":6,") == true)
        #expect(damage.text.hasPrefix("{\"n\":5,") && !damage.text.unicodeScalars.contains("\u{1b}"))
        #expect(outcome.error?.description.contains("line 5") == true)
    }
}
