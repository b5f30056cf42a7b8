import Columns

/// What the directory keeps beside the rows of users: worked out from the rows alone, and so ahead, on another thread than
/// the one that takes them in.
package struct DerivedUsers: Sendable {
    let ids: [UInt32]
    /// The fields of a simple search, a row for each user.
    private(set) var folded = FoldedText()
    /// Of the folded usernames.
    private(set) var nameHashes: [UInt64] = []
    /// How many of the users are in each site and group.
    private(set) var sites: [SiteID: Int] = [:]
    private(set) var groups: [GroupID: Int] = [:]
    /// Whether no user comes twice, and each after all with a lower identifier.
    let isAscending: Bool

    init(_ users: UserRows) {
        let ids = users.ids.map(\.number)
        self.ids = ids
        isAscending = ids.indices.dropFirst().allSatisfy { ids[$0 - 1] < ids[$0] }
        nameHashes.reserveCapacity(ids.count)
        for position in users.indices { users.rows.read(position) { take(&$0) } }
    }

    private mutating func take(_ row: inout PackedReader) {
        _ = row.number()
        let fields = UserFields(rawValue: row.number(as: UInt16.self))
        folded.append { nameHashes.append(row.writeSearched(fields, into: &$0)) }
        if fields.contains(.position) { row.skipText() }
        if fields.contains(.sites) { row.each { sites[SiteID($0.number(as: UInt32.self)), default: 0] += 1 } }
        if fields.contains(.groups) { row.each { groups[GroupID($0.number(as: UInt32.self)), default: 0] += 1 } }
    }
}

extension PackedReader {
    /// Writes the fields of a simple search (R16) of a packed user whose identifier and fields were read; stands behind the
    /// devices then. Returns the hash of the folded username.
    mutating func writeSearched(_ fields: UserFields, into text: inout FoldedFields) -> UInt64 {
        text.field(&self)
        let hash = text.hash
        for field in [UserFields.fullName, .email, .phone, .managedAppleAccount] {
            if fields.contains(field) { text.field(&self) } else { text.emptyField() }
        }
        guard fields.contains(.devices) else { return hash }
        var left = number()
        while left > 0, !isAtEnd {
            text.field(&self)
            _ = byte()
            left -= 1
        }
        return hash
    }
}
