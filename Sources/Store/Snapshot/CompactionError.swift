/// Why a snapshot was not made. The store is as good as before.
package enum CompactionError: Error, Hashable, Sendable, CustomStringConvertible {
    case journal(JournalError)
    /// Another process makes one just now.
    case busy(path: String)
    /// The state is of a sequence that the journal does not confirm as the end of a change.
    case notConfirmed(sequence: UInt64)
    /// This process began before a user was redacted, and may know what was redacted.
    case redactedSince
    /// There are records that a newer program understands: that one has to make the snapshot.
    case unknownRecords(count: Int)
    /// What was read back is not what was written.
    case notVerified(path: String, problem: String)

    package var description: String {
        switch self {
        case .journal(let error): "\(error)"
        case .busy(let path): "another process makes a snapshot just now (\(path) is locked)"
        case .notConfirmed(let sequence): "no change that is confirmed ends with #\(sequence); try again"
        case .redactedSince: "a user was redacted since this program was started; start it again"
        case .unknownRecords(let count):
            "\(count) records are of kinds that this version does not know; the version that wrote them has to make the snapshot"
        case .notVerified(let path, let problem):
            "\(path) was written and read back, and it is not what was written: \(problem). It was removed; look after the disk"
        }
    }
}
