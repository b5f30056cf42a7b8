/// Who holds a lock, as that process wrote it into the lock file.
package struct LockHolder: Hashable, Sendable, CustomStringConvertible {
    /// What kind of process it is.
    package enum Role: String, Hashable, Sendable {
        case service, console, verb
    }

    package let processID: Int32
    /// The login name of the person, or of the service user.
    package let name: String
    package let role: Role
    /// Milliseconds since 1970 UTC.
    package let since: Int64
    /// Whether the process is stopped (Ctrl-Z) and so cannot give the lock back.
    package let isStopped: Bool

    package init(processID: Int32, name: String, role: Role, since: Int64, isStopped: Bool = false) {
        self.processID = processID
        self.name = name
        self.role = role
        self.since = since
        self.isStopped = isStopped
    }

    package var description: String {
        "\(name) (\(role.rawValue), process \(processID)) since \(Timestamp.text(since))"
            + (isStopped ? ", which is stopped: continue it with `kill -CONT \(processID)`" : "")
    }
}
