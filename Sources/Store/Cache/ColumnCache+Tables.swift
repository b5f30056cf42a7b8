import Columns
import Domain

// Which parts of a state lie in which section.

extension ColumnCache {
    func write(_ state: State, _ position: ChainPosition, to writer: inout CacheWriter) throws(DiskError) {
        let (image, derived) = (state.image, state.derivedIndexes)
        try writer.section("head", head(position))
        try writer.section("facts", Array(SnapshotCoding.smallFacts(of: image).joined(separator: [.lineFeed])))
        try writer.table("users", image.users)
        try writer.table("decisions", image.userDecisions.versions)
        for (id, table) in image.recipients.entries { try writer.table("recipients \(id.number)", table) }
        for (id, table) in image.registrations.entries { try writer.table("registrations \(id.number)", table) }
        let texts = derived.foldedUsers.chunks
        try writer.section("folded", texts.lazy.map { (key: $0.key, value: $0.value.rows) }, count: texts.count)
        try writer.section("usernames", derived.usernames.allPages)
        try writer.table("invitations of users", derived.invitationsOfUser)
        for (id, indexes) in derived.registrations.entries {
            try writer.section("names \(id.number)", indexes.byClientUserID.allPages)
            try writer.section("counts \(id.number)", Self.counts(indexes.countByStatus))
        }
        var outbox = PackedWriter()
        derived.outbox.pack(into: &outbox)
        try writer.section("outbox", outbox.bytes)
    }

    /// The tables of the invitations and locations that the small facts name; one without rows may have none.
    func readTables(_ reader: CacheReader, into image: inout StateImage) -> Bool {
        guard let users = reader.table("users", of: User.self),
            let versions = reader.table("decisions", of: UserDecisions.Version.self)
        else { return false }
        image.users = users
        image.userDecisions.versions = versions
        for invitation in image.invitations.values {
            image.recipients[invitation.id] = reader.table("recipients \(invitation.id.number)", of: Recipient.self)
        }
        for location in image.locations.values {
            image.registrations[location.id] = reader.table("registrations \(location.id.number)", of: Registration.self)
        }
        return true
    }

    func readIndexes(_ reader: CacheReader, _ image: StateImage) -> DerivedIndexes? {
        var derived = DerivedIndexes()
        guard let folded = reader.searchIndex("folded"), let usernames = reader.index("usernames"),
            let invitations = reader.table("invitations of users", of: InvitationsOfUser.self),
            let outbox = reader.bytes("outbox")
        else { return nil }
        derived.foldedUsers = folded
        derived.usernames = usernames
        derived.invitationsOfUser = invitations
        var rows = ByteRows()
        rows.append { $0 += outbox }
        derived.outbox = rows.read(0) { Outbox(from: &$0) }
        for (location, _) in image.registrations.entries {
            guard let names = reader.index("names \(location.number)"),
                let counts = reader.bytes("counts \(location.number)").flatMap(Self.readCounts)
            else { return nil }
            var indexes = RegistrationTable.Indexes()
            indexes.byClientUserID = names
            indexes.countByStatus = counts
            derived.registrations[location] = indexes
        }
        return derived
    }

    private static func counts(_ counts: [Int]) -> [UInt8] {
        var writer = PackedWriter()
        for count in counts { writer.number(UInt(count)) }
        return writer.bytes
    }

    private static func readCounts(_ bytes: [UInt8]) -> [Int]? {
        var rows = ByteRows()
        rows.append { $0 += bytes }
        return rows.read(0) { reader in RegistrationStatus.allCases.map { _ in Int(clamping: reader.number()) } }
    }
}

extension CacheWriter {
    fileprivate mutating func table(_ name: String, _ table: PackedTable<some PackedRow>) throws(DiskError) {
        try section(name, table.chunks.lazy.map { (key: $0.key, value: $0.value) }, count: table.chunks.count)
    }
}
