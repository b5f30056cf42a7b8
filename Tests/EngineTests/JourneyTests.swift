import Domain
import Engine
import Gateway
import Testing

@Suite("From invitation to acceptance, and again")
struct JourneyTests {
    @Test("R7: everybody in scope is in the outbox when the command returns, and the worker brings each one mail")
    func invites() async throws {
        let stage = try await EngineStage()
        let location = try await stage.addLocation()
        try await stage.addUsers(25)
        let invitation = try await stage.invite(location)
        #expect(stage.state.outbox.waitingDeliveries == 25)
        #expect(await stage.work() == .idle)
        #expect(await stage.mail.delivered.count == 25)
        let counts = try #require(stage.state.invitations[invitation]?.counts)
        #expect(counts[.sent] == 25)
        #expect(Set(await stage.mail.delivered.map(\.recipientAddress)).count == 25)
        let message = try #require(await stage.mail.delivered.first)
        #expect(message.text.contains("http://127.0.0.1:8080/r/"))
        #expect(message.html.contains("<a href=\"http://127.0.0.1:8080/r/"))
        #expect(!message.text.contains("{{"))
    }

    @Test("R5: users with a Managed Apple Account are registered without a message")
    func registersAutomatically() async throws {
        let stage = try await EngineStage()
        let location = try await stage.addLocation(autoRegister: true)
        try await stage.addUsers(9, managed: true)
        let invitation = try await stage.invite(location, autoRegister: true)
        #expect(await stage.work() == .idle)
        let counts = try #require(stage.state.invitations[invitation]?.counts)
        #expect(counts[.autoRegistered] == 3)
        #expect(counts[.sent] == 6)
        #expect(await stage.mail.delivered.count == 6)
    }

    @Test("R6: without a portal the mail carries Apple's own link")
    func carriesAppleLink() async throws {
        let stage = try await EngineStage(portal: nil)
        let location = try await stage.addLocation()
        try await stage.addUsers(1)
        _ = try await stage.invite(location)
        #expect(await stage.work() == .idle)
        let message = try #require(await stage.mail.delivered.first)
        #expect(message.text.contains("inviteCode="))
        #expect(!message.text.contains("%25inviteCode%25"))
    }

    @Test("R11: a resend reaches exactly those who have not accepted")
    func resends() async throws {
        let stage = try await EngineStage()
        let location = try await stage.addLocation()
        try await stage.addUsers(5)
        let invitation = try await stage.invite(location)
        _ = await stage.work()
        try await stage.accept("u2", at: location, hash: "aGFzaA==")
        #expect(stage.recipient(invitation, "u2")?.status == .accepted)
        try await stage.perform(
            .resendInvitation(invitation, ResendSelection(force: true), takeBackWindow: .zero, ifVersion: nil), reason: "again")
        _ = await stage.work()
        let second = await stage.mail.delivered.dropFirst(5).map(\.recipientAddress).sorted()
        #expect(second == ["u1", "u3", "u4", "u5"].map { "\($0)@northwind.example" })
    }

    @Test("R15: a redo goes through its stages and sends a new link; the old one is dead")
    func redoes() async throws {
        let stage = try await EngineStage()
        let location = try await stage.addLocation()
        try await stage.addUsers(2)
        let invitation = try await stage.invite(location)
        _ = await stage.work()
        try await stage.accept("u1", at: location, hash: "b25l")
        let user = try #require(stage.state.users.find("u1"))
        let key = RecipientKey(invitation, user.id)
        let events = try await stage.perform(.redoRegistration(RedoWish(users: [user.id], location: location), ifVersions: [:]))
        #expect(events.count == 1)
        #expect(await stage.work() == .idle)
        let redo = try #require(stage.state.runningRedo(of: user.id, at: location))
        #expect(redo.stage == .invited)
        let mails = await stage.mail.delivered(to: user.email)
        #expect(mails.count == 2)
        #expect(mails.last?.subject.contains("again") == true)
        #expect(mails.first?.text != mails.last?.text)
        #expect(stage.state.linkState(key, generation: 1, now: SystemTime().now(), Policy()) == .ended)
        #expect(stage.state.linkState(key, generation: 2, now: SystemTime().now(), Policy()) == .open)
        try await stage.accept("u1", at: location, hash: "dHdv")
        #expect(stage.state.redos[redo.id]?.stage == .done)
        #expect(stage.recipient(invitation, "u1")?.status == .accepted)
    }

    @Test("R20: what waits can be taken back, and nothing leaves the host for it")
    func recalls() async throws {
        let stage = try await EngineStage()
        let location = try await stage.addLocation()
        try await stage.addUsers(3)
        let invitation = try await stage.invite(location, window: .hours(1))
        try await stage.perform(.recallSending(RecallSelection(invitation: invitation)))
        #expect(await stage.work() == .idle)
        #expect(await stage.mail.attempts.isEmpty)
        #expect(await stage.apple.creations.isEmpty)
        #expect(stage.state.invitations[invitation]?.counts[.cancelled] == 3)
    }
}
