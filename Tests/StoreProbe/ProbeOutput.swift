import Glibc
import Store

/// What a probe tells whoever started it, line by line.
enum ProbeOutput {
    /// At once and in one piece: whoever kills this process must have every line that was meant.
    static func say(_ line: String, to descriptor: Int32 = 1) {
        let bytes = Array((line + "\n").utf8)
        _ = write(descriptor, bytes, bytes.count)
    }

    static func waitForEnd() {
        while readLine() != nil {}
    }

    /// The error's case, with the reason behind it: `readOnly/outcomeUnknown`.
    static func name(_ error: JournalError) -> String {
        let name = String(describing: Mirror(reflecting: error).children.first?.label ?? "\(error)")
        if case .readOnly(_, let because?) = error { return name + "/" + self.name(because) }
        return name
    }

    /// Nanoseconds of the clock that all processes of a host share and nobody sets.
    static func now() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
