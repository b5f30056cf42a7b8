import Columns
import HashTreeCollections

/// All users: the only way to them, so that how they are kept can change without touching a rule.
package struct UserDirectory: Sendable {
    private var rows = IDTable<UserID, User>()
    /// By username in lower case: names are unique without regard to case.
    private var byUsername = TreeDictionary<String, UserID>()
    private var index = SearchIndex()

    package init() {}

    package var count: Int { rows.count }
    package var lastID: UserID? { rows.lastID }

    package subscript(id: UserID) -> User? { rows[id] }

    /// The user of a name, without regard to case.
    package func find(_ username: String) -> User? {
        byUsername[username.lowercased()].flatMap { rows[$0] }
    }

    /// All users in the order of their identifiers.
    package var all: some Sequence<User> { rows.values }

    /// The users that a simple search finds (R16), in the order of their identifiers.
    ///
    /// - Parameter limit: stops after so many; nil finds all.
    /// - Complexity: grows with the searched text, not with the number of hits.
    package func search(_ query: SearchQuery, limit: Int? = nil) -> [UserID] {
        index.search(query, limit: limit ?? .max).map(UserID.init)
    }

    /// How many users a simple search finds.
    package func count(_ query: SearchQuery) -> Int { query.isEmpty ? count : index.count(query) }

    /// Adds a user or replaces what is known of one.
    mutating func upsert(_ user: User) {
        if let old = rows[user.id], old.username != user.username { byUsername[old.username.lowercased()] = nil }
        rows[user.id] = user
        byUsername[user.username.lowercased()] = user.id
        index.replace(user.id.number, fields: Self.searchedFields(user))
    }

    /// The fields of a simple search (R16).
    private static func searchedFields(_ user: User) -> [String] {
        [user.username, user.fullName, user.email, user.phone, user.managedAppleAccount] + user.devices.map(\.serial)
    }
}
