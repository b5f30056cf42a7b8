/// Why the simulator could not start.
package enum AppleSimulatorFailure: Error, Equatable, Sendable, CustomStringConvertible {
    /// The address is not on loopback; the simulator listens nowhere else.
    case notLoopback(String)
    /// The address is not `host:port`.
    case addressUnreadable(String)
    /// Another process keeps its state in this directory.
    case stateInUse(directory: String)
    /// The state file cannot be understood, from this line on.
    case stateUnreadable(path: String, line: Int)
    /// A file could not be read or written.
    case fileRefused(path: String, reason: String)

    /// The failure in words for a person.
    package var description: String {
        switch self {
        case .notLoopback(let address):
            "the simulator listens on loopback only (127.0.0.1, [::1], localhost), not on \(address)"
        case .addressUnreadable(let address):
            "\(address) is not an address of the form 127.0.0.1:8090"
        case .stateInUse(let directory):
            "another simulator keeps its state in \(directory)"
        case .stateUnreadable(let path, let line):
            "\(path):\(line): this is not a state of the simulator"
        case .fileRefused(let path, let reason):
            "\(path): \(reason)"
        }
    }
}
