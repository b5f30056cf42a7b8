import Domain
import Engine
import Foundation
import Gateway
import Store
import TestSupport

/// A whole engine on a real store in a temporary folder, with fakes outside: what the portal stands on.
final class PortalStage: Sendable {
    let folder = FileManager.default.temporaryDirectory.path + "/rollcall-portal-\(UUID().uuidString)"
    let store: StoreDirectory
    let engine: Engine
    let apple = FakeVolumePurchasing()
    let mail = FakeMailTransport()
    let location: LocationID
    let invitation: InvitationID

    /// Names that must never be on any page or in any log.
    static let privateWords = ["Ada", "Lovelace", "northwind.example", "u1@", "Paris"]

    /// A location with one invitation to `count` people, each sent a mail unless `isSent` says otherwise.
    init(people count: Int = 1, organisation: String = "Northwind", isSent: Bool = true) async throws {
        store = try StoreDirectory.create(at: folder, options: StoreOptions(user: "portal", role: .verb))
        engine = try Self.engine(on: store.journal, store, apple, mail)
        try await engine.load()
        location = try await Self.addLocation(engine, organisation)
        let drafts = (1...count).map { number in
            UserDraft(username: "u\(number)", fullName: "Ada Lovelace \(number)", email: "u\(number)@northwind.example")
        }
        try await Self.perform(engine, .importUsers(drafts))
        invitation = try await Self.invite(engine, location)
        if isSent { _ = await engine.workUntilIdle(patience: .seconds(20)) }
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    var state: State { engine.projection.state }

    func key(_ username: String = "u1") throws -> RecipientKey {
        guard let user = state.users.find(username) else { throw TestFailure("there is no \(username)") }
        return RecipientKey(invitation, user.id)
    }

    func status(_ username: String = "u1") throws -> RecipientStatus? { state.recipient(try key(username))?.status }

    /// The token in the mail that a person was sent last.
    func token(_ username: String = "u1") async throws -> String {
        guard let text = await mail.delivered(to: "\(username)@northwind.example").last?.text,
            let start = text.range(of: "/r/")
        else { throw TestFailure("no mail with a link reached \(username)") }
        return String(text[start.upperBound...].prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" })
    }

    @discardableResult
    func perform(_ command: Command, reason: String? = nil) async throws -> [Event] {
        try await Self.perform(engine, command, reason: reason)
    }

    func work() async { _ = await engine.workUntilIdle(patience: .seconds(20)) }

    /// The person accepts at Apple, and Apple is asked about it.
    func accept(_ username: String = "u1") async throws {
        let user = try key(username).user
        guard let registration = state.registration(of: user, at: location) else { throw TestFailure("not registered") }
        _ = await apple.accept(clientUserID: registration.clientUserID, idHash: "aGFzaA==")
        try await perform(.requestRead(location, users: [user]))
        await work()
    }

    /// How often the record says that the link was opened.
    func openings(_ username: String = "u1") async throws -> Int {
        let key = try key(username)
        return try await engine.record(after: 0, limit: 100_000).count { $0.event == .linkOpened(key) }
    }

    /// Returns when the projection says so; the time limit of the test is the patience.
    func reached(_ username: String = "u1", _ status: RecipientStatus) async throws {
        let key = try key(username)
        for await projection in engine.projections() where projection.state.recipient(key)?.status == status { return }
    }

    /// Another engine on the same store, as another process has one.
    func otherEngine(on log: (any EventLog)? = nil, readOnly: String? = nil) async throws -> Engine {
        let engine = try Self.engine(on: log ?? store.journal, store, apple, mail, readOnly: readOnly)
        try await engine.load()
        return engine
    }

    private static func engine(
        on log: any EventLog, _ store: StoreDirectory, _ apple: FakeVolumePurchasing, _ mail: FakeMailTransport,
        readOnly: String? = nil
    ) throws -> Engine {
        let time = SystemTime()
        var configuration = EngineConfiguration(
            actor: Actor(name: "portal", origin: "test"),
            capabilities: Capabilities(
                mail: .init(senderName: "IT", senderAddress: "it@northwind.example"), portalBaseURL: "https://portal.example"),
            claim: "claim-1", firstPoll: { _ in Span(milliseconds: 1) }, pollInterval: { _ in Span(milliseconds: 1) },
            syncEvery: .hours(1))
        configuration.lockRetry = Span(milliseconds: 5)
        return Engine(
            log: log, storeID: "test", configuration: configuration,
            parts: EngineParts(
                time: time, seeds: time, keys: StoreKeys(try store.secrets()), lock: StoreDeliveryLock(store.workerLock),
                volumePurchasing: apple, mail: mail),
            readOnly: readOnly)
    }

    @discardableResult
    private static func perform(_ engine: Engine, _ command: Command, reason: String? = nil) async throws -> [Event] {
        var request = engine.ownRequest()
        request.reason = reason
        return try await engine.perform(command, request).events
    }

    private static func addLocation(_ engine: Engine, _ organisation: String) async throws -> LocationID {
        let settings = LocationSettings(
            name: "Paris", uniqueLocationID: "20491", organisation: organisation, country: "FR",
            serviceURL: "http://127.0.0.1:1", tokenExpires: SystemTime().now() + .days(365))
        let result = try await engine.addLocation(settings, siteName: nil, token: Secret("dG9rZW4="), engine.ownRequest())
        for case .locationAdded(let id, _) in result.events { return id }
        throw TestFailure("no location was added")
    }

    private static func invite(_ engine: Engine, _ location: LocationID) async throws -> InvitationID {
        let settings = InvitationSettings(name: "Staff", location: location, method: .email, scope: .allUsers)
        let events = try await perform(engine, .createInvitation(settings, takeBackWindow: .zero))
        for case .invitationCreated(let id, _, _, _) in events { return id }
        throw TestFailure("no invitation was created")
    }
}
