import Store
import Testing

struct StoreMakingTests {
    @Test("A store that was made outlives any power loss; one that was not finished is not taken for a store")
    func making() throws {
        let run = CrashRun(DiskImage())
        let options = run.machine.options(run.machine.newProcess())
        _ = try StoreDirectory.create(at: SimulatedUser.folder, options: options)
        var random = SplitMix(seed: 3)
        var made = 0
        let points = try run.allPoints()
        for (number, point) in points.enumerated() {
            let loss = PowerLoss(point.image)
            for picks in loss.picks(atMost: 300, &random) {
                let image = loss.outcome(picks)
                if number < points.count - 1 && !Self.isStore(image) { continue }
                made += 1
                do {
                    try CrashChecker(image, point.ledger).check()
                    try Self.checkKeys(image)
                } catch {
                    Issue.record("before \(point.call), \(picks): \(error)")
                    return
                }
            }
        }
        #expect(made > 0)
    }

    /// A store whose keys are gone opens, and can do nothing with what was sealed.
    private static func checkKeys(_ image: DiskImage) throws {
        let machine = SimulatedMachine(image)
        let store = try StoreDirectory.open(
            at: SimulatedUser.folder, access: .read, options: machine.options(machine.newProcess()))
        _ = try store.secrets()
    }

    /// Whether the disk holds what somebody would take for a store.
    private static func isStore(_ image: DiskImage) -> Bool {
        let machine = SimulatedMachine(image)
        do throws(JournalError) {
            _ = try StoreDirectory.open(at: SimulatedUser.folder, access: .read, options: machine.options(machine.newProcess()))
            return true
        } catch {
            return false
        }
    }
}
