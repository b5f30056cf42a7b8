import Columns

/// The sites and groups of a user.
struct Memberships: Hashable {
    var sites: [SiteID] = []
    var groups: [GroupID] = []

    /// Reads over a packed user and keeps only these.
    init(ofPackedUser row: inout PackedReader) {
        _ = row.number()
        let fields = UserFields(rawValue: row.number(as: UInt16.self))
        guard !fields.isDisjoint(with: [.sites, .groups]) else { return }
        row.skipText()
        var texts = fields.intersection([.fullName, .email, .phone, .managedAppleAccount]).rawValue.nonzeroBitCount
        while texts > 0 {
            row.skipText()
            texts -= 1
        }
        if fields.contains(.devices) { row.skipDevices() }
        if fields.contains(.position) { row.skipText() }
        if fields.contains(.sites) { sites = row.list { SiteID($0.number(as: UInt32.self)) } }
        if fields.contains(.groups) { groups = row.list { GroupID($0.number(as: UInt32.self)) } }
    }
}

extension PackedReader {
    fileprivate mutating func skipDevices() {
        var left = number()
        while left > 0, !isAtEnd {
            skipText()
            _ = byte()
            left -= 1
        }
    }
}
