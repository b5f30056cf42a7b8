import Domain
import Engine
import Foundation
import Gateway
import Store
import TestSupport

/// A whole engine on a real store in a temporary folder, with fakes outside and a clock that stands where the test puts it.
final class EngineStage: Sendable {
    let folder: String
    let store: StoreDirectory
    let engine: Engine
    let apple: FakeVolumePurchasing
    let mail: FakeMailTransport

    static func actor(_ name: String) -> Actor { Actor(name: name, origin: "test") }

    /// Opens a new store, or the one in `folder`, as another process would.
    init(
        folder: String? = nil, apple: FakeVolumePurchasing = FakeVolumePurchasing(),
        mail: FakeMailTransport = FakeMailTransport(), user: String = "ada", portal: String? = "http://127.0.0.1:8080",
        syncEvery: Span = .hours(1), log: (any EventLog)? = nil
    ) async throws {
        let options = StoreOptions(user: user, role: .verb)
        self.folder = folder ?? FileManager.default.temporaryDirectory.path + "/rollcall-engine-\(UUID().uuidString)"
        self.store =
            folder == nil
            ? try StoreDirectory.create(at: self.folder, options: options)
            : try StoreDirectory.open(at: self.folder, access: .readWrite, options: options)
        self.apple = apple
        self.mail = mail
        let time = SystemTime()
        var configuration = EngineConfiguration(
            actor: Self.actor(user),
            capabilities: Capabilities(
                mail: .init(senderName: "IT", senderAddress: "it@northwind.example"), portalBaseURL: portal),
            claim: "claim-1", firstPoll: { _ in Span(milliseconds: 1) }, pollInterval: { _ in Span(milliseconds: 1) },
            syncEvery: syncEvery)
        configuration.lockRetry = Span(milliseconds: 5)
        self.engine = Engine(
            log: log ?? store.journal, keeper: store, storeID: "test", configuration: configuration,
            parts: EngineParts(
                time: time, seeds: time, keys: StoreKeys(try store.secrets()), lock: StoreDeliveryLock(store.workerLock),
                volumePurchasing: apple, mail: mail))
        try await engine.load()
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    var state: State { engine.projection.state }

    @discardableResult
    func perform(_ command: Command, reason: String? = nil) async throws -> [Event] {
        var request = engine.ownRequest()
        request.reason = reason
        return try await engine.perform(command, request).events
    }

    /// A location with a token for a year.
    func addLocation(_ name: String = "Paris HQ", autoRegister: Bool = false) async throws -> LocationID {
        let settings = LocationSettings(
            name: name, uniqueLocationID: "2049\(name.count)", organisation: "Northwind", country: "FR",
            serviceURL: "http://127.0.0.1:1", tokenExpires: SystemTime().now() + .days(365), autoRegister: autoRegister)
        let result = try await engine.addLocation(
            settings, siteName: nil, token: Secret("dG9rZW4="), engine.ownRequest())
        for case .locationAdded(let id, _) in result.events { return id }
        throw CommandFailure.store("no location was added", isDamage: false)
    }

    /// Users u1 to uN with an address each; every third has a Managed Apple Account when asked.
    func addUsers(_ count: Int, managed: Bool = false) async throws {
        let drafts = (1...count).map { number in
            UserDraft(
                username: "u\(number)", fullName: "User \(number)", email: "u\(number)@northwind.example",
                managedAppleAccount: managed && number % 3 == 0 ? "u\(number)@appleid.northwind.example" : nil)
        }
        try await perform(.importUsers(drafts))
    }

    func invite(_ location: LocationID, autoRegister: Bool = false, window: Span = .zero) async throws -> InvitationID {
        let settings = InvitationSettings(
            name: "Staff", location: location, method: .email, autoRegister: autoRegister, scope: .allUsers)
        for case .invitationCreated(let id, _, _, _) in try await perform(.createInvitation(settings, takeBackWindow: window)) {
            return id
        }
        throw CommandFailure.store("no invitation was created", isDamage: false)
    }

    func work(patience: Span = .seconds(20)) async -> IdleOutcome { await engine.workUntilIdle(patience: patience) }

    func recipient(_ invitation: InvitationID, _ username: String) -> Recipient? {
        state.users.find(username).flatMap { state.recipient(RecipientKey(invitation, $0.id)) }
    }

    /// The person accepts at Apple, and the administrator asks Apple about it.
    func accept(_ username: String, at location: LocationID, hash: String) async throws {
        guard let user = state.users.find(username), let registration = state.registration(of: user.id, at: location) else {
            throw CommandFailure.store("\(username) has no registration", isDamage: false)
        }
        _ = await apple.accept(clientUserID: registration.clientUserID, idHash: hash)
        try await perform(.requestRead(location, users: [user.id]))
        _ = await work()
    }
}
