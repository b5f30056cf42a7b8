import Columns

/// The registrations of one location, with how many have each status.
package struct RegistrationTable: Sendable {
    package private(set) var rows = PackedIDTable<UserID, Registration>()
    private(set) var indexes = Indexes()

    /// What is derived from the rows.
    package struct Indexes: Sendable {
        package var countByStatus: [Int] = Array(repeating: 0, count: RegistrationStatus.allCases.count)
        package var byClientUserID = NumberIndex()

        package init() {}
    }

    package init() {}

    /// Takes rows together with what is derived from them.
    init(_ rows: PackedIDTable<UserID, Registration>, _ indexes: Indexes) {
        self.rows = rows
        self.indexes = indexes
    }

    /// Takes rows and derives the rest.
    init(_ rows: PackedIDTable<UserID, Registration>) {
        self.rows = rows
        for registration in rows.values {
            indexes.countByStatus[registration.status.index] += 1
            indexes.byClientUserID.insert(registration.user.number, registration.clientUserID.stableHash)
        }
    }

    mutating func adopt(_ kept: RegistrationTable, unchangedSince before: RegistrationTable) {
        rows.rows.adopt(kept.rows.rows, unchangedSince: before.rows.rows)
        indexes.byClientUserID.adopt(kept.indexes.byClientUserID, unchangedSince: before.indexes.byClientUserID)
    }

    /// How many have a status; users without a record are not counted as `notInvited` here.
    package func count(_ status: RegistrationStatus) -> Int { indexes.countByStatus[status.index] }

    /// Whose registration Apple knows by this name.
    package func user(_ clientUserID: UniqueID) -> UserID? {
        indexes.byClientUserID.find(clientUserID.stableHash) { rows[UserID($0)]?.clientUserID == clientUserID }.map(UserID.init)
    }

    /// Adds a registration or replaces the one of the same user.
    mutating func set(_ registration: Registration) {
        let old = rows[registration.user]
        rows[registration.user] = registration
        if old?.status != registration.status {
            if let old { indexes.countByStatus[old.status.index] -= 1 }
            indexes.countByStatus[registration.status.index] += 1
        }
        guard old?.clientUserID != registration.clientUserID else { return }
        if let old { indexes.byClientUserID.remove(registration.user.number, old.clientUserID.stableHash) }
        indexes.byClientUserID.insert(registration.user.number, registration.clientUserID.stableHash)
    }
}
