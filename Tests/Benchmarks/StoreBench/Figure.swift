import Glibc

/// What a run prints: a name and a number a line.
enum Figure {
    static func say(_ name: String, _ value: Double) { line("\(name) \(value)") }
    static func say(_ name: String, _ value: Int) { line("\(name) \(value)") }

    /// A line at once: whoever reads may be waiting for it.
    static func line(_ text: String) {
        let bytes = Array("\(text)\n".utf8)
        _ = write(STDOUT_FILENO, bytes, bytes.count)
    }

    /// The middle and the slow end of a list of seconds.
    static func say(_ name: String, _ seconds: [Double]) {
        let ordered = seconds.sorted()
        guard let slowest = ordered.last else { return }
        for percent in [50, 95, 99] {
            say("\(name)_p\(percent)", ordered[min(ordered.count - 1, ordered.count * percent / 100)])
        }
        say("\(name)_max", slowest)
    }

    /// Own memory and mapped file pages of this process, in KiB.
    static func sayMemory(_ name: String) {
        guard let file = fopen("/proc/self/status", "r") else { return }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 256)
        while fgets(&line, 256, file) != nil {
            let words = String(decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
                .split { $0 == ":" || $0 == "\t" || $0 == " " }
            guard words.count > 1, let size = Int(words[1]) else { continue }
            if words[0] == "RssAnon" { say("\(name)_anon_kib", size) }
            if words[0] == "RssFile" { say("\(name)_file_kib", size) }
        }
    }
}
