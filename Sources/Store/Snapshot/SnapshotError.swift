/// Why a snapshot cannot be used. None of this harms the store: the journal is the truth.
package enum SnapshotError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A line is wrong, or there are too few; the byte offset of the line.
    case damaged(at: UInt64, problem: String)
    /// It is of another store.
    case otherStore
    /// Another version of the program made it by other rules.
    case otherForm(Int64)
    /// It stands at a place that is not in this journal, or not confirmed there.
    case otherJournal
    case disk(JournalError)

    package var description: String {
        switch self {
        case .damaged(let offset, let problem): "the line at byte \(offset) is wrong: \(problem)"
        case .otherStore: "it is of another store"
        case .otherForm(let form): "it was made by other rules (form \(form))"
        case .otherJournal: "it stands at a place that the journal does not confirm"
        case .disk(let error): "\(error)"
        }
    }
}
