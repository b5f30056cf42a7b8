import Testing

@testable import Domain

@Suite("Words")
struct PhraseTests {
    @Test("Counts, spans and ages in short English")
    func numbers() {
        #expect(
            [0, 7, 999, 1_000, 8_214, 1_234_567, -1_000].map { Phrases.count($0) }
                == ["0", "7", "999", "1,000", "8,214", "1,234,567", "-1,000"])
        #expect(Phrases.count(1, "user") == "1 user")
        #expect(Phrases.count(2, "person", "people") == "2 people")
        let spans: [Span] = [.seconds(-5), .seconds(40), .minutes(4), .hours(23), .days(9), .days(1_000)]
        #expect(spans.map(Phrases.span) == ["0 s", "40 s", "4 min", "23h", "9d", "1,000d"])
        #expect([0, 12, 60, 200, 3_000].map(Phrases.minutes) == ["less than a minute", "12 min", "1h", "3h 20 min", "2 days"])
        #expect(Phrases.names(["anna", "ben"], total: 2) == "anna and ben")
        #expect(Phrases.names(["anna", "ben", "cole", "dora"], total: 40) == "anna, ben, cole and 37 more")
        #expect(Phrases.names([], total: 0) == "nobody")
        #expect(Phrases.span(Span(milliseconds: .max)).hasSuffix("d"))
        #expect(Phrases.moment(Instant(milliseconds: 0)) == "1970-01-01 00:00 UTC")
    }

    static let rejections: [Rejection] = {
        let now = Instant(milliseconds: 1_790_000_000_000)
        return [
            .unknownUser("x"), .unknownGroup("x"), .unknownLocation("x"), .unknownInvitation("x"), .unknownRedo("x"),
            .unknownRecipient(username: "anna", InvitationID(1)), .severalLocations(["Paris", "Lyon"]), .emptyText(field: "name"),
            .unusableText(field: "name", reason: "is too long"), .duplicateName(kind: "group", name: "Staff"), .nothingToChange,
            .samePool(location: "Paris"), .tokenOfAnotherPool(location: "Paris"),
            .locationTokenExpired(location: "Paris", on: now),
            .locationTokenRevoked(location: "Paris"), .locationTokenRefused(location: "Paris"),
            .locationManagedElsewhere(location: "Paris", by: "Other"),
            .locationTokenEndsSoon(location: "Paris", on: now), .autoRegisterOff(location: "Paris", LocationID(1)),
            .noMailTransport, .noSender, .messageWithoutLink, .noDeviceManagement, .selfServiceNotServed, .logInNeedsPortal,
            .logInNeedsAccounts, .emptyScope(excluded: 1, outsideSite: 2), .allInsideCoolDown(count: 2, until: now),
            .nothingToRecall(claimed: 0), .nothingToRecall(claimed: 3),
            .alreadyCancelled(InvitationID(1), by: "ada", at: now), .notUnknown(usernames: ["anna"]), .linkUnusable(.ended),
            .askedAlready(until: now), .nothingToSendAgain(username: "anna"),
            .notRegisteredThere(username: "anna", location: "Paris"),
            .redoRunning(username: "anna", location: "Paris", stage: .retired),
            .redoRunning(username: "anna", location: "Paris", stage: .failed), .redoBeyondCancel(stage: .retired),
            .redoNotFailed(stage: .invited), .redoFinished(stage: .done), .noUsableMethod(username: "anna"),
            .reasonRequired(what: "a redo of 2 users"),
            .staleDecision(subject: "invitation #1 Staff", what: "invitationCancelled", by: "ada", at: now),
            .olderEpoch(current: 2),
        ]
    }()

    @Test("Every refusal is a sentence of its own, not a code, and none uses the bare word registered", arguments: rejections)
    func sentences(rejection: Rejection) {
        let sentence = Phrases.rejection(rejection)
        #expect(sentence.count > 15)
        #expect(sentence != rejection.code && !sentence.contains(rejection.code))
        #expect(!sentence.lowercased().contains("registered"))
    }

    @Test("A refusal that a command can mend names that command")
    func commands() {
        let now = Instant(milliseconds: 1_790_000_000_000)
        #expect(
            Phrases.rejection(.locationTokenExpired(location: "New York", on: now))
                == "the content token of New York ended on 2026-09-21: get a new one from Apple, then "
                + "`rollcall locations renew 'New York' --token FILE`")
        #expect(Phrases.rejection(.autoRegisterOff(location: "Paris", LocationID(1))).contains("--auto-register"))
        #expect(
            Phrases.rejection(.reasonRequired(what: "a redo of 2 users"))
                == "a redo of 2 users needs a reason: `--reason TEXT` (# in a sheet)")
        #expect(Phrases.rejection(.severalLocations(["Paris", "Lyon"])).hasSuffix("--location: Paris, Lyon"))
    }

    @Test("R28: a refusal of a stale decision says who changed what when")
    func stale() throws {
        var (world, id) = try World.sent()
        let seen = try #require(world.state.invitations[id]?.decision.sequence)
        world.by = "bob"
        try world.perform(.cancelInvitation(id, ifVersion: seen))
        let again = world.rejection(.cancelInvitation(id, ifVersion: seen))
        #expect(again?.code == "alreadyCancelled")
        let paris = try world.located("Paris")
        let version = try #require(world.state.locations[paris]?.decision.sequence)
        let rename = Command.changeLocation(paris, LocationChanges(name: "Paris HQ"), ifVersion: version)
        try world.perform(rename)
        let refusal = try #require(world.rejection(rename))
        #expect(refusal.isStale)
        #expect(Phrases.rejection(refusal).hasPrefix("bob changed Paris HQ at 2026-"))
    }

    @Test("R28: resend compares the invitation, redo the registration; outcomes do not count as decisions")
    func versions() throws {
        var (world, id) = try World.sent()
        let version = try #require(world.state.invitations[id]?.decision.sequence)
        world.wait(.days(2))
        try world.accept("anna")
        try world.resend(id, ifVersion: version)
        #expect(try world.status(id, "ben") == .queued)
        let wish = RedoWish(users: [try world.user("anna")], location: try world.located("Paris"))
        let redo = try world.redo("anna")
        let seen = try #require(try world.registration("anna").decision?.sequence)
        try world.perform(.cancelRedo(redo))
        try world.redo("anna")
        let stale = Command.redoRegistration(wish, ifVersions: [try world.user("anna"): seen])
        #expect(world.rejection(stale)?.isStale == true)
    }

    @Test("R25: force, showing a link and a redo of many need a reason")
    func reasons() throws {
        var (world, id) = try World.sent()
        let show = Command.showLink(try world.key(id, "anna"))
        #expect(world.rejection(show) == .reasonRequired(what: "showing a personal link"))
        #expect(try world.perform(show, reason: "no mail") == [.linkShown(try world.key(id, "anna"))])
        #expect(world.rejection(.showLink(RecipientKey(id, UserID(99)))) == .unknownUser("#99"))
    }

    @Test("R27: the events of a whole life are told with names, and without code, token or link")
    func record() throws {
        var (world, id) = try World.accepted()
        try world.perform(.showLink(try world.key(id, "ben")), reason: "no mail")
        try world.redo("anna")
        try world.work()
        try world.accept("anna")
        let lines = world.history.map { Phrases.event($0.event, in: world.state) }
        for line in lines {
            #expect(!line.isEmpty && !line.contains("http") && !line.contains("[1, 2, 3]"))
            #expect(!line.lowercased().contains("registered"))
        }
        #expect(lines.contains("#1 Staff created (email, Paris)"))
        #expect(lines.contains("#1 Staff: sending to anna and ben"))
        #expect(lines.contains("ben: sent (#1 Staff)"))
        #expect(lines.contains("link of ben in #1 Staff shown"))
        #expect(lines.contains("redo of anna: waiting for acceptance"))
        #expect(lines.contains("Paris: accepted: anna (seen at Apple)"))
    }

    @Test("An event is found by its users, its invitation and its location")
    func concern() throws {
        let (world, id) = try World.accepted()
        let anna = try world.user("anna")
        let paris = try world.located("Paris")
        let found = world.history.map(\.event).filter { world.state.concern(of: $0).matches(user: anna, location: paris) }
        #expect(found.contains { if case .recipientSent = $0 { true } else { false } })
        #expect(found.contains { if case .recipientsQueued = $0 { true } else { false } })
        #expect(!found.contains { if case .usersChanged = $0 { true } else { false } })
        let created = world.history.map(\.event).filter { world.state.concern(of: $0).matches(invitation: id) }
        #expect(created.first.map { if case .invitationCreated = $0 { true } else { false } } == true)
    }

    @Test("No word of a status, stage or state is the bare word registered")
    func bareWord() {
        let words =
            RegistrationStatus.allCases.map(Phrases.registration) + RedoStage.allCases.map(Phrases.stage)
            + RecipientStatus.allCases.map(Phrases.recipientStatus) + DistributionMethod.allCases.map(Phrases.method)
            + StatusReason.Code.allCases.map(Phrases.reason)
        for word in words { #expect(!word.lowercased().contains("registered") && !word.isEmpty) }
    }
}
