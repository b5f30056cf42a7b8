import Foundation
import Synchronization

/// The streams of this process.
package struct StandardStreams: Streams {
    private static let isClosed = Atomic(false)

    package init() {}

    package var outputIsClosed: Bool { Self.isClosed.load(ordering: .relaxed) }

    package var canAsk: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 }
    package var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    package var outputColumns: Int? {
        guard isatty(STDOUT_FILENO) == 1 else { return nil }
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    package func write(_ text: String) { Self.write(text, to: STDOUT_FILENO) }
    package func writeError(_ text: String) { Self.write(text, to: STDERR_FILENO) }
    package func readLine() -> String? { Swift.readLine() }

    package func readAll() throws(CommandLineFailure) -> [UInt8] {
        do { return Array(try FileHandle.standardInput.readToEnd() ?? Data()) } catch {
            throw .outside("standard input cannot be read: \(error.localizedDescription)")
        }
    }

    private static func write(_ text: String, to file: Int32) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if count > 0 {
                bytes = bytes.dropFirst(count)
            } else if errno == EAGAIN {
                // Whoever shares the terminal may have made it non-blocking.
                usleep(1_000)
            } else if errno != EINTR {
                if file == STDOUT_FILENO { isClosed.store(true, ordering: .relaxed) }
                return
            }
        }
    }
}
