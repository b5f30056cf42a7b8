import Glibc
import Terminal
import TestSupport

/// The probe program on a terminal of its own.
enum Probe {
    /// Starts it and waits for its first frame.
    static func start(
        _ words: [String] = [], rows: Int = 24, columns: Int = 80, environment: [String: String] = ["TERM": "xterm-256color"]
    ) throws -> PseudoTerminal {
        let terminal = try PseudoTerminal([try path()] + words, rows: rows, columns: columns, environment: environment)
        try terminal.report("frame")
        return terminal
    }

    /// Where the probe was built: beside the tests.
    static func path() throws -> String {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = readlink("/proc/self/exe", &buffer, buffer.count)
        let own = String(decoding: buffer.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let path = own.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 } + "/ScreenProbe"
        guard access(path, X_OK) == 0 else { throw PseudoTerminal.Failure(description: "no \(path)") }
        return path
    }

    /// The screen that a person would see after this output.
    static func screen(of output: [UInt8], rows: Int = 24, columns: Int = 80) -> VirtualTerminal {
        var screen = VirtualTerminal(rows: rows, columns: columns) { scalar in
            switch WidthTable.class(of: scalar) {
            case .mark, .variation, .hidden: 0
            case .wide, .skinTone: 2
            default: 1
            }
        }
        screen.feed(output)
        return screen
    }
}

extension PseudoTerminal {
    /// Types, waits for the frame that follows the first key, and returns its bytes as the probe counted them.
    func frame(after keys: String) throws -> Int {
        let start = reports.count
        type(keys)
        return try frame(behind: "key", after: start)
    }

    /// Waits for the frame that follows a report and returns its bytes as the probe counted them.
    func frame(behind prefix: String, after start: Int) throws -> Int {
        var line: String?
        try wait(for: "a frame behind \(prefix)") { terminal in
            let since = terminal.reports.dropFirst(start)
            line = since.firstIndex { $0.hasPrefix(prefix) }.flatMap { first in since[first...].first { $0.hasPrefix("frame") } }
            return line != nil
        }
        return line.flatMap { Int($0.split(separator: " ")[1]) } ?? -1
    }
}
