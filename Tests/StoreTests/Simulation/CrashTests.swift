import Store
import Testing

struct CrashTests {
    @Test(
        "R30: whatever call a crash interrupts, and whatever the power loss leaves, nothing confirmed is lost and work goes on",
        arguments: [0, 1])
    func anyCall(shard: UInt64) throws {
        let budget = CrashBudget()
        let start = ContinuousClock.now
        var search = CrashSearch(seed: shard)
        search.recoveryEvery = budget.recoveryEvery
        var seed = shard + 2 * budget.share
        var seeds: [UInt64] = []
        while search.checked < budget.states && ContinuousClock.now - start < budget.time {
            seeds.append(seed)
            do throws(Violation) {
                try Self.search(&search, seed)
            } catch {
                Issue.record("\(error)")
                return
            }
            seed += 2 * budget.shares
        }
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        print(
            "Crashes: \(search.checked) states (\(search.checkedInRecovery) in recovery, \(search.drawn) drawn), "
                + "\(seeds.count) seeds \(seeds.first ?? 0) … \(seeds.last ?? 0) in steps of \(2 * budget.shares), "
                + "no violation, \(Int(Double(search.checked) / seconds)) states/s")
    }

    private static func search(_ search: inout CrashSearch, _ seed: UInt64) throws(Violation) {
        guard case .success(let image) = CrashRun.newStore else { throw Violation("no new store") }
        let script = CrashScript(seed: seed)
        search.segmentLimit = script.segmentLimit
        let run = CrashRun(image, segmentLimit: script.segmentLimit)
        run.watch(every: 5)
        try run.play(script)
        try search.explore(try run.allPoints(), "\(seed)")
    }
}
