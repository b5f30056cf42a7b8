import AppleSimulator
import CLI
import Domain
import Engine
import Exchange
import Foundation
import Gateway
import GatewayVolumePurchasing
import Portal
import Store

/// The organisation of the demo: a store in a temporary folder, the simulator, people who accept over time.
final class SampleOrganisation: Sendable {
    let folder: String
    let portalPort: Int

    var store: String { folder + "/store" }
    var portalURL: String { "http://127.0.0.1:\(portalPort)" }

    init() throws(CommandLineFailure) {
        var template = Array((NSTemporaryDirectory() + "rollcall-demo-XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else { throw .outside("no temporary folder can be made in \(NSTemporaryDirectory())") }
        folder = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        portalPort = try FreePort.find()
    }

    func throwAway() { try? FileManager.default.removeItem(atPath: folder) }

    /// Starts the simulator as a child of the group and returns its address when it answers.
    func startSimulator(in group: inout ThrowingTaskGroup<Void, any Error>) async throws -> String {
        var options = AppleSimulatorOptions()
        options.organisation = "Northwind School"
        options.locationName = "Paris HQ"
        options.tokenFile = folder + "/sample.vpptoken"
        options.peoplePerMinute = 90
        options.requestsPerSecond = 50
        let simulator = try AppleSimulatorService(options: options, logger: ServiceRunner.quietLogger())
        let (ready, continuation) = AsyncStream.makeStream(of: String.self)
        group.addTask {
            defer { continuation.finish() }
            try await simulator.run { origin in continuation.yield(origin) }
        }
        for await origin in ready { return origin }
        throw CommandLineFailure.outside("the simulator did not start")
    }

    /// Makes the store: users, the location, and a first invitation on its way.
    func found(users: Int, origin: String) async throws -> Composition {
        _ = try StoreDirectory.create(
            at: store, options: StoreOptions(user: Identity.current(storeOwner: nil).name, role: .verb))
        try configuration.write(toFile: store + "/rollcall.yaml", atomically: true, encoding: .utf8)
        let (composition, _) = try await Composition.open(
            HostOptions(store: store, configuration: store + "/rollcall.yaml"), role: .console, forWriting: true)
        try await importUsers(users, composition.engine)
        let location = try await addLocation(composition, origin)
        try await invite(composition.engine, location)
        return composition
    }

    private var configuration: String {
        """
        mail:
          transport: maildir
          sender-name: Northwind IT
          sender-address: it@northwind.example
        portal:
          listen: 127.0.0.1:\(portalPort)
          base-url: \(portalURL)
        volume-purchasing:
          first-poll: 100ms
          poll-interval: 200ms
          sync-every: 2s

        """
    }

    private func importUsers(_ count: Int, _ engine: Engine) async throws {
        let table = MadeUpPeople.csv(count: count, seed: 7)
        var reader = try CSVImport.read(bytes: Array(table.utf8), batchSize: 500)
        while let drafts = try reader.nextBatch() { _ = try await engine.perform(.importUsers(drafts), engine.ownRequest()) }
    }

    private func addLocation(_ composition: Composition, _ origin: String) async throws -> LocationID {
        let token = [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder + "/sample.vpptoken")))
        let live = LiveStore(composition: composition, damage: nil)
        var settings = try await live.locationFacts(token: token, serviceURL: origin).settings
        settings.autoRegister = true
        let engine = composition.engine
        let result = try await live.addLocation(settings, siteName: nil, token: token, engine.ownRequest())
        for case .locationAdded(let id, _) in result.events {
            try await live.claim(id, engine.ownRequest())
            return id
        }
        throw CommandLineFailure.outside("the sample location could not be added")
    }

    private func invite(_ engine: Engine, _ location: LocationID) async throws {
        let state = engine.projection.state
        let groups = state.groups.values.filter { $0.memberCount > 0 }.prefix(2).map(\.id)
        let targets: Domain.Scope.Targets = groups.isEmpty ? .allUsers : .listed(users: [], groups: groups)
        let settings = InvitationSettings(
            name: "Staff, autumn", location: location, method: .email, autoRegister: true, scope: Domain.Scope(targets: targets))
        _ = try await engine.perform(.createInvitation(settings, takeBackWindow: .zero), engine.ownRequest())
    }

    func portal(_ engine: Engine) -> PortalServer {
        PortalServer(engine: engine, options: PortalOptions(port: portalPort, logger: ServiceRunner.quietLogger()))
    }
}
