import Domain
import Foundation
import Glibc
import Testing

@testable import Store

@Suite("Snapshots and crashes")
struct CompactionCrashTests {
    private let isSoak = ProcessInfo.processInfo.environment["ROLLCALL_SOAK"] != nil

    /// A store with a snapshot, segments that the next run archives, and news for the next snapshot.
    private static func prepared() throws -> (image: DiskImage, state: StateImage, records: [[UInt8]]) {
        let machine = SimulatedMachine(try CrashRun.newStore.get())
        machine.look { $0.segmentLimit = 2_500 }
        var chance = Chance(seed: 21)
        var keeper = try StateKeeper(try open(machine))
        try keeper.write(40, &chance)
        try keeper.compact()
        try keeper.write(20, &chance)
        machine.look { $0.image.writeBack() }
        return (machine.image, keeper.state.image, try keeper.store.journal.all().map { Array($0.line) })
    }

    private static func open(_ machine: SimulatedMachine) throws -> StoreDirectory {
        machine.look { $0.segmentLimit = 2_500 }
        return try StoreDirectory.open(
            at: SimulatedUser.folder, access: .readWrite, options: machine.options(machine.newProcess()))
    }

    /// Whatever happened: everything is there, a start gives the same state, and the next run ends well.
    private static func check(_ image: DiskImage, _ expected: (state: StateImage, records: [[UInt8]])) throws {
        let machine = SimulatedMachine(image)
        machine.look { $0.clock += 8 * 86_400_000 }
        var keeper = try StateKeeper(try open(machine))
        #expect(difference(keeper.state.image, expected.state) == [])
        #expect(try keeper.store.journal.all().map { Array($0.line) } == expected.records)
        var chance = Chance(seed: 5)
        try keeper.write(1, &chance)
        let report = try keeper.compact()
        #expect(report.isNew)
        let names = machine.image.names.keys.filter { $0.hasPrefix("/store/snapshot/") }
        #expect(names.count == 2 && names.allSatisfy { $0.hasSuffix(".jsonl") })
        let again = try StateKeeper(try open(machine))
        #expect(again.start == report.sequence && again.notices == [])
        #expect(difference(again.state.image, keeper.state.image) == [])
        #expect(try again.store.journal.all().count == Int(keeper.state.sequence))
    }

    @Test("Killed or without power at any call, the store has all of its history and one good snapshot at least")
    func crashes() throws {
        let (image, state, records) = try Self.prepared()
        let run = CrashRun(image, segmentLimit: 2_500)
        run.machine.look { $0.clock += 8 * 86_400_000 }
        let keeper = try StateKeeper(try Self.open(run.machine))
        let report = try keeper.compact()
        #expect(report.isNew && report.archived.count > 1)
        let points = try run.allPoints()
        #expect(points.count > 20)
        var random = SplitMix(seed: 11)
        var states = 0
        for point in points {
            try Self.check(point.image, (state, records))
            let loss = PowerLoss(point.image)
            for picks in loss.picks(atMost: isSoak ? 200 : 5, &random) {
                try Self.check(loss.outcome(picks), (state, records))
                states += 1
            }
        }
        print("Snapshots: \(points.count) moments, \(states) states after a power loss")
    }

    @Test("Whatever call fails while a snapshot is made, nothing is lost and the next run ends well")
    func failures() throws {
        let (image, state, records) = try Self.prepared()
        let calls = try Self.fail(image, [])
        let codes = isSoak ? [EIO, ENOSPC, EROFS, EACCES, EMFILE] : [EIO, ENOSPC]
        var faults = codes.map(SimulatedMachine.Fault.error) + [.errorAfterwards(EIO), .lostSync(everyOther: true)]
        faults.append(.short(ENOSPC))
        for number in calls.log.indices {
            for fault in faults {
                if case .short = fault, calls.log[number] != "write" { continue }
                if case .lostSync = fault, calls.log[number] != "sync" { continue }
                let after = try Self.fail(image, [(number...number, fault)])
                try Self.check(after.image, (state, records))
            }
        }
    }

    /// One run in a process whose calls fail.
    private static func fail(
        _ image: DiskImage, _ faults: [(numbers: ClosedRange<Int>, fault: SimulatedMachine.Fault)]
    ) throws -> (image: DiskImage, log: [String]) {
        let machine = SimulatedMachine(image)
        machine.look { $0.clock += 8 * 86_400_000 }
        let store = try open(machine)
        let keeper = try StateKeeper(store)
        machine.look { state in
            state.processes[0].log = []
            state.processes[0].faults = faults
        }
        do { try keeper.compact() } catch {
            #expect(!faults.isEmpty, "\(error)")
        }
        let log = machine.look { $0.processes[0].log }
        machine.look { $0.kill(0) }
        return (machine.image, log)
    }
}
