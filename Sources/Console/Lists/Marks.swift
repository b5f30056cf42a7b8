import Domain

/// Marked people, by identifier: marks survive every search, order and refresh.
struct Marks: Hashable, Sendable {
    private(set) var users = IDSet<UserID>()
    /// Where a range began; the next `v` ends it.
    var anchor: UserID?

    var count: Int { users.count }
    var isEmpty: Bool { users.isEmpty }
    func contains(_ user: UserID) -> Bool { users.contains(user) }

    mutating func toggle(_ user: UserID) {
        if users.contains(user) { users.remove(user) } else { users.insert(user) }
    }

    mutating func add(_ more: [UserID]) { users.formUnion(IDSet(more)) }

    /// Marks all of these when none is marked, else turns each mark round.
    mutating func turn(_ shown: [UserID]) {
        let all = IDSet(shown)
        let marked = users.intersection(all)
        var next = users.subtracting(all)
        next.formUnion(all.subtracting(marked))
        users = next
    }

    mutating func clear() { self = Marks() }

    /// How many of the marks are not among these rows.
    func hidden(from rows: [UserID]) -> Int { users.subtracting(IDSet(rows)).count }
}
