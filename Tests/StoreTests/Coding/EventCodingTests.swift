import Domain
import Store
import Testing

@Suite("Events and records")
struct EventCodingTests {
    /// One of every kind, with every optional member once there and once absent.
    static let examples: [Event] = {
        let key = RecipientKey(InvitationID(12), UserID(391_575))
        let name = UniqueID(high: 0x7F0C_1F0E_5A4B_4F0F, low: 0x9D52_3A7F_3F4F_9E10)
        let error = AppleError(number: 9635, message: "Unable to \"associate\"\u{1B}[31m")
        let settings = LocationSettings(
            name: "Paris HQ", uniqueLocationID: "2049025000777001", organisation: "Nørthwind", country: "FR",
            serviceURL: "https://vpp.itunes.apple.com", tokenExpires: Instant(milliseconds: 1_800_000_000_000),
            site: SiteID(2), autoRegister: true)
        var bare = settings
        bare.site = nil
        bare.autoRegister = false
        bare.country = ""
        let full = User(
            id: UserID(1), username: "anna", fullName: "Anna Ångström\n", email: "anna@example.org", phone: "+33",
            position: "Head of \"Labs\"", managedAppleAccount: "anna@appleid.example.org", sites: [SiteID(1)],
            groups: [GroupID(1), GroupID(4)], devices: [Device(serial: "C02", kind: .computer), Device(serial: "X")],
            attributes: [Attribute(name: "Start year", value: "2024")])
        let invitation = InvitationSettings(
            name: "Staff, autumn", location: LocationID(1), method: .selfService, autoRegister: true, requireLogin: true,
            scope: Scope(
                targets: .listed(users: [UserID(1)], groups: [GroupID(2)]), excludedUsers: [UserID(3)],
                excludedGroups: [GroupID(4)]),
            message: MessageText(senderName: "IT", senderAddress: "it@example.org", subject: "Hi", body: "{{link}}\n"))
        let all = InvitationSettings(name: "All", location: LocationID(1), method: .email, scope: .allUsers)
        let queued = RecipientsQueued(
            invitation: InvitationID(12), cause: .redo, automatic: true, notBefore: Instant(milliseconds: 5),
            users: [UserID(1), UserID(4_000_000_000)])
        let requested = RegistrationRequested(
            location: LocationID(1), automatic: false, notBefore: Instant(milliseconds: 7),
            entries: [.init(user: UserID(1), clientUserID: name, generation: 3)])
        return [
            .siteCreated(SiteID(1), name: "North"), .groupCreated(GroupID(1), name: "Staff"),
            .usersChanged([full, User(id: UserID(2), username: "bob")]),
            .groupMembersChanged(GroupID(1), added: [UserID(1)], removed: [UserID(2)]),
            .locationAdded(LocationID(1), settings), .locationChanged(LocationID(1), bare),
            .claimLost(LocationID(1), to: "Other MDM"), .claimHeld(LocationID(1)), .tokenRefused(LocationID(1), error),
            .readRequested(ReadRequestID(1), LocationID(1), users: [UserID(1)]),
            .readRequested(ReadRequestID(2), LocationID(1), users: []),
            .readFinished(ReadRequestID(1), failure: "refused"), .readFinished(ReadRequestID(1), failure: nil),
            .locationRead(LocationID(1), version: "6a1d"),
            .invitationCreated(InvitationID(12), invitation, excluded: 3, outsideSite: 4),
            .invitationCreated(InvitationID(13), all, excluded: 0, outsideSite: 0), .invitationCancelled(InvitationID(12)),
            .recipientsQueued(queued), .recipientsSkipped(InvitationID(12), .noEmail, users: [UserID(9)]),
            .recipientsCancelled(InvitationID(12), users: [UserID(9)]),
            .recipientsSuperseded(InvitationID(12), users: [UserID(9)]),
            .recipientsConsideredSent(InvitationID(12), users: [UserID(9)]), .linkOpened(key), .linkShown(key),
            .registrationRequested(requested), .registrationWithdrawn(LocationID(1), users: [UserID(1)]),
            .registrationRetiring(LocationID(1), users: [UserID(1)]), .registrationRetired(LocationID(1), users: [UserID(1)]),
            .registrationConfirmed(
                LocationID(1),
                [
                    ConfirmedRegistration(user: UserID(1), appleStatus: "Registered", inviteCode: [0, 255, 7]),
                    ConfirmedRegistration(user: UserID(2), appleStatus: "Associated", idHash: "aGFzaA=="),
                ], readBack: true),
            .registrationConfirmed(LocationID(1), [], readBack: false),
            .registrationRefused(LocationID(1), [.init(user: UserID(1), error: error)]),
            .registrationObserved(
                LocationID(1), .notification,
                [ObservedRegistration(user: UserID(1), status: .accepted, appleStatus: "Associated", idHash: "aA==")]),
            .appleRequestClaimed(AppleRequestID(1), .retire, LocationID(1), users: [UserID(1)], epoch: 3),
            .appleRequestResumed(AppleRequestID(1), epoch: 4), .appleRequestQueued(AppleRequestID(1), eventID: "3f7e"),
            .appleRequestClosed(AppleRequestID(1), reason: nil), .appleRequestClosed(AppleRequestID(1), reason: "later"),
            .workerStarted(epoch: 5, role: "service", processID: 77, bootID: "b"), .deliveriesClaimed(epoch: 5, [key]),
            .deliveriesReleased(epoch: 5, [key], reason: "down"), .recipientSent(key, epoch: 5),
            .recipientDeferred(key, epoch: 5, until: Instant(milliseconds: 9), reason: "451 later"),
            .recipientFailed(key, epoch: 5, StatusReason(.mailboxRefused, detail: "550 5.1.1 no")),
            .recipientFailed(key, epoch: 5, StatusReason(.noEmail)), .recipientUnknown(key, epoch: 5, reason: "lost"),
            .redoRequested(RedoID(1), UserID(1), LocationID(1), carrier: InvitationID(12)),
            .redoAssignmentsRead(RedoID(1), apps: ["361309726"], books: []), .redoAdvanced(RedoID(1), .registeredAgain),
            .redoFailed(RedoID(1), .retired, reason: "no"), .redoRetried(RedoID(1)), .redoCancelled(RedoID(1)),
            .redoEnded(RedoID(1)), .sameAccountAgain(RedoID(1)),
        ]
    }()

    @Test("What is written is read again, whatever the event", arguments: examples)
    func roundTrip(_ event: Event) throws {
        let folder = try TemporaryStore()
        let pending = PendingTransaction(at: 1, by: "ada", records: [EventCoding.encode(event)])
        let record = try #require(try folder.open().journal.append([pending]).last)
        #expect(try EventCoding.decode(record) == event)
        #expect(!EventCoding.isUnknown(record))
        #expect(!record.line.contains(0x1B))
    }

    @Test("A full list of identifiers still fits into one record")
    func fullListsFit() {
        let users = (0..<4_000).map { UserID(4_294_960_000 - UInt32($0)) }
        let record = EventCoding.encode(.recipientsCancelled(InvitationID(4_000_000_000), users: users))
        #expect(record.body.count < 60_000)
        let entries = (0..<1_000).map { number in
            RegistrationRequested.Entry(
                user: UserID(4_294_960_000 - UInt32(number)), clientUserID: UniqueID(high: .max, low: .max), generation: 9)
        }
        let requested = RegistrationRequested(
            location: LocationID(1), automatic: true, notBefore: .distantPast, entries: entries)
        #expect(EventCoding.encode(.registrationRequested(requested)).body.count < 65_000)
    }
}
