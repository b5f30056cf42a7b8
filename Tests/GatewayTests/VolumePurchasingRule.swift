import Domain
import Gateway
import Testing

/// What Apple's service promises, one rule a case. Run by the fake and, through the live gateway, by the simulator.
enum VolumePurchasingRule: String, CaseIterable, Sendable {
    case createdUsersAreInvitedWhenTheEventIsDone
    case anActiveUserIsNotCreatedAgainAndTheOthersAre
    case managedAccountsAreAcceptedAtOnce
    case oneManagedAccountServesOneUser
    case acceptanceBindsAnAccount
    case aRetiredUserIsCreatedAgainWithANewCode
    case retiringSomebodyUnknownFailsForThemAlone
    case aRequestThatIsWrongQueuesNothing
    case anUnknownEventIsRefused
    case changesSinceAVersionAreAllAndOnlyThose
    case versionsAndPagesThatDoNotExistAreRefused
    case anUnknownUserHasNoRecords
    case aForeignClaimStopsEveryCallAndIsShown
    case aTokenThatEndedNeedsAPerson
    case aRevokedTokenNeedsAPerson

    func hold(_ subject: some VolumePurchasingSubject) async throws {
        switch self {
        case .createdUsersAreInvitedWhenTheEventIsDone: try await created(subject)
        case .anActiveUserIsNotCreatedAgainAndTheOthersAre: try await createdTwice(subject)
        case .managedAccountsAreAcceptedAtOnce: try await managed(subject)
        case .oneManagedAccountServesOneUser: try await managedTwice(subject)
        case .acceptanceBindsAnAccount: try await accepted(subject)
        case .aRetiredUserIsCreatedAgainWithANewCode: try await redone(subject)
        case .retiringSomebodyUnknownFailsForThemAlone: try await retired(subject)
        case .aRequestThatIsWrongQueuesNothing: try await wrong(subject)
        case .anUnknownEventIsRefused: try await unknownEvent(subject)
        case .changesSinceAVersionAreAllAndOnlyThose: try await changes(subject)
        case .versionsAndPagesThatDoNotExistAreRefused: try await outOfRange(subject)
        case .anUnknownUserHasNoRecords: try await unknownUser(subject)
        case .aForeignClaimStopsEveryCallAndIsShown: try await foreignClaim(subject)
        case .aTokenThatEndedNeedsAPerson: try await token(subject, isRevoked: false, number: 9621)
        case .aRevokedTokenNeedsAPerson: try await token(subject, isRevoked: true, number: 9625)
        }
    }
}

extension VolumePurchasingRule {
    private func created(_ subject: some VolumePurchasingSubject) async throws {
        let wish = AppleUserWish(clientUserID: subject.user(1), email: "ada@example.org")
        let event = try await subject.gateway.createUsers([wish], subject.access)
        #expect(try await subject.gateway.eventStatus(event, subject.access).progress == .pending)
        #expect(try await subject.records(subject.user(1)).isEmpty)
        let status = try await subject.done(event)
        #expect(status.progress == .complete && status.requested == 1 && status.completed == 1 && status.failures.isEmpty)
        let record = try #require(try await subject.records(subject.user(1)).first)
        #expect(record.clientUserID == "\(subject.user(1))" && record.status == "Registered")
        #expect(record.email == "ada@example.org" && record.idHash == nil)
        #expect(record.inviteCode?.count == 32)
        let configuration = try await subject.gateway.serviceConfiguration(origin: subject.access.origin)
        let code = try #require(record.inviteCode)
        #expect(configuration.invitationLink(inviteCode: code).contains(code))
    }

    private func createdTwice(_ subject: some VolumePurchasingSubject) async throws {
        try await subject.create(1...1)
        let status = try await subject.create(1...3)
        #expect(status.progress == .failed && status.requested == 3 && status.completed == 2)
        #expect(status.failures.map(\.clientUserIDs) == [[subject.user(1)]])
        #expect(status.failures.map(\.error.number) == [9716])
        for number in 1...3 as ClosedRange<UInt64> { #expect(try await subject.records(subject.user(number)).count == 1) }
    }

    private func managed(_ subject: some VolumePurchasingSubject) async throws {
        let wish = AppleUserWish(clientUserID: subject.user(1), managedAppleAccount: "tom@appleid.example.org")
        #expect(try await subject.create(wish).progress == .complete)
        let record = try #require(try await subject.records(subject.user(1)).first)
        #expect(record.status == "Associated" && record.idHash != nil)
    }

    private func managedTwice(_ subject: some VolumePurchasingSubject) async throws {
        let account = "tom@appleid.example.org"
        try await subject.create(AppleUserWish(clientUserID: subject.user(1), managedAppleAccount: account))
        let status = try await subject.create(AppleUserWish(clientUserID: subject.user(2), managedAppleAccount: account))
        #expect(status.failures.first.map { [9641, 9635].contains($0.error.number) } == true)
    }

    private func accepted(_ subject: some VolumePurchasingSubject) async throws {
        try await subject.create(1...1)
        try await invite(subject, 1, account: "ada@home.example")
        let record = try #require(try await subject.records(subject.user(1)).first)
        #expect(record.status == "Associated" && record.idHash != nil)
    }

    private func redone(_ subject: some VolumePurchasingSubject) async throws {
        try await subject.create(1...1)
        let former = try await invite(subject, 1, account: "wrong@home.example")
        #expect(try await subject.retire(subject.user(1)).progress == .complete)
        #expect(try await subject.records(subject.user(1)).map(\.status) == ["Retired"])
        #expect(try await subject.create(1...1).progress == .complete)
        let records = try await subject.records(subject.user(1))
        #expect(records.map(\.status).sorted() == ["Registered", "Retired"])
        let code = records.first { $0.status == "Registered" }?.inviteCode
        #expect(code != nil && code != former)
        try await invite(subject, 1, account: "right@home.example")
        #expect(try await subject.records(subject.user(1)).map(\.status).sorted() == ["Associated", "Retired"])
    }

    private func retired(_ subject: some VolumePurchasingSubject) async throws {
        try await subject.create(1...1)
        let status = try await subject.retire(subject.user(1), subject.user(2))
        #expect(status.progress == .failed && status.completed == 1)
        #expect(status.failures.map(\.clientUserIDs) == [[subject.user(2)]])
        #expect(try await subject.records(subject.user(1)).map(\.status) == ["Retired"])
    }

    private func wrong(_ subject: some VolumePurchasingSubject) async throws {
        let limit = try await subject.gateway.serviceConfiguration(origin: subject.access.origin).maxUsers
        let one = AppleUserWish(clientUserID: subject.user(1))
        let many = (0...UInt64(limit)).map { AppleUserWish(clientUserID: subject.user($0)) }
        let cases: [([AppleUserWish], Int)] = [
            ([], 9720), ([one, one], 9715), (many, 9714),
            ([AppleUserWish(clientUserID: subject.user(1), email: "no address")], 9717),
        ]
        for (users, number) in cases {
            let failure = await subject.refusal { _ = try await subject.gateway.createUsers(users, subject.access) }
            #expect(failure?.number == number && failure?.kind == .permanent)
        }
        try await subject.settle()
        #expect(try await subject.changes(since: nil).records.isEmpty)
    }

    private func unknownEvent(_ subject: some VolumePurchasingSubject) async throws {
        let name = "00000000-0000-0000-0000-000000000000"
        let failure = await subject.refusal { _ = try await subject.gateway.eventStatus(name, subject.access) }
        #expect(failure?.number == 9708 && failure?.kind == .permanent)
    }

    private func changes(_ subject: some VolumePurchasingSubject) async throws {
        try await subject.create(1...8)
        let (all, version) = try await subject.changes(since: nil)
        #expect(
            Set(all.map(\.clientUserID)) == Set((1...8 as ClosedRange<UInt64>).map { "\(subject.user($0))" }) && all.count == 8)
        #expect(try await subject.changes(since: version).records.isEmpty)
        try await invite(subject, 3, account: "ada@home.example")
        try await subject.retire(subject.user(5))
        let changed = try await subject.changes(since: version).records
        #expect(
            Set(changed.map { "\($0.clientUserID) \($0.status)" }) == [
                "\(subject.user(3)) Associated", "\(subject.user(5)) Retired",
            ])
    }

    private func outOfRange(_ subject: some VolumePurchasingSubject) async throws {
        let page = await subject.refusal { _ = try await subject.gateway.usersPage(index: 99, since: nil, subject.access) }
        #expect(page?.number == 9650)
        let version = await subject.refusal {
            _ = try await subject.gateway.usersPage(index: 0, since: "nonsense", subject.access)
        }
        #expect(version?.number == 9721)
    }

    private func unknownUser(_ subject: some VolumePurchasingSubject) async throws {
        #expect(try await subject.records(subject.user(77)).isEmpty)
    }

    private func foreignClaim(_ subject: some VolumePurchasingSubject) async throws {
        let ours = ManagementClaim(id: subject.access.claimID, name: "Rollcall at Northwind", metadata: "rollcall")
        #expect(try await subject.gateway.claim(subject.access, as: ours).claim == ours)
        let event = try await subject.gateway.createUsers([AppleUserWish(clientUserID: subject.user(1))], subject.access)
        let theirs = ManagementClaim(id: "another-service", name: "Other MDM", metadata: "v1")
        _ = try await subject.gateway.claim(subject.access, as: theirs)
        #expect(try await subject.gateway.clientConfiguration(subject.access).claim == theirs)
        let calls: [() async throws -> Void] = [
            { _ = try await subject.gateway.createUsers([AppleUserWish(clientUserID: subject.user(2))], subject.access) },
            { _ = try await subject.gateway.retireUsers([subject.user(2)], subject.access) },
            { _ = try await subject.gateway.eventStatus(event, subject.access) },
            { _ = try await subject.gateway.records(of: subject.user(2), subject.access) },
            { _ = try await subject.gateway.usersPage(index: 0, since: nil, subject.access) },
            { _ = try await subject.gateway.assignments(of: subject.user(2), subject.access) },
        ]
        for call in calls {
            let failure = await subject.refusal(call)
            #expect(failure?.foreignClaim == "Other MDM" && failure?.kind == .needsPerson)
        }
    }

    private func token(_ subject: some VolumePurchasingSubject, isRevoked: Bool, number: Int) async throws {
        try await subject.endToken(isRevoked: isRevoked)
        let failure = await subject.refusal { _ = try await subject.gateway.clientConfiguration(subject.access) }
        #expect(failure?.kind == .needsPerson && failure?.number == number)
    }

    /// The person accepts; returns the code that was used.
    @discardableResult
    private func invite(_ subject: some VolumePurchasingSubject, _ number: UInt64, account: String) async throws -> String {
        let user = subject.user(number)
        let record = try await subject.records(user).first { $0.status == "Registered" }
        let code = try #require(record?.inviteCode)
        try await subject.accept(user, inviteCode: code, account: account)
        return code
    }
}
