import Domain

/// Which users a list shows and in which order: a pure question to a state.
package struct UserSearch: Hashable, Sendable {
    let text: SearchText
    let filter: UserFilter
    let order: UserOrder
    /// Counts up with every question of the pane, so that an old answer is known as one.
    let number: Int

    /// Above so many users a question is answered off the path of a key.
    static let most = 20_000

    /// Whether it needs more than a look at the names.
    var isPlain: Bool { filter == .all && order == .number }

    /// The users, all of them.
    ///
    /// - Complexity: grows with the users.
    package func run(in state: State) -> [UserID] {
        let found = text.isEmpty ? UserSearch.everybody(in: state) : state.users.search(text.query)
        let admitted = filter == .all ? found : found.filter { filter.admits(state.overallStatus(of: $0).status) }
        return order.sorted(admitted, in: state)
    }
}

extension UserSearch {
    /// All identifiers in their order; counters without gaps need no walk over the users.
    fileprivate static func everybody(in state: State) -> [UserID] {
        guard let last = state.users.lastID, Int(last.number) == state.users.count else { return state.users.all.map(\.id) }
        return (1...last.number).map { UserID($0) }
    }
}

/// The filter chips of the users pane.
enum UserFilter: Int, CaseIterable, Hashable, Sendable {
    case all, notAccepted, problems, invited, notInvited, accepted

    var label: String {
        switch self {
        case .all: "all"
        case .notAccepted: "not accepted"
        case .problems: "problems"
        case .invited: "invited"
        case .notInvited: "not invited"
        case .accepted: "accepted"
        }
    }

    var next: UserFilter { UserFilter(rawValue: rawValue + 1) ?? .all }

    func admits(_ status: OverallStatus) -> Bool {
        switch (self, status) {
        case (.all, _), (.accepted, .accepted), (.problems, .problem), (.problems, .notReached): true
        case (.invited, .invited), (.invited, .waiting), (.notInvited, .notInvited): true
        case (.notAccepted, .accepted): false
        case (.notAccepted, _): true
        default: false
        }
    }
}

/// The orders of the users pane.
package enum UserOrder: String, CaseIterable, Hashable, Sendable {
    case number, username, fullName, status, since

    var label: String {
        switch self {
        case .number: "as imported"
        case .username: "username"
        case .fullName: "name"
        case .status: "status"
        case .since: "longest first"
        }
    }

    var next: UserOrder {
        let all = UserOrder.allCases
        return all[((all.firstIndex(of: self) ?? 0) + 1) % all.count]
    }

    /// The same users in this order; equal ones by number, so that the same facts always give the same list.
    func sorted(_ users: [UserID], in state: State) -> [UserID] {
        switch self {
        case .number: users
        case .username: by(users) { state.users[$0]?.username.lowercased() ?? "" }
        case .fullName: by(users) { state.users[$0]?.displayName.lowercased() ?? "" }
        case .status: by(users) { UserOrder.rank(state.overallStatus(of: $0).status) }
        case .since: by(users) { state.overallStatus(of: $0).since ?? Instant(milliseconds: .max) }
        }
    }

    private func by<Key: Comparable>(_ users: [UserID], _ key: (UserID) -> Key) -> [UserID] {
        users.map { (key($0), $0) }.sorted { $0.0 != $1.0 ? $0.0 < $1.0 : $0.1 < $1.1 }.map(\.1)
    }

    private static func rank(_ status: OverallStatus) -> Int {
        switch status {
        case .problem: 0
        case .redo: 1
        case .notReached: 2
        case .notInvited: 3
        case .waiting: 4
        case .invited: 5
        case .accepted: 6
        }
    }
}
