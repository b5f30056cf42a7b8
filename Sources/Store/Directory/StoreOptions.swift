import Glibc

/// Who uses the store, and how patient it is.
package struct StoreOptions: Sendable {
    /// The login name: who is named to those who wait for a lock.
    package var user: String
    package var role: LockHolder.Role
    /// How long a turn waits for the write lock before it says who holds it.
    package var lockPatience: Duration
    /// How long bytes beyond MARK are left to whoever is writing them.
    package var settlingDelay: Duration
    /// Milliseconds since 1970 UTC; only for lock texts and the store's own records.
    package var now: @Sendable () -> Int64
    package var disk: any Disk
    /// From how many bytes on a segment of the journal is sealed and the next one begun.
    package var segmentLimit: UInt64
    /// How many bytes are kept free for small turns on a full disk; 0 for none.
    package var reserveLength: UInt64
    /// When what stands in the journal is sealed; nil for never, only for tests.
    package var sealing: SealPolicy?

    package init(
        user: String, role: LockHolder.Role, lockPatience: Duration = .seconds(5), settlingDelay: Duration = .milliseconds(200),
        now: @escaping @Sendable () -> Int64 = { WallClock.milliseconds() }, disk: any Disk = PosixDisk(),
        segmentLimit: UInt64 = 64 << 20, reserveLength: UInt64 = 4 << 20, sealing: SealPolicy? = SealPolicy()
    ) {
        self.user = user
        self.role = role
        self.lockPatience = lockPatience
        self.settlingDelay = settlingDelay
        self.now = now
        self.disk = disk
        self.segmentLimit = segmentLimit
        self.reserveLength = reserveLength
        self.sealing = sealing
    }
}

/// The host's clock.
package enum WallClock {
    /// Milliseconds since 1970 UTC.
    package static func milliseconds() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }

    /// Blocks the thread.
    static func sleep(milliseconds: Int) {
        usleep(UInt32(clamping: milliseconds * 1000))
    }
}

extension Duration {
    /// Whole milliseconds, for messages and waits.
    var wholeMilliseconds: Int {
        Int(clamping: components.seconds) * 1000 + Int(components.attoseconds / 1_000_000_000_000_000)
    }
}
