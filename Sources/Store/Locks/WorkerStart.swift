import Glibc

/// That a process began to deliver: the store's own record `store.workerStarted`.
///
/// Each start has an epoch one higher than the last; claims and outcomes carry it, so that those of an earlier start can be told
/// apart.
package struct WorkerStart: Hashable, Sendable {
    package static let kind = "store.workerStarted"

    package let epoch: UInt64
    /// The host's boot, from `/proc/sys/kernel/random/boot_id`.
    package let bootID: String
    package let processID: Int32

    package init(epoch: UInt64, bootID: String, processID: Int32) {
        self.epoch = epoch
        self.bootID = bootID
        self.processID = processID
    }

    /// Reads the content of a record of this kind.
    /// - Throws: `JSONError`.
    package init(body: ArraySlice<UInt8>) throws(JSONError) {
        let fields = try JSONFields(body)
        epoch = try fields.integer("epoch")
        bootID = try fields.string("boot_id")
        processID = try fields.integer("pid")
    }

    /// This process, on this boot of the host.
    package static func current(epoch: UInt64) -> WorkerStart {
        // Without /proc the boot is not known; the epoch alone decides anyway.
        let boot = (try? PosixDisk().readSpecial("/proc/sys/kernel/random/boot_id")) ?? []
        return WorkerStart(
            epoch: epoch, bootID: String(decoding: boot.prefix { $0 != .lineFeed }, as: UTF8.self), processID: getpid())
    }
}

extension PendingRecord {
    /// The record of a worker's start.
    package init(_ start: WorkerStart) {
        self.init(kind: WorkerStart.kind) { writer in
            writer.field("epoch", start.epoch)
            writer.field("boot_id", start.bootID)
            writer.field("pid", start.processID)
        }
    }
}
