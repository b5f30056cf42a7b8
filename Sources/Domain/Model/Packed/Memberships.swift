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
        for field in [UserFields.fullName, .email, .phone, .managedAppleAccount] where fields.contains(field) { row.skipText() }
        if fields.contains(.devices) { _ = row.list { ($0.skipText(), $0.byte()) } }
        if fields.contains(.position) { row.skipText() }
        if fields.contains(.sites) { sites = row.list { SiteID($0.number(as: UInt32.self)) } }
        if fields.contains(.groups) { groups = row.list { GroupID($0.number(as: UInt32.self)) } }
    }
}
