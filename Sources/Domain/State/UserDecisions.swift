import Columns
import HashTreeCollections

/// Who last decided about each user: the version that R28 compares.
///
/// An import decides about hundreds at a time: each user holds the sequence only, and what stands behind it is kept once, for
/// as long as it is somebody's last.
package struct UserDecisions: Sendable {
    private struct Shared: Sendable {
        var decision: Decision
        var users: Int
    }

    private var versions = PackedIDTable<UserID, Version>()
    private var shared = TreeDictionary<UInt64, Shared>()

    /// The sequence of a decision as it lies in a packed row.
    private struct Version: PackedRow {
        var sequence: UInt64

        init(_ sequence: UInt64) { self.sequence = sequence }
        init(from reader: inout PackedReader) { sequence = reader.number() }
        func pack(into writer: inout PackedWriter) { writer.number(sequence) }
    }

    subscript(id: UserID) -> Decision? { versions[id].flatMap { shared[$0.sequence]?.decision } }

    mutating func note(_ decision: Decision, about users: some Sequence<UserID>) {
        var news = shared[decision.sequence] ?? Shared(decision: decision, users: 0)
        for user in users {
            let before = versions[user]?.sequence
            guard before != decision.sequence else { continue }
            if let before { release(before) }
            versions[user] = Version(decision.sequence)
            news.users += 1
        }
        if news.users > 0 { shared[decision.sequence] = news }
    }

    /// How many decisions are kept; never more than there are users.
    var count: Int { shared.count }

    private mutating func release(_ sequence: UInt64) {
        guard var old = shared[sequence] else { return }
        old.users -= 1
        shared[sequence] = old.users > 0 ? old : nil
    }
}

extension State {
    /// Who last changed what is known of a user, or the groups of one, and when; nil for nobody.
    package func decision(about user: UserID) -> Decision? { userDecisions[user] }

    mutating func noteUserDecision(_ event: Event, _ stamp: Stamp) {
        switch event {
        case .usersChanged(let changed):
            userDecisions.note(Decision(stamp, what: "usersChanged"), about: changed.ids)
        case .groupMembersChanged(_, let added, let removed):
            let known = (added + removed).filter(users.contains)
            userDecisions.note(Decision(stamp, what: "groupMembersChanged"), about: known)
        default: break
        }
    }
}
