import Columns
import HashTreeCollections

/// Who last decided about each user: the version that R28 compares.
///
/// An import decides about hundreds at a time: each user holds the sequence only, and what stands behind it is kept once, for
/// as long as it is somebody's last.
package struct UserDecisions: Equatable, Sendable {
    /// A decision and of how many users it is the last.
    package struct Shared: Hashable, Sendable {
        package var decision: Decision
        package var users: Int

        package init(_ decision: Decision, users: Int) {
            self.decision = decision
            self.users = users
        }
    }

    private var rows = PackedIDTable<UserID, Version>()
    private var bySequence = TreeDictionary<UInt64, Shared>()

    /// The sequence of a decision as it lies in a packed row.
    package struct Version: PackedRow {
        package var sequence: UInt64

        package init(_ sequence: UInt64) { self.sequence = sequence }
        package init(from reader: inout PackedReader) { sequence = reader.number() }
        package func pack(into writer: inout PackedWriter) { writer.number(sequence) }
    }

    package init() {}

    /// The sequence of each user's last decision; whoever sets it sets what `shared` has to say of it as well.
    package var versions: PackedTable<Version> {
        get { rows.rows }
        set { rows = PackedIDTable(newValue) }
    }

    /// Takes a decision as it was kept, with how many users it is the last of.
    package mutating func take(_ kept: Shared) { bySequence[kept.decision.sequence] = kept }

    /// The decisions that are somebody's last, in the order of their sequences.
    package var shared: [Shared] { bySequence.values.sorted { $0.decision.sequence < $1.decision.sequence } }

    subscript(id: UserID) -> Decision? { rows[id].flatMap { bySequence[$0.sequence]?.decision } }

    /// Notes a decision about users, each of whom it is the last of from now on.
    package mutating func note(_ decision: Decision, about users: [UserID]) {
        var news = bySequence[decision.sequence] ?? Shared(decision, users: 0)
        news.users += add(decision.sequence, of: users) ? users.count : change(to: decision.sequence, of: users)
        if news.users > 0 { bySequence[decision.sequence] = news }
    }

    /// The first decision about users who come behind all others, as an import makes it; false when they do not.
    private mutating func add(_ sequence: UInt64, of users: [UserID]) -> Bool {
        guard let first = users.first, rows.lastID.map({ $0 < first }) ?? true,
            users.indices.dropFirst().allSatisfy({ users[$0 - 1] < users[$0] })
        else { return false }
        var writer = PackedWriter()
        Version(sequence).pack(into: &writer)
        var versions = ByteRows()
        for _ in users { versions.append { $0 += writer.bytes } }
        rows.rows.append(users.map(\.number), rows: versions)
        return true
    }

    /// Returns of how many users it was not the last decision before.
    private mutating func change(to sequence: UInt64, of users: [UserID]) -> Int {
        var changed = 0
        for user in users {
            let before = rows[user]?.sequence
            guard before != sequence else { continue }
            if let before { release(before) }
            rows[user] = Version(sequence)
            changed += 1
        }
        return changed
    }

    /// How many decisions are kept; never more than there are users.
    var count: Int { bySequence.count }

    private mutating func release(_ sequence: UInt64) {
        guard var old = bySequence[sequence] else { return }
        old.users -= 1
        bySequence[sequence] = old.users > 0 ? old : nil
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
