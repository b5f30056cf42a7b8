import CLI
import Domain
import Engine
import Foundation
import Gateway
import GatewayMail
import GatewayVolumePurchasing
import Settings
import Store

/// One opened store with everything live around it: the only place where gateways meet the engine.
struct Composition: Sendable {
    let path: String
    let settings: RollcallSettings
    let store: StoreDirectory
    let engine: Engine
    let identity: Identity
    let volumePurchasing: VolumePurchasingGateway

    /// The origin of Apple's service.
    static let appleService = "https://vpp.itunes.apple.com"

    /// Opens and loads a store; a damaged one is opened all the same, up to the damage.
    ///
    /// - Parameter role: what the worker lock says of this process, should it deliver.
    static func open(
        _ options: HostOptions, role: LockHolder.Role, forWriting: Bool
    ) async throws(CommandLineFailure) -> (Composition, damage: String?) {
        let places = Places()
        let path = places.store(options)
        let settings = try loadSettings(places.configuration(options))
        let identity = Identity.current(storeOwner: owner(of: path))
        let isReadOnly = options.isReadOnly || !forWriting
        let store: StoreDirectory
        let secrets: Secrets
        do throws(JournalError) {
            store = try StoreDirectory.open(
                at: path, access: isReadOnly ? .read : .readWrite,
                options: StoreOptions(user: identity.name, role: role))
            secrets = try store.secrets()
        } catch {
            throw failure(error, path)
        }
        let composition = try compose(path, settings, store, secrets, identity, isReadOnly: options.isReadOnly)
        do {
            try await composition.engine.load()
        } catch .store(let words, isDamage: true) {
            return (composition, words)
        } catch {
            throw CommandLineFailure(error)
        }
        let damage = store.readOnlyReason.flatMap { $0.isDamage ? "\($0)" : nil }
        return (composition, damage)
    }

    private static func compose(
        _ path: String, _ settings: RollcallSettings, _ store: StoreDirectory, _ secrets: Secrets, _ identity: Identity,
        isReadOnly: Bool
    ) throws(CommandLineFailure) -> Composition {
        let time = SystemTime()
        let gateway = VolumePurchasingGateway(admission: StoreAdmission(store, time), time: time)
        let mail = try mailTransport(settings.mail, path)
        let storeID = "\(store.identity)"
        let engine = Engine(
            log: store.journal, keeper: store, storeID: storeID,
            configuration: configuration(settings, identity, storeID: storeID),
            parts: EngineParts(
                time: time, seeds: time, keys: StoreKeys(secrets), lock: StoreDeliveryLock(store.workerLock),
                volumePurchasing: gateway, mail: mail),
            readOnly: isReadOnly ? "this was started with --readonly" : store.readOnlyReason.map { "\($0)" })
        return Composition(
            path: path, settings: settings, store: store, engine: engine, identity: identity, volumePurchasing: gateway)
    }

    private static func configuration(
        _ settings: RollcallSettings, _ identity: Identity, storeID: String
    ) -> EngineConfiguration {
        let mail = settings.mail
        var capabilities = Capabilities(
            mail: Capabilities.Mail(
                senderName: mail.senderName ?? "", senderAddress: mail.senderAddress ?? usualSender(mail)))
        capabilities.portalBaseURL = settings.portal?.baseURL?.description
        var policy = Policy()
        policy.coolDown = Domain.Span(milliseconds: settings.sending.coolDown.milliseconds)
        if let portal = settings.portal { policy.linkLifetime = Domain.Span(milliseconds: portal.linkLifetime.milliseconds) }
        let polling = settings.volumePurchasing
        return EngineConfiguration(
            actor: Domain.Actor(name: identity.name, origin: identity.origin), capabilities: capabilities, policy: policy,
            claim: storeID,
            firstPoll: { Domain.Span(milliseconds: polling.firstPoll(isLoopback: isLoopback($0)).milliseconds) },
            pollInterval: { Domain.Span(milliseconds: polling.pollInterval(isLoopback: isLoopback($0)).milliseconds) },
            syncEvery: Domain.Span(milliseconds: polling.syncEvery.milliseconds))
    }

    /// A maildir needs no real sender, so that everything can be tried before anything is configured.
    private static func usualSender(_ mail: MailSettings) -> String {
        mail.transport == .maildir ? "rollcall@localhost" : ""
    }

    private static func isLoopback(_ origin: String) -> Bool {
        ServiceURL(origin, schemes: ["http", "https"])?.isLoopback ?? false
    }

    private static func mailTransport(_ mail: MailSettings, _ path: String) throws(CommandLineFailure) -> any MailTransport {
        guard mail.transport == .smtp, let host = mail.host else { return MaildirTransport(path: path + "/mail") }
        var options = SMTPOptions(
            host: host, port: mail.port, security: SMTPOptions.Security(rawValue: mail.security.rawValue) ?? .starttls,
            caFile: mail.caFile, username: mail.username, connections: mail.connections,
            messagesPerSecond: mail.messagesPerSecond)
        if let file = mail.passwordFile { options.password = try password(file) }
        do { return try SMTPTransport(options) } catch { throw .configuration(error.reason) }
    }

    private static func password(_ file: String) throws(CommandLineFailure) -> Secret {
        guard let bytes = FileManager.default.contents(atPath: file) else {
            throw .configuration("mail.password-file: \(file) cannot be read")
        }
        return Secret(String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .newlines))
    }

    static func loadSettings(_ path: String?) throws(CommandLineFailure) -> RollcallSettings {
        guard let path else { return RollcallSettings() }
        do { return try RollcallSettings.load(path) } catch { throw .configuration("\(error)") }
    }

    private static func owner(of path: String) -> uid_t? {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_uid : nil
    }

    static func failure(_ error: JournalError, _ path: String) -> CommandLineFailure {
        switch error {
        case .notAStore: .noStore(path: path)
        default: error.isDamage ? .damaged("\(error)") : .outside("\(error)")
        }
    }

    /// Our claim at Apple: one id for the store, a name that people of another product can read.
    var claim: ManagementClaim {
        let organisation = engine.projection.state.locations.values.first { _ in true }?.settings.organisation ?? ""
        let host = ProcessInfo.processInfo.hostName
        return ManagementClaim(
            id: engine.configuration.claim, name: "Rollcall" + (organisation.isEmpty ? "" : " at \(organisation.prefix(60))"),
            metadata: "rollcall/\(Version.number) host=\(host.prefix(100))")
    }
}

/// What `--version` and Apple are told.
enum Version {
    static let number = "0.1.0"
}
