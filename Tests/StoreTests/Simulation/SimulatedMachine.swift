import Glibc
import Store
import Synchronization

/// One host with a simulated disk, on which several processes run.
final class SimulatedMachine: Sendable {
    /// What happens to a call instead of what it should do.
    enum Fault: Sendable {
        case error(Int32)
        /// The call does its work and fails all the same.
        case errorAfterwards(Int32)
        /// Half of the bytes are taken, and the next write fails.
        case short(Int32)
        /// A sync fails, the page cache goes on showing the data, the disk does not have it (or only every other sector).
        case lostSync(everyOther: Bool)
    }

    struct Process: Sendable {
        /// What was called, in order.
        var log: [String] = []
        var faults: [(numbers: ClosedRange<Int>, fault: Fault)] = []
        /// The call at which the process dies, and how many bytes of a write are taken before.
        var death: (call: Int, bytes: Int)?
        var isDead = false
        var nextWrite: Int32?

        var calls: Int { log.count }
    }

    struct Descriptor: Sendable {
        let process: Int
        let file: Int
    }

    struct State: Sendable {
        var image: DiskImage
        var processes: [Process] = []
        var descriptors: [Int32: Descriptor] = [:]
        var nextDescriptor: Int32 = 3
        /// By file: the descriptor that holds the lock.
        var locks: [Int: Int32] = [:]
        /// Milliseconds since 1970.
        var clock: Int64 = 1_795_347_290_123
        var capacity = Int.max
        /// From how many bytes on a segment is sealed.
        var segmentLimit: UInt64 = 64 << 20
        /// How many calls changed something.
        var changes = 0
        var onChange: @Sendable (DiskImage, String) -> Void = { _, _ in }
    }

    private let state: Mutex<State>

    init(_ image: DiskImage = DiskImage()) {
        state = Mutex(State(image: image))
    }

    func withState<Result: Sendable>(_ body: (inout State) throws(DiskError) -> Result) throws(DiskError) -> Result {
        try state.withLock { (state) throws(DiskError) -> Result in try body(&state) }
    }

    func look<Result: Sendable>(_ body: (inout State) -> Result) -> Result {
        state.withLock { body(&$0) }
    }

    var image: DiskImage { look { $0.image } }
    var changes: Int { look { $0.changes } }

    /// Called before each call that changes the disk.
    func onChange(_ body: @escaping @Sendable (DiskImage, String) -> Void) {
        look { $0.onChange = body }
    }

    func newProcess() -> SimulatedDisk {
        look { $0.processes.append(Process()) }
        return SimulatedDisk(machine: self, process: look { $0.processes.count - 1 })
    }

    /// Who uses a store from this process.
    func options(_ disk: SimulatedDisk, user: String = "ada") -> StoreOptions {
        StoreOptions(
            user: user, role: .verb, lockPatience: .zero, settlingDelay: .zero,
            now: { [self] in look { $0.clock } }, disk: disk, segmentLimit: look { $0.segmentLimit }, reserveLength: 4096)
    }
}

extension SimulatedMachine.State {
    /// Ends a process as `kill -9` does: what it wrote stays, what it locked is free.
    mutating func kill(_ process: Int) {
        processes[process].isDead = true
        for (descriptor, open) in descriptors where open.process == process { close(descriptor) }
    }

    mutating func close(_ descriptor: Int32) {
        unlock(descriptor)
        descriptors[descriptor] = nil
    }

    mutating func unlock(_ descriptor: Int32) {
        guard let file = descriptors[descriptor]?.file, locks[file] == descriptor else { return }
        locks[file] = nil
    }
}
