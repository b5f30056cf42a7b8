import Synchronization

/// The right to deliver: held for life by at most one process of a store, given back by the kernel when that process dies.
package final class WorkerLock: Sendable {
    private let layout: StoreLayout
    private let options: StoreOptions
    private let held = Mutex<OpenFile?>(nil)

    init(layout: StoreLayout, options: StoreOptions) {
        self.layout = layout
        self.options = options
    }

    deinit {
        release()
    }

    /// Whether this object holds the lock.
    package var isHeld: Bool { held.withLock { $0 != nil } }

    /// Takes the lock if nobody holds it; true also when this object holds it already. Never waits.
    /// - Throws: `system`.
    package func tryAcquire() throws(JournalError) -> Bool {
        try held.withLock { (held) throws(JournalError) in
            if held != nil { return true }
            held = try onDisk { () throws(DiskError) in try lockedFile() }
            return held != nil
        }
    }

    /// Gives the lock back; nothing if it is not held.
    package func release() {
        held.withLock { held in
            if let file = held { options.disk.unlockAndClose(file) }
            held = nil
        }
    }

    /// Who delivers now; nil if nobody does.
    /// - Throws: `system`.
    package func holder() throws(JournalError) -> LockHolder? {
        try held.withLock { (held) throws(JournalError) in
            try onDisk { () throws(DiskError) in
                if let file = held { return LockHolder.read(file, options.disk) }
                let file = try open()
                defer { options.disk.unlockAndClose(file) }
                return try options.disk.lock(file, wait: false) ? nil : LockHolder.read(file, options.disk)
            }
        }
    }

    private func open() throws(DiskError) -> OpenFile {
        try options.disk.open(layout.workerLock, .readWrite, create: .ifMissing, mode: 0o640)
    }

    private func lockedFile() throws(DiskError) -> OpenFile? {
        let file = try open()
        do throws(DiskError) {
            let disk = options.disk
            let isOurs = try disk.lock(file, wait: false)
            // A lock on a file that was replaced meanwhile protects nothing.
            guard isOurs, try disk.status(file).inode == disk.status(at: layout.workerLock)?.inode else {
                disk.unlockAndClose(file)
                return nil
            }
            try disk.truncate(file, to: 0)
            try disk.writeAll(file, LockHolder.current(options).text, at: 0)
            return file
        } catch {
            options.disk.unlockAndClose(file)
            throw error
        }
    }
}
