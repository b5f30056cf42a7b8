import Glibc

/// The clock that all processes of the host share.
enum Clock {
    static func nanoseconds() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }

    static func seconds() -> Double { Double(nanoseconds()) / 1e9 }

    /// How long a body takes.
    static func time<Result>(_ body: () throws -> Result) rethrows -> (seconds: Double, result: Result) {
        let began = seconds()
        let result = try body()
        return (seconds() - began, result)
    }
}
