import Store
import Testing

struct ClockStepTests {
    @Test("Whatever the clock does, the order is the order of the turns and no time goes back", arguments: 0..<20)
    func anyClock(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        let run = CrashRun(try CrashRun.newStore.get())
        let year: Int64 = 365 * 86_400_000
        let users = [SimulatedUser(run.machine, run.book), SimulatedUser(run.machine, run.book)]
        for number in 0..<12 {
            let steps: [Int64] = [0, 1000, -1000, 3_600_000, -3_600_000, year, -year, 10 * year, -10 * year]
            let step = steps.randomElement(using: &random) ?? 0
            run.machine.look { $0.clock += step }
            #expect(try users[number % 2].commit([.init(command: "c-\(number)", lengths: [1, 2])]) == nil)
        }
        let records = try users[0].open().journal.read(after: 0, limit: .max)
        #expect(records.compactMap(\.command) == (0..<12).map { "c-\($0)" })
        #expect(zip(records, records.dropFirst()).allSatisfy { $0.at <= $1.at })
        try CrashChecker(run.machine.image, run.book.now).check()
    }
}
