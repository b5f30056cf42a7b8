import CLI
import Domain
import Engine
import Foundation
import Gateway
import Store
import Synchronization
import TestSupport

/// A host over a real store in a temporary folder, with a fake Apple and a fake mail server.
final class TestHost: CommandLineHost {
    let folder: TemporaryFolder
    let recorded = RecordedStreams()
    let apple = FakeVolumePurchasing()
    let mail = FakeMailTransport()
    let clock = MovedClock()
    /// The product that the next content token's location is claimed by.
    let claimedBy = Mutex<String?>(nil)

    var streams: any Streams { recorded }
    let login = "ada"
    var path: String { folder.path + "/store" }

    init() throws { folder = try TemporaryFolder() }

    func storePath(_ options: HostOptions) -> String { options.store ?? path }

    func open(_ options: HostOptions, forWriting: Bool) async throws(CommandLineFailure) -> any OpenStore {
        let access: FileAccess = forWriting ? .readWrite : .read
        let directory: StoreDirectory
        let keys: StoreKeys
        do {
            let settings = StoreOptions(user: login, role: .verb, settlingDelay: .zero)
            directory = try StoreDirectory.open(at: storePath(options), access: access, options: settings)
            keys = StoreKeys(try directory.secrets())
        } catch {
            throw CommandLineFailure(error)
        }
        let engine = engine(directory, keys)
        var damage: String?
        do { try await engine.load() } catch {
            guard case .store(let words, isDamage: true) = error else { throw CommandLineFailure(error) }
            damage = words
        }
        return OpenTestStore(host: self, directory: directory, engine: engine, damage: damage)
    }

    private func engine(_ directory: StoreDirectory, _ keys: StoreKeys) -> Engine {
        var capabilities = Capabilities(mail: Capabilities.Mail(senderName: "IT", senderAddress: "it@example.org"))
        capabilities.portalBaseURL = "https://register.example.org"
        capabilities.selfService = true
        let configuration = EngineConfiguration(
            actor: Actor(name: login, origin: "pts/1"), capabilities: capabilities, claim: "our-claim",
            firstPoll: { _ in Span(milliseconds: 5) }, pollInterval: { _ in Span(milliseconds: 5) })
        let parts = EngineParts(
            time: clock, seeds: SystemTime(), keys: keys, lock: StoreDeliveryLock(directory.workerLock), volumePurchasing: apple,
            mail: mail)
        return Engine(log: directory.journal, storeID: "\(directory.identity)", configuration: configuration, parts: parts)
    }

    func themes(_ options: HostOptions) -> [ThemeEntry] {
        [ThemeEntry(name: "dusk", source: "built in", isChosen: true), ThemeEntry(name: "odd", source: "/t", problem: "line 3")]
    }

    func keys(_ options: HostOptions) -> [KeyBindingEntry] {
        [KeyBindingEntry(place: "users", keys: "r", action: "resend", description: "Send again")]
    }
}

/// A store that the test host opened.
struct OpenTestStore: OpenStore {
    let host: TestHost
    let directory: StoreDirectory
    let engine: Engine
    let damage: String?

    var administration: any Administration { engine }
    var rates: SendingRates { SendingRates() }

    var deliverer: Deliverer {
        guard let holder = StoreDeliveryLock(directory.workerLock).holder() else { return .nobody }
        return .other(by: holder.by, role: holder.role)
    }

    func follow() async { await engine.follow() }
    func finish() async {}

    func locationFacts(token: [UInt8], serviceURL: String?) async throws(CommandLineFailure) -> LocationFacts {
        let text = String(decoding: token, as: UTF8.self)
        guard !text.hasPrefix("bad") else { throw .declined(code: "tokenUnreadable", "this is no content token") }
        let settings = LocationSettings(
            name: text, uniqueLocationID: "pool-\(text)", organisation: "Example", country: "FR",
            serviceURL: serviceURL ?? "http://127.0.0.1:1", tokenExpires: host.clock.now() + .days(200))
        return LocationFacts(settings: settings, claimedBy: host.claimedBy.withLock { $0 })
    }

    func addLocation(
        _ settings: LocationSettings, siteName: String?, token: [UInt8], _ request: CommandRequest
    ) async throws(CommandFailure) -> CommandResult {
        try await engine.addLocation(settings, siteName: siteName, token: Secret(token), request)
    }

    func renewToken(
        of location: LocationID, _ facts: LocationChanges.NewToken, token: [UInt8], _ request: CommandRequest
    ) async throws(CommandFailure) -> CommandResult {
        try await engine.renewToken(of: location, facts, token: Secret(token), request)
    }

    func claim(_ location: LocationID, _ request: CommandRequest) async throws(CommandLineFailure) {
        await host.apple.setClaim(ManagementClaim(id: "our-claim", name: "Rollcall", metadata: ""), at: location)
    }

    func work(for requests: [ReadRequestID], patience: Span) async {
        _ = await engine.workUntilIdle(patience: .seconds(1))
    }
}

/// The host's clock, moved by a test.
final class MovedClock: TimeSource {
    private let offset = Mutex(Span.zero)

    func now() -> Instant { SystemTime().now() + offset.withLock { $0 } }
    func advance(by span: Span) { offset.withLock { $0 = Span(milliseconds: $0.milliseconds + span.milliseconds) } }

    func wait(until instant: Instant) async {
        // Cancelled is over, too.
        try? await Task.sleep(for: .milliseconds(max(0, min(20, instant.since(now()).milliseconds))))
    }
}

/// Streams that keep what was written.
final class RecordedStreams: Streams {
    struct Contents: Sendable {
        var output = ""
        var errors = ""
        var input = ""
        var answers: [String] = []
        var canAsk = false
        var columns: Int?
        var errorIsTerminal = false
    }

    let contents = Mutex(Contents())

    var canAsk: Bool { contents.withLock { $0.canAsk } }
    var outputColumns: Int? { contents.withLock { $0.columns } }
    var errorIsTerminal: Bool { contents.withLock { $0.errorIsTerminal } }
    func write(_ text: String) { contents.withLock { $0.output += text } }
    func writeError(_ text: String) { contents.withLock { $0.errors += text } }
    func readLine() -> String? { contents.withLock { $0.answers.isEmpty ? nil : $0.answers.removeFirst() } }
    func readAll() throws(CommandLineFailure) -> [UInt8] { contents.withLock { Array($0.input.utf8) } }
}
