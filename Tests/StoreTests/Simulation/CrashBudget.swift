import Foundation

/// How much one of the two shards of the crash search looks at.
///
/// `ROLLCALL_SOAK=1` asks for a million states a shard. `ROLLCALL_SOAK_SHARE=2/8` takes the third of eight parts of them, with
/// seeds of its own; `ROLLCALL_SOAK_SECONDS=600` ends after the script that is under way then.
struct CrashBudget {
    let states: Int
    let time: Duration
    /// In one of how many states the recovery is interrupted, too: a short run looks at more scripts instead.
    let recoveryEvery: [Int]
    /// Which part this is, from 0, of how many.
    let share: UInt64
    let shares: UInt64

    init(_ environment: [String: String] = ProcessInfo.processInfo.environment) {
        let isSoak = environment["ROLLCALL_SOAK"] != nil
        let parts = (environment["ROLLCALL_SOAK_SHARE"] ?? "").split(separator: "/").compactMap { UInt64($0) }
        let isPart = isSoak && parts.count == 2 && parts[0] < parts[1]
        (share, shares) = isPart ? (parts[0], parts[1]) : (0, 1)
        states = isSoak ? 1_000_000 / Int(shares) : 4500
        recoveryEvery = isSoak ? [30, 8] : [100, 8]
        time = .seconds((isSoak ? environment["ROLLCALL_SOAK_SECONDS"].flatMap { Int($0) } : nil) ?? 86_400)
    }
}
