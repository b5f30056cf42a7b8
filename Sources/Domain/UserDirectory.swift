import Columns

/// All users: the only way to them, so that how they are kept can change without touching a rule.
///
/// A user is a row of bytes, a row of folded text and a place in the index of usernames; nothing of it is a `String` until
/// asked for.
package struct UserDirectory: Sendable {
    private var rows = PackedIDTable<UserID, User>()
    private var index = SearchIndex()
    /// By the folded username: names are unique without regard to case, and what is equal then folds alike.
    private var byUsername = NumberIndex()

    package init() {}

    /// Takes rows together with what is derived from them.
    init(_ rows: PackedTable<User>, folded: SearchIndex, byUsername: NumberIndex) {
        self.rows = PackedIDTable(rows)
        index = folded
        self.byUsername = byUsername
    }

    /// Takes rows and derives the rest.
    init(_ rows: PackedTable<User>) {
        self.rows = PackedIDTable(rows)
        rows.scan { number, row in
            derive(number, row)
            return true
        }
    }

    /// The rows, as a snapshot keeps them.
    var table: PackedTable<User> { rows.rows }
    /// The searched text, as a cache keeps it.
    var foldedText: SearchIndex { index }
    /// The index of usernames, as a cache keeps it.
    var usernames: NumberIndex { byUsername }

    package var count: Int { rows.count }
    package var lastID: UserID? { rows.lastID }

    package subscript(id: UserID) -> User? { rows[id] }

    package func contains(_ id: UserID) -> Bool { rows.contains(id) }

    /// The user of a name, without regard to case.
    package func find(_ username: String) -> User? {
        let wanted = username.lowercased()
        var found: User?
        _ = byUsername.find(stableHash(Columns.fold(username)[...])) { number in
            guard let user = rows[UserID(number)], user.username.lowercased() == wanted else { return false }
            found = user
            return true
        }
        return found
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

    /// A search in steps, that can be given up when the next letter is typed.
    package func scan(_ query: SearchQuery) -> SearchScan { SearchScan(query, in: index) }

    mutating func adopt(_ kept: UserDirectory, unchangedSince before: UserDirectory) {
        rows.rows.adopt(kept.table, unchangedSince: before.table)
        index.adopt(kept.index, unchangedSince: before.index)
        byUsername.adopt(kept.byUsername, unchangedSince: before.byUsername)
    }

    /// The sites and groups of a user; nil when there is no such user.
    func memberships(of id: UserID) -> Memberships? { rows.rows.read(id.number) { Memberships(ofPackedUser: &$0) } }

    /// Adds the user of a row or replaces what is known of it.
    mutating func upsert(_ users: UserRows, at position: Int) {
        let number = users.id(at: position).number
        forgetName(of: UserID(number))
        rows.rows.set(number, from: position, of: users.rows)
        users.rows.read(position) { derive(number, $0) }
    }

    /// Adds users that come behind all others.
    ///
    /// - Parameter derived: of these users, ascending, the first behind `lastID`.
    mutating func append(_ users: UserRows, _ derived: DerivedUsers) {
        rows.rows.append(derived.ids, rows: users.rows)
        index.append(derived.ids, text: derived.folded)
        byUsername.insert(derived.ids, derived.nameHashes)
    }

    private mutating func derive(_ number: UInt32, _ row: PackedReader) {
        var (row, hash) = (row, UInt64(0))
        _ = row.number()
        let fields = UserFields(rawValue: row.number(as: UInt16.self))
        index.replace(number) { hash = row.writeSearched(fields, into: &$0) }
        byUsername.insert(number, hash)
    }

    private mutating func forgetName(of id: UserID) {
        guard let old = rows.rows.read(id.number, { Self.usernameHash(&$0) }) else { return }
        byUsername.remove(id.number, old)
    }

    private static func usernameHash(_ row: inout PackedReader) -> UInt64 {
        _ = row.number()
        _ = row.number()
        var folded: [UInt8] = []
        row.foldText(into: &folded)
        return stableHash(folded[...])
    }
}
