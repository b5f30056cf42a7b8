import Domain
import Glibc
import Store
import Testing

/// A redaction overwrites a person's fields in place: no other byte of the journal changes.
struct RedactionTests {
    private let store: TemporaryStore
    private static let policy = SealPolicy(records: 8)
    private static let secrets = [
        "anna.mueller", "Anna Müller", "anna@example.org", "+33 1 23", "Head of IT", "C02XYZ", "room 12",
    ]

    private static func anna(_ phone: String = "+33 1 23 45") -> User {
        User(
            id: UserID(7), username: "anna.mueller", fullName: "Anna Müller", email: "anna@example.org", phone: phone,
            position: "Head of IT", managedAppleAccount: "anna@appleid.example.org", sites: [SiteID(1)], groups: [GroupID(2)],
            devices: [Device(serial: "C02XYZ", kind: .computer)], attributes: [Attribute(name: "place", value: "room 12")])
    }

    private static func other(_ number: Int) -> User {
        User(
            id: UserID(UInt32(number)), username: "user\(number)", fullName: "User \(number)", email: "u\(number)@example.org",
            phone: "", position: "", managedAppleAccount: "", sites: [], groups: [], devices: [], attributes: [])
    }

    init() throws {
        store = try TemporaryStore()
        try Self.fill(store)
    }

    private static func fill(_ store: TemporaryStore) throws {
        let journal = try open(store).journal
        func write(_ events: [Event]) throws {
            let records = events.map(EventCoding.encode)
            try journal.append([PendingTransaction(at: 1_795_347_290_123, by: "ada", command: "c", records: records)])
        }
        try write([.usersChanged(UserRows([other(1), anna(), other(70), other(17)]))])
        for number in 100..<130 { try write([.usersChanged(UserRows([other(number)]))]) }
        try write([.usersChanged(UserRows([anna("+33 1 23 99")])), .usersChanged(UserRows([other(2)]))])
        let failed = EventCoding.encode(
            .recipientFailed(
                RecipientKey(InvitationID(1), UserID(7)), epoch: 1,
                StatusReason(.mailboxRefused, detail: "550 <anna@example.org> is unknown")))
        try journal.append([
            PendingTransaction(at: 1_795_347_290_123, by: "ada", why: "anna@example.org asked", records: [failed])
        ])
    }

    private static func open(_ store: TemporaryStore, _ disk: any Disk = PosixDisk()) throws -> StoreDirectory {
        let options = TemporaryStore.options(disk: disk, segmentLimit: 4000, sealing: policy)
        return try StoreDirectory.open(at: store.path, access: .readWrite, options: options)
    }

    private func check(_ store: TemporaryStore, _ anchor: SealDigest? = nil) throws -> StoreCheck.Report {
        try StoreCheck.run(at: store.path, options: TemporaryStore.options(), anchor: anchor)
    }

    private func names(_ store: TemporaryStore) throws -> Int {
        let text = try store.journalBytes().map { String(decoding: $0, as: UTF8.self) }.joined()
        return Self.secrets.reduce(0) { $0 + text.components($1) }
    }

    @Test("Everything personal is gone from every segment, nothing else moved, and the seals still hold")
    func whole() throws {
        let (before, anchor) = (try store.open(.read).journal.all(), try check(store).seals.head)
        let report = try StoreRedaction.run(Self.open(store), user: 7, reason: "ticket 4711")
        #expect(report.records == 3 && report.segments >= 2 && report.noRoom.isEmpty && report.named.count == 1)
        #expect(try names(store) == 1, "what a person wrote as a reason is named, not changed")
        let after = try store.open(.read).journal.all()
        for (old, new) in zip(before, after) {
            #expect(old.line.count == new.line.count && old.sequence == new.sequence && old.at == new.at)
            #expect(old.line.suffix(18) == new.line.suffix(18), "the checksum is what it was")
        }
        #expect(zip(before, after).count { $0.line != $1.line } == 3)
        let checked = try check(store, anchor)
        #expect(checked.isSound && checked.notices.isEmpty && checked.seals.redactions.done == 3)
        #expect(checked.seals.anchorSequence == UInt64(before.count), "an anchor from before still attests everything")
        #expect(checked.redactions.map(\.why) == ["ticket 4711"] && checked.redactions.map(\.by) == ["ada"])
    }

    @Test("The record reads as before, with a user who has no fields; others in the same line keep theirs")
    func decoded() throws {
        _ = try StoreRedaction.run(Self.open(store), user: 7, reason: nil)
        var users: [UserID: User] = [:]
        for record in try store.open(.read).journal.all() {
            if case .usersChanged(let rows)? = try EventCoding.decode(record) { for user in rows { users[user.id] = user } }
        }
        #expect(users[UserID(7)]?.username == "redacted-7" && users[UserID(7)]?.email == "" && users[UserID(7)]?.devices == [])
        #expect(users[UserID(70)] == Self.other(70) && users[UserID(17)] == Self.other(17) && users.count == 35)
    }

    @Test("Doing it again finds nothing; another user of the same line can be redacted after it")
    func again() throws {
        let anchor = try check(store).seals.head
        _ = try StoreRedaction.run(Self.open(store), user: 7, reason: nil)
        let bytes = try store.journalBytes()
        #expect(try StoreRedaction.run(Self.open(store), user: 7, reason: nil).records == 0)
        #expect(try store.journalBytes() == bytes)
        #expect(try StoreRedaction.run(Self.open(store), user: 17, reason: nil).records == 1)
        let checked = try check(store, anchor)
        #expect(checked.isSound && checked.seals.anchorSequence != nil && checked.seals.redactions.done == 3)
    }

    @Test("A line that was altered after it was redacted is found")
    func altered() throws {
        _ = try StoreRedaction.run(Self.open(store), user: 7, reason: nil)
        let heads = try Forge.heads(store)
        let place = try #require(heads.firstIndex { $0.contains("redacted") })
        var forged = heads
        forged[place] = heads[place].replacing("user70", with: "user71")
        try Shell.overwrite(store.segment, Forge.lines(forged).flatMap(\.self))
        #expect(try !check(store).isSound)
    }

    @Test("A reader and a writer that had the store open go on")
    func others() throws {
        let (reader, writer) = (try store.open(.read).journal, try Self.open(store).journal)
        let first = try reader.read(after: 0, limit: 5)
        try writer.append([.sample(1)])
        _ = try StoreRedaction.run(Self.open(store), user: 7, reason: nil)
        let all = try first + reader.read(after: first.last?.sequence ?? 0, limit: 10_000)
        #expect(all.map(\.sequence) == Array(1...UInt64(all.count)) && all.last?.kind == "store.segment")
        try writer.append([.sample(2)])
        #expect(try check(store).isSound)
    }

    @Test("Whatever call fails, or ends the process: the store opens, nothing is lost, and doing it again finishes it")
    func crashes() throws {
        let calls = ["write", "sync", "syncDirectory", "rename", "remove", "openToWrite", "truncate"]
        let sequences = try store.open(.read).journal.all().map(\.sequence)
        for nth in 0...24 {
            let (copy, disk) = (try TemporaryStore(copyOf: store.path), FaultyDisk())
            let opened = try Self.open(copy, disk)
            disk.stop(calls, after: nth)
            _ = try? StoreRedaction.run(opened, user: 7, reason: nil)
            #expect(try check(copy).isSound, "stopped after \(nth)")
            _ = try StoreRedaction.run(Self.open(copy), user: 7, reason: nil)
            #expect(try names(copy) == 1, "stopped after \(nth)")
            let checked = try check(copy)
            #expect(checked.isSound && checked.seals.redactions.pending == 0 && checked.seals.redactions.done == 3)
            let now = try copy.open(.read).journal.all()
            #expect(now.map(\.sequence).starts(with: sequences))
            let leftovers = try PosixDisk().names(in: copy.layout.journal).filter { !$0.hasSuffix(".jsonl") }
            #expect(leftovers.isEmpty, "\(leftovers)")
        }
    }

    @Test("A line without room is refused before anything is changed")
    func noRoom() throws {
        let bare = PendingRecord(kind: "usersChanged", body: Array(#"{"users":[{"id":9,"username":"al"}]}"#.utf8))
        try Self.open(store).journal.append([PendingTransaction(at: 1_795_347_290_123, by: "ada", records: [bare])])
        let before = try Shell.snapshot(store.path)
        let report = try StoreRedaction.run(Self.open(store), user: 9, reason: nil)
        #expect(report.noRoom.count == 1)
        #expect(try Shell.snapshot(store.path) == before)
    }

    @Test("A new line of users always has room, however short its fields are")
    func room() throws {
        let al = User(
            id: UserID(9), username: "a", fullName: "", email: "", phone: "", position: "", managedAppleAccount: "", sites: [],
            groups: [], devices: [], attributes: [])
        for _ in 0..<50 {
            try Self.open(store).journal.append([
                PendingTransaction(at: 1_795_347_290_123, by: "ada", records: [EventCoding.encode(.usersChanged(UserRows([al])))])
            ])
        }
        let report = try StoreRedaction.run(Self.open(store), user: 9, reason: nil)
        #expect(report.records == 50 && report.noRoom.isEmpty)
        #expect(try check(store).isSound)
    }
}

extension String {
    fileprivate func components(_ needle: String) -> Int {
        var (count, rest) = (0, self[...])
        while let found = rest.firstRange(of: needle) {
            count += 1
            rest = rest[found.upperBound...]
        }
        return count
    }
}
