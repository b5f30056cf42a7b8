import Store
import Testing

@Suite("Many processes write at once")
struct WritersTests {
    private static let processes = 16

    @Test(
        "Sixteen processes with mixed batches leave one dense sequence, each confirmation once and in order, one digest for all")
    func mixedBatches() throws {
        let each = Soak.count(40, full: 10_000)
        try Soak.run("commits of 16 processes at once") {
            let store = try ProcessStore()
            let followers = try (0..<2).map { _ in try ProbeProcess("follow", store.path, "reader", "--access", "read") }
            let writers = try (0..<Self.processes).map { number in
                try ProbeProcess(Self.command(store, number, each), before: [])
            }
            var checker = Checker()
            var last: UInt64 = 0
            for (number, writer) in writers.enumerated() {
                last = max(last, try take(writer, number, each, &checker))
            }
            #expect(checker.confirmed.count == Self.processes * each && checker.errors.isEmpty)
            let expected = try digest(store)
            for writer in writers {
                writer.endInput()
                #expect(try writer.lines().last == expected)
                #expect(writer.finish() == 0)
            }
            for follower in followers { #expect(try followed(follower, to: last) == expected) }
            try checker.verify(store)
            return (Self.processes * each, ())
        }
    }

    /// Every second process insists that nobody wrote between its look and its commit, and tries again.
    private static func command(_ store: ProcessStore, _ number: Int, _ each: Int) -> [String] {
        let batch = [1, 1, 3, 10][number % 4]
        let style = number % 2 == 1 ? ["--optimistic"] : []
        return [
            "commit", store.path, "w\(number)", "\(each)", "\(number % 5 + 1)", "--batch", "\(batch)", "--mixed", "--digest",
            "--patience", "60000", "--segment", "100000",
        ] + style
    }

    /// Reads a writer's confirmations until it is done; returns the last sequence.
    private func take(_ writer: ProbeProcess, _ number: Int, _ each: Int, _ checker: inout Checker) throws -> UInt64 {
        var (next, last): (Int, UInt64) = (0, 0)
        while let line = try writer.line(), line != "done" {
            if line.hasPrefix("stale ") { continue }
            checker.take([line])
            guard let entry = checker.confirmed.last, entry.command == "w\(number)-\(next)", entry.last > last else {
                Issue.record("process \(number) said: \(line)")
                return last
            }
            (next, last) = (next + 1, entry.last)
        }
        #expect(next == each)
        return last
    }

    private func digest(_ store: ProcessStore) throws -> String {
        let reader = try ProbeProcess("digest", store.path, "reader", "--access", "read")
        defer { reader.finish() }
        return try reader.lines().joined()
    }

    private func followed(_ follower: ProbeProcess, to last: UInt64) throws -> String? {
        while let line = try follower.line() {
            if line.hasPrefix("seen \(last) ") { break }
        }
        follower.endInput()
        return try follower.lines().last
    }

    @Test("A command whose base is stale is told what it missed and by whom, and is not written")
    func staleBase() throws {
        let store = try ProcessStore()
        try store.commitOne()
        let first = try ProbeProcess("decide", store.path, "ada")
        let second = try ProbeProcess("decide", store.path, "ben")
        #expect(try first.line() == "based 2" && second.line() == "based 2")
        first.send("go")
        #expect(try first.line() == "ada-0 3")
        second.send("go")
        #expect(try second.line() == "stale 1 ada")
        #expect(first.finish() == 0 && second.finish() == 0)
        #expect(try store.records().map(\.by) == ["checker", "checker", "ada"])
    }

    @Test("What a confirmed record says its writer had seen is everything before its transaction")
    func basesAreExact() throws {
        let store = try ProcessStore()
        let writers = try (0..<4).map {
            try ProbeProcess("commit", store.path, "b\($0)", "30", "2", "--optimistic", "--patience", "60000")
        }
        var stale = 0
        for writer in writers { stale += try writer.lines().count { $0.hasPrefix("stale ") } }
        #expect(writers.allSatisfy { $0.finish() == 0 })
        let records = try store.records().dropFirst()
        #expect(records.count == 240)
        for record in records {
            let fields = try JSONFields(record.body)
            #expect(try fields.integer("base", as: UInt64.self) == record.transaction - 1)
        }
        #expect(stale > 0)
    }
}
