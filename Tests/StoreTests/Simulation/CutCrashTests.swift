import Store
import Testing

struct CutCrashTests {
    @Test("A kill at any call of cutting a torn tail off, and a power loss at any call of whoever comes next, loses nothing")
    func everyCall() throws {
        let run = CrashRun(try CrashRun.newStore.get())
        let user = SimulatedUser(run.machine, run.book)
        var turn = 0
        for command in ["a", "b"] {
            turn = run.machine.look { $0.processes[user.disk.process].calls }
            #expect(try user.commit([.init(command: command, lengths: [100])]) == nil)
        }
        // Longer than what is written over it.
        run.machine.look { $0.processes[user.disk.process].dieLikeTurn(from: turn, taking: 2600) }
        _ = try user.commit([.init(command: "torn", lengths: [900, 900, 900])])
        let recovery = CrashRun(run.machine.image, run.book.now)
        try recovery.recover(0)
        #expect(recovery.machine.image.names.keys.contains { $0.hasSuffix(".torn") })
        var search = CrashSearch(seed: 6)
        // Only kills first, then any power loss.
        search.outcomes = [0, 64]
        search.recoveryEvery = [1]
        do throws(Violation) { try search.explore(try recovery.allPoints(), "cut") } catch { Issue.record("\(error)") }
        print("Cuts: \(search.checked) states")
    }
}
