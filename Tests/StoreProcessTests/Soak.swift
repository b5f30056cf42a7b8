import Glibc

/// How much a run does: little in `make test`, the full count under `ROLLCALL_SOAK=1`.
enum Soak {
    static let isOn = getenv("ROLLCALL_SOAK").map { String(cString: $0) } == "1"

    /// Where chance begins; `ROLLCALL_SEED` repeats an earlier run.
    static let seed: UInt64 =
        getenv("ROLLCALL_SEED").flatMap { UInt64(String(cString: $0)) } ?? (isOn ? UInt64(time(nil)) : 20_261_122)

    /// `ROLLCALL_SOAK_SHARE=10` does a tenth of the full count.
    private static let share = max(1, getenv("ROLLCALL_SOAK_SHARE").flatMap { Int(String(cString: $0)) } ?? 1)

    static func count(_ few: Int, full: Int) -> Int { isOn ? max(few, full / share) : few }

    /// Runs a part and prints its count, seed and duration.
    static func run<Result>(_ name: String, _ body: () throws -> (count: Int, result: Result)) rethrows -> Result {
        let start = ContinuousClock.now
        let (count, result) = try body()
        let time = ContinuousClock.now - start
        // At once: a run that is ended later has still said what it did.
        let line = Array("soak: \(name): \(count), seed \(seed), \(time.components.seconds) s\n".utf8)
        _ = write(1, line, line.count)
        return result
    }
}

/// Numbers that follow from a seed (SplitMix64).
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(_ salt: UInt64 = 0) {
        state = Soak.seed &+ salt &* 0x2545_f491_4f6c_dd1d
    }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }
}
