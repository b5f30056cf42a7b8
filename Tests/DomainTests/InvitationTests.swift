import Testing

@testable import Domain

@Suite("Invitations are made")
struct InvitationTests {
    @Test("R1: automatic only registers who has a Managed Apple Account, and says so of the others")
    func automaticOnly() throws {
        var world = try World.school(autoRegister: true)
        try world.people("anna") { $0.managedAppleAccount = "anna@managed.example.org" }
        let id = try world.invite(.automatic)
        #expect(try world.status(id, "anna") == .queued)
        #expect(try world.recipient(id, "ben").reason == StatusReason(.noManagedAccount))
        #expect(try world.state.registration(of: world.user("ben"), at: world.located("Paris")) == nil)
        try world.work()
        #expect(try world.status(id, "anna") == .autoRegistered)
        #expect(try world.recipient(id, "anna").timesSent == 0)
    }

    @Test("R2: an invitation that requires log-in is refused without a portal, and without anybody who could log in")
    func logIn() throws {
        var world = try World.school()
        let settings = try world.settings { $0.requireLogin = true }
        let create = Command.createInvitation(settings, takeBackWindow: .zero)
        world.capabilities.logIn = false
        #expect(world.rejection(create) == .logInNeedsAccounts)
        world.capabilities.portalBaseURL = nil
        #expect(world.rejection(create) == .logInNeedsPortal)
    }

    @Test("R4: Self Service sends no message; the invitation becomes available", arguments: [DistributionMethod.selfService])
    func selfService(method: DistributionMethod) throws {
        var world = try World.school()
        let id = try world.invite(method)
        #expect(try world.status(id, "cole") == .queued)
        try world.work()
        #expect(world.state.summary(of: id, now: world.now)?.state == .available)
    }

    @Test("R5: automatic registering is refused while the location's switch is off, naming the location")
    func switchOff() throws {
        let world = try World.school()
        let refusal = Rejection.autoRegisterOff(location: "Paris", try world.located("Paris"))
        for settings in [try world.settings(.automatic), try world.settings(.email, autoRegister: true)] {
            #expect(world.rejection(.createInvitation(settings, takeBackWindow: .zero)) == refusal)
        }
        #expect(Phrases.rejection(refusal).contains("rollcall locations set Paris --auto-register"))
    }

    @Test("R5: with the invitation's switch on, managed accounts get no message; with it off they are invited like everybody")
    func invitationSwitch() throws {
        var world = try World.school(autoRegister: true)
        try world.people("anna") { $0.managedAppleAccount = "anna@managed.example.org" }
        let on = try world.invite(autoRegister: true, window: .hours(1))
        #expect(try world.recipient(on, "anna").automatic)
        #expect(try !world.recipient(on, "ben").automatic)
        try world.perform(.cancelInvitation(on, ifVersion: nil))
        let off = try world.invite()
        #expect(try !world.recipient(off, "anna").automatic)
    }

    @Test("R6: what is missing is named before anything is sent")
    func requirements() throws {
        func refusal(_ method: DistributionMethod = .email, _ change: (inout World, inout InvitationSettings) -> Void) throws
            -> Rejection?
        {
            var world = try World.school()
            var settings = try world.settings(method)
            change(&world, &settings)
            return world.rejection(.createInvitation(settings, takeBackWindow: .zero))
        }
        #expect(try refusal { world, _ in world.capabilities.mail = nil } == .noMailTransport)
        #expect(try refusal { world, _ in world.capabilities.mail?.senderAddress = "" } == .noSender)
        #expect(try refusal { _, settings in settings.message.body = "hello" } == .messageWithoutLink)
        #expect(try refusal { _, settings in settings.message.subject = " " } == .emptyText(field: "subject"))
        #expect(try refusal { _, settings in settings.message.subject = "a\nBcc: b" }?.code == "unusableText")
        #expect(try refusal { _, settings in settings.message.senderAddress = "a@b>c" }?.code == "unusableText")
        #expect(try refusal(.prompt) { world, _ in world.capabilities.deviceManagement = false } == .noDeviceManagement)
        #expect(try refusal(.selfService) { world, _ in world.capabilities.selfService = false } == .selfServiceNotServed)
        #expect(try refusal { world, _ in world.wait(.days(365)) }?.code == "locationTokenExpired")
        #expect(try refusal { _, _ in } == nil)
    }

    @Test("R6: a token that Apple refused, or a location that another service holds, stops an invitation by name")
    func unusableLocation() throws {
        var world = try World.school()
        let create = Command.createInvitation(try world.settings(), takeBackWindow: .zero)
        let paris = try world.located("Paris")
        try world.startWorker()
        try world.record(.claimLost(paris, to: "Other MDM"))
        #expect(world.rejection(create) == .locationManagedElsewhere(location: "Paris", by: "Other MDM"))
        try world.record(.claimHeld(paris), .tokenRefused(paris, AppleError(number: 9625, message: "revoked")))
        #expect(world.rejection(create) == .locationTokenRevoked(location: "Paris"))
    }

    @Test("R7: every recipient is in the outbox when the command is done, and Apple's names are drawn once for each")
    func createdIsQueued() throws {
        var world = try World.school()
        let id = try world.invite()
        #expect(world.state.recipients(of: id).count == 3)
        #expect(world.state.outbox.awaiting[id].map(Array.init) == [try world.user("anna"), try world.user("ben")])
        #expect(try world.recipient(id, "cole").reason == StatusReason(.noEmail))
        let names = world.state.registrations(at: try world.located("Paris")).rows.values.map(\.clientUserID)
        #expect(Set(names).count == 2)
        try world.work()
        #expect(try world.status(id, "anna") == .sent)
        #expect(try world.recipient(id, "anna").timesSent == 1)
    }

    @Test("R7: the preview says who gets what, who is skipped and why, and what it costs; it refuses what creating refuses")
    func preview() throws {
        var world = try World.accepted().world
        try world.people("dora") { $0.email = "dora@example.org" }
        let settings = try world.settings(scope: Scope(targets: .allUsers, excludedUsers: [try world.user("ben")]))
        let preview = try world.state.preview(
            settings, context: world.context(), rates: SendingRates(messagesPerSecond: 0.01))
        #expect(preview.reached == 1)
        #expect(preview.sample == ["dora"])
        #expect(preview.excluded == 1)
        #expect(preview.registrationsNeeded == 1)
        #expect(preview.mails == 1)
        #expect(preview.minutes == 3)
        #expect(preview.skipped.map(\.reason) == [.noEmail, .alreadyAccepted])
        #expect(preview.skipped.map(\.count) == [1, 1])
        world.capabilities.mail = nil
        #expect(throws: Rejection.noMailTransport) { try world.state.preview(settings, context: world.context()) }
    }

    @Test(
        "R6: the preview warns when the links lead nowhere from outside the host",
        arguments: [
            "http://127.0.0.1:8080", "http://localhost", "http://LOCALHOST:1/x", "http://[::1]:8080/", "https://a.localhost/",
            "http://127.9.9.9", "http://user@127.0.0.1/",
        ])
    func loopback(url: String) throws {
        var world = try World.school()
        world.capabilities.portalBaseURL = url
        let preview = try world.state.preview(try world.settings(), context: world.context())
        #expect(preview.warnings == [.linksLeadToLoopback(url)])
        #expect(Phrases.warning(.linksLeadToLoopback(url)).contains("links will not work until `rollcall serve` runs"))
    }

    @Test("R6: an address that people can reach gives no warning; without a portal the preview says what is lost")
    func noWarning() throws {
        var world = try World.school()
        for url in ["https://register.example.org", "http://127.example.org", "http://10.0.0.1:80"] {
            world.capabilities.portalBaseURL = url
            #expect(try world.state.preview(try world.settings(), context: world.context()).warnings == [])
        }
        world.capabilities.portalBaseURL = nil
        #expect(try world.state.preview(try world.settings(), context: world.context()).warnings == [.noPortal])
    }
}
