import Store
import Testing

struct FullDiskTests {
    @Test("Wherever the disk gets full inside a commit, it is refused whole or there whole, and goes on when there is room again")
    func everyByte() throws {
        var refused = 0
        for room in 0..<1400 {
            let run = CrashRun(try CrashRun.newStore.get())
            let user = SimulatedUser(run.machine, run.book)
            #expect(try user.commit([.init(command: "first", lengths: [30])]) == nil)
            run.machine.look { $0.capacity = $0.image.usedBytes + room }
            let error = try user.commit([.init(command: "full", lengths: [100, 400, 100])])
            if case .outOfSpace? = error { refused += 1 } else if let error { Issue.record("room for \(room): \(error)") }
            do throws(Violation) {
                run.machine.look { $0.capacity = .max }
                if let error = try user.commit([.init(command: "again", lengths: [5])]) { throw Violation("\(error)") }
                try CrashChecker(run.machine.image, run.book.now).check(withReader: false)
            } catch {
                Issue.record("room for \(room): \(error)")
            }
        }
        #expect(refused > 0)
    }
}
