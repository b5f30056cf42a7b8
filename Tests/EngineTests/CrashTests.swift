import Domain
import Engine
import Gateway
import TestSupport
import Testing

@Suite("A worker that ends at any moment loses nothing and mails nobody twice")
struct CrashTests {
    @Test("R30: outcomes of an older epoch settle nothing but what is unknown")
    func ignoresOlderEpochs() async throws {
        let stage = try await EngineStage()
        let location = try await stage.addLocation()
        try await stage.addUsers(2)
        let invitation = try await stage.invite(location)
        try await stage.perform(.startWorker(role: "verb", processID: 1, bootID: ""))
        try await stage.perform(.startWorker(role: "verb", processID: 2, bootID: ""))
        await #expect(throws: CommandFailure.refused(.olderEpoch(current: 2))) {
            try await stage.perform(.recordWork(epoch: 1, [], claim: [RecipientKey(invitation, UserID(1))]))
        }
        #expect(stage.state.outbox.deliveriesInFlight == 0)
    }

    @Test("R30: claims of a worker that ended are read back where the transport can tell: sent is sent, unsent goes again")
    func settlesByReadingBack() async throws {
        let mail = FakeMailTransport(connections: 1)
        let stage = try await EngineStage(mail: mail)
        let location = try await stage.addLocation()
        try await stage.addUsers(6)
        let invitation = try await stage.invite(location)
        // Everything but the mails.
        await mail.always(.notSent("down"))
        _ = await stage.work(patience: .zero)
        await mail.always(nil)
        try await stage.perform(.startWorker(role: "verb", processID: 1, bootID: ""))
        let epoch = try #require(stage.state.worker?.number)
        let keys = (1...4).map { RecipientKey(invitation, UserID($0)) }
        try await stage.perform(.recordWork(epoch: epoch, [], claim: keys))
        #expect(stage.state.outbox.deliveriesInFlight == 4)
        #expect(await stage.work() == .idle)
        let delivered = await mail.delivered.map(\.recipientAddress)
        #expect(delivered.count == 6)
        #expect(Set(delivered).count == 6)
    }

    @Test("R30: where nobody can tell, the recipient is unknown and never sent to again by itself")
    func callsUnknownUnknown() async throws {
        let mail = FakeMailTransport(connections: 1, remembers: false)
        let stage = try await EngineStage(mail: mail)
        let location = try await stage.addLocation()
        try await stage.addUsers(6)
        let invitation = try await stage.invite(location)
        await mail.always(.notSent("down"))
        _ = await stage.work(patience: .zero)
        await mail.always(nil)
        try await stage.perform(.startWorker(role: "verb", processID: 1, bootID: ""))
        let epoch = try #require(stage.state.worker?.number)
        try await stage.perform(.recordWork(epoch: epoch, [], claim: [RecipientKey(invitation, UserID(1))]))
        #expect(await stage.work() == .idle)
        #expect(stage.recipient(invitation, "u1")?.status == .unknown)
        #expect(await mail.delivered(to: "u1@northwind.example").isEmpty)
        #expect(stage.state.invitations[invitation]?.counts[.sent] == 5)
        try await stage.perform(.settleUnknown(invitation, [UserID(1)], .again))
        #expect(await stage.work() == .idle)
        #expect(await mail.delivered(to: "u1@northwind.example").count == 1)
    }

    @Test("A lost answer to a create is resolved by reading, never by repeating it")
    func readsBackLostAnswers() async throws {
        let apple = FakeVolumePurchasing()
        let stage = try await EngineStage(apple: apple)
        let location = try await stage.addLocation()
        try await stage.addUsers(5)
        _ = try await stage.invite(location)
        await apple.inject(GatewayFailure(.outcomeUnknown, "the connection broke"), into: .createUsers, carriedOut: true)
        #expect(await stage.work() == .idle)
        #expect(await apple.creations.count == 1)
        #expect(await stage.mail.delivered.count == 5)
    }

    @Test("A mail server that refuses for now is tried again; one that refuses for good is not")
    func repeatsTemporaryFailures() async throws {
        let mail = FakeMailTransport()
        await mail.answer(.refusedForNow("451 4.7.1 later"), to: "u1@northwind.example")
        await mail.answer(.refused("550 5.1.1 no such user"), to: "u2@northwind.example")
        let stage = try await EngineStage(mail: mail)
        let location = try await stage.addLocation()
        try await stage.addUsers(3)
        let invitation = try await stage.invite(location)
        #expect(await stage.work() == .idle)
        #expect(stage.recipient(invitation, "u1")?.status == .sent)
        #expect(stage.recipient(invitation, "u2")?.reason?.detail == "550 5.1.1 no such user")
        #expect(await mail.delivered.count == 2)
    }
}
