import Foundation
import Glibc
import Store
import Testing

struct CallFailureTests {
    private typealias Fault = SimulatedMachine.Fault
    private let isSoak = ProcessInfo.processInfo.environment["ROLLCALL_SOAK"] != nil

    /// What an earlier process left.
    enum Start: CaseIterable {
        case clean, unsynced, torn
    }

    @Test(
        "Whatever call fails, once or for ever: what was confirmed stays, what was refused never comes, and the next process goes on",
        arguments: Start.allCases)
    func everyCall(start: Start) throws {
        let codes = isSoak ? [EIO, ENOSPC, EDQUOT, EROFS, EACCES, EMFILE, EPERM, EFBIG, ENFILE] : [EIO, ENOSPC, EROFS]
        let faults = codes.map(Fault.error) + [.short(ENOSPC), .errorAfterwards(EIO)]
        var search = CrashSearch(seed: 1)
        search.outcomes = [isSoak ? 48 : 3]
        search.recoveryEvery = []
        var runs = 0
        let calls = try Self.run(start, []).calls
        for number in calls.indices {
            for fault in faults {
                if case .short = fault, calls[number] != "write" { continue }
                for last in [number, .max] {
                    let name = "\(start), call \(number) \(fault)\(last == number ? "" : " for ever")"
                    runs += 1
                    do throws(Violation) {
                        try search.explore(try Self.run(start, [(number...last, fault)]).points, name)
                    } catch {
                        Issue.record("\(name): \(error)")
                        return
                    }
                }
            }
        }
        print("Failing calls, \(start): \(runs) runs, \(search.checked) states")
    }

    @Test(
        "A failed sync whose data the page cache goes on showing: nothing of it is ever confirmed, whoever comes next",
        arguments: Start.allCases)
    func lostSync(start: Start) throws {
        var search = CrashSearch(seed: 2)
        search.outcomes = isSoak ? [64, 6] : [6, 1]
        search.recoveryEvery = isSoak ? [2] : [40]
        for (number, call) in try Self.run(start, []).calls.enumerated() where call == "sync" {
            for everyOther in [false, true] {
                do throws(Violation) {
                    let run = try Self.run(start, [(number...number, .lostSync(everyOther: everyOther))])
                    try search.explore(run.points, "\(start), sync lost at call \(number), \(everyOther ? "in part" : "whole")")
                } catch {
                    Issue.record("\(error)")
                    return
                }
            }
        }
        print("Lost syncs, \(start): \(search.checked) states")
    }

    /// One process that commits, reads and commits again while its calls fail; then another, whose calls work.
    private static func run(
        _ start: Start, _ faults: [(numbers: ClosedRange<Int>, fault: Fault)]
    ) throws(Violation) -> (points: [CrashPoint], calls: [String]) {
        guard case .success(let image) = CrashRun.newStore else { throw Violation("no new store") }
        let run = CrashRun(image)
        try prepare(start, run)
        let user = SimulatedUser(run.machine, run.book)
        let process = user.disk.process
        run.machine.look { $0.processes[process].faults = faults }
        _ = try user.commit([.init(command: "a", lengths: [10, 700])])
        _ = try user.follow()
        _ = try user.commit([.init(command: "b", lengths: [20])])
        user.close()
        let calls = run.machine.look { $0.processes[process].log }
        let points = try run.allPoints()
        run.machine.look { $0.processes[process].isDead = true }
        let next = SimulatedUser(run.machine, run.book)
        if let error = try next.commit([.init(command: "c", lengths: [5])]) { throw Violation("the next cannot write: \(error)") }
        return (points + [try run.allPoints()].compactMap(\.last), calls)
    }

    private static func prepare(_ start: Start, _ run: CrashRun) throws(Violation) {
        let first = SimulatedUser(run.machine, run.book)
        if let error = try first.commit([.init(command: "first", lengths: [30, 400])]) { throw Violation("\(error)") }
        guard start != .clean else { return }
        let process = first.disk.process
        let before = run.machine.look { $0.processes[process].calls }
        if let error = try first.commit([.init(command: "second", lengths: [5])]) { throw Violation("\(error)") }
        let confirmed = run.machine.image.usedBytes
        run.machine.look { $0.processes[process].dieLikeTurn(from: before, taking: start == .torn ? 600 : nil) }
        _ = try first.commit([.init(command: "left", lengths: [500, 500])])
        guard run.machine.image.usedBytes > confirmed else { throw Violation("nothing was left") }
    }
}
