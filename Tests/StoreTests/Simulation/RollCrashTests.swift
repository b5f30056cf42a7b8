import Store
import Testing

struct RollCrashTests {
    @Test("A kill at any call of beginning a segment, and a power loss at any call of what sets it right, loses nothing")
    func everyCall() throws {
        let limit: UInt64 = 300
        let run = CrashRun(try CrashRun.newStore.get(), segmentLimit: limit)
        let user = SimulatedUser(run.machine, run.book)
        for number in 0..<3 {
            #expect(try user.commit([.init(command: "c-\(number)", lengths: [200, 100])]) == nil)
        }
        var search = CrashSearch(seed: 4)
        search.segmentLimit = limit
        // Only kills first, then any power loss.
        search.outcomes = [0, 24]
        search.recoveryEvery = [1]
        do throws(Violation) { try search.explore(try run.allPoints(), "rolls") } catch { Issue.record("\(error)") }
        print("Rolls: \(search.checked) states")
    }
}
