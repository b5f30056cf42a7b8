import Store
import Testing

struct StoreCheckTests {
    private let store: TemporaryStore
    private let bytes: [UInt8]
    private let lines: [[UInt8]]

    init() throws {
        store = try TemporaryStore.filled(40)
        bytes = try Shell.contents(store.segment)
        lines = bytes.split(separator: 0x0a).map { Array($0) + [0x0a] }
    }

    private func check(_ journal: [UInt8]? = nil) throws -> StoreCheck.Report {
        if let journal { try Shell.overwrite(store.segment, journal) }
        let before = try Shell.snapshot(store.path)
        defer { #expect((try? Shell.snapshot(store.path)) == before, "a check changes nothing") }
        return try StoreCheck.run(at: store.path, options: TemporaryStore.options())
    }

    @Test("A sound store is counted and nothing else is said")
    func sound() throws {
        let report = try check()
        #expect(report.isSound && report.notices.isEmpty)
        #expect(report.records == UInt64(lines.count) && report.bytes == UInt64(bytes.count))
        #expect(report.lastSequence == report.records && report.transactions < report.records)
    }

    @Test("Each of several wrong lines is found, with line, offset and neighbours")
    func severalFaults() throws {
        var broken = lines
        for place in [5, 6, 20] { broken[place][12] ^= 1 }
        let report = try check(broken.flatMap(\.self))
        let damaged = report.problems.compactMap { if case .damaged(let damage) = $0 { damage } else { nil } }
        #expect(damaged.map(\.line).contains(6) && damaged.map(\.line).contains(21) && report.problems.count == damaged.count)
        #expect(damaged.first?.offset == UInt64(lines[..<5].reduce(0) { $0 + $1.count }))
        #expect(damaged.first?.before?.hasPrefix("{\"n\":5,") == true)
        #expect(report.lastSequence == damaged.first?.lastSound)
    }

    @Test("Confirmed records that are missing are counted, wherever the journal was cut")
    func missing() throws {
        for count in [1, 7, lines.count - 1] {
            let report = try check(lines[..<count].flatMap(\.self))
            guard report.problems.count == 1, case .confirmedMissing(_, let after, let missing, _) = report.problems[0] else {
                Issue.record("\(report.problems)")
                return
            }
            #expect(after + missing == UInt64(lines.count) && after <= UInt64(count))
        }
        #expect(try check(Array(bytes.dropLast(9))).problems.count == 1)
        #expect(try check([]).problems.count == 1)
    }

    @Test("A MARK of another copy is a problem, an unreadable one a notice")
    func mark() throws {
        var other = try Forge.heads(store)
        other[3] = other[3].replacing("ada", with: "eve")
        try Shell.overwrite(store.layout.mark, Forge.mark(after: Forge.lines(other)))
        guard case .markDisagrees = try check().problems.first else {
            Issue.record("it was not found")
            return
        }
        try Shell.overwrite(store.layout.mark, [])
        let report = try check()
        #expect(report.isSound && report.notices == [.markUnreadable])
    }

    @Test("Whole records beyond MARK and a missing last line feed are notices")
    func beyondMark() throws {
        try Shell.overwrite(store.layout.mark, Forge.mark(after: Array(lines[..<1])))
        #expect(try check().notices == [.unmarked(records: UInt64(lines.count - 1))])
        #expect(try check(bytes.dropLast()).notices.contains(.lineFeedMissing(offset: UInt64(bytes.count - 1))))
        #expect(try check(bytes.dropLast()).isSound)
    }

    @Test("Damage beyond MARK is a problem too")
    func damageBeyondMark() throws {
        try Shell.overwrite(store.layout.mark, Forge.mark(after: Array(lines[..<1])))
        var broken = lines
        broken[9][20] ^= 4
        #expect(try check(broken.flatMap(\.self)).problems.count >= 1)
    }

    @Test("A journal of another store, and content that is not sound JSON, are said")
    func content() throws {
        var heads = try Forge.heads(store)
        heads[2] = heads[2].replacing("{\"number\"", with: "{\"element\":1,\"number\"")
        try Shell.overwrite(store.segment, Forge.lines(heads).flatMap(\.self))
        try Shell.overwrite(store.layout.mark, Forge.mark(after: Forge.lines(heads)))
        let report = try check()
        guard case .oddContent(sequence: 3, _) = report.notices.first else {
            Issue.record("\(report.notices)")
            return
        }
    }

    @Test("An unreadable FORMAT and too wide a mode are problems; a newer version is refused untouched")
    func format() throws {
        try Shell.overwrite(store.layout.format, Array("{}\n".utf8))
        let report = try check()
        guard case .formatUnreadable = report.problems.first else {
            Issue.record("\(report.problems)")
            return
        }
        #expect(report.records == UInt64(lines.count))
    }

    @Test("Every flipped bit of a confirmed journal is found")
    func everyBit() throws {
        let small = try TemporaryStore.filled(4)
        let bytes = try Shell.contents(small.segment)
        for bit in stride(from: 0, to: bytes.count * 8, by: 3) {
            var broken = bytes
            broken[bit / 8] ^= 1 << UInt8(bit % 8)
            try Shell.overwrite(small.segment, broken)
            #expect(try !StoreCheck.run(at: small.path, options: TemporaryStore.options()).isSound, "bit \(bit)")
        }
    }
}
