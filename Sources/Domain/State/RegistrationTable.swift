import Columns

/// The registrations of one location, with how many have each status.
package struct RegistrationTable: Sendable {
    package private(set) var rows = PackedIDTable<UserID, Registration>()
    private var countByStatus: [Int] = Array(repeating: 0, count: RegistrationStatus.allCases.count)
    private var byClientUserID = NumberIndex()

    package init() {}

    /// How many have a status; users without a record are not counted as `notInvited` here.
    package func count(_ status: RegistrationStatus) -> Int { countByStatus[status.index] }

    /// Whose registration Apple knows by this name.
    package func user(_ clientUserID: UniqueID) -> UserID? {
        byClientUserID.find(clientUserID.stableHash) { rows[UserID($0)]?.clientUserID == clientUserID }.map(UserID.init)
    }

    /// Adds a registration or replaces the one of the same user.
    mutating func set(_ registration: Registration) {
        let old = rows[registration.user]
        rows[registration.user] = registration
        if old?.status != registration.status {
            if let old { countByStatus[old.status.index] -= 1 }
            countByStatus[registration.status.index] += 1
        }
        guard old?.clientUserID != registration.clientUserID else { return }
        if let old { byClientUserID.remove(registration.user.number, old.clientUserID.stableHash) }
        byClientUserID.insert(registration.user.number, registration.clientUserID.stableHash)
    }
}
