import Foundation
import Store
import Testing

struct CrashTests {
    /// How many states one of the two shards looks at.
    private static var goal: Int { ProcessInfo.processInfo.environment["ROLLCALL_SOAK"] == nil ? 10_000 : 1_000_000 }

    @Test(
        "R30: whatever call a crash interrupts, and whatever the power loss leaves, nothing confirmed is lost and work goes on",
        arguments: [0, 1])
    func anyCall(shard: UInt64) throws {
        let start = ContinuousClock.now
        var search = CrashSearch(seed: shard)
        var seed = shard
        while search.checked < Self.goal {
            let script = CrashScript(seed: seed)
            search.segmentLimit = script.segmentLimit
            let run = CrashRun(try CrashRun.newStore.get(), segmentLimit: script.segmentLimit)
            run.watch(every: 5)
            do throws(Violation) {
                try run.play(script)
                try search.explore(try run.allPoints(), "\(seed)")
            } catch {
                Issue.record("\(error)")
                return
            }
            seed += 2
        }
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        print(
            "Crashes: \(search.checked) states (\(search.checkedInRecovery) in recovery, \(search.drawn) drawn), "
                + "seeds \(shard), \(shard + 2) … \(seed - 2), \(Int(Double(search.checked) / seconds)) states/s")
    }
}
