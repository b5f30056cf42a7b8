import Domain
import Engine
import Gateway
import Store

/// A store with an engine that talks to nobody.
struct OpenStore {
    let store: StoreDirectory
    let engine: Engine

    /// - Parameter keeps: whether the engine takes up the state that was kept, or reads the whole journal.
    init(_ path: String, access: FileAccess = .readWrite, keeps: Bool) throws {
        store = try Self.directory(path, access)
        let time = SystemTime()
        engine = Engine(
            log: store.journal, keeper: keeps ? store : nil, storeID: "\(store.identity)",
            configuration: EngineConfiguration(
                actor: Actor(name: "bench", origin: "bench"),
                capabilities: Capabilities(
                    mail: .init(senderName: "IT", senderAddress: "it@northwind.example"),
                    portalBaseURL: "http://127.0.0.1:8080"),
                claim: "\(store.identity)"),
            parts: EngineParts(
                time: time, seeds: time, keys: StoreKeys(try store.secrets()), lock: StoreDeliveryLock(store.workerLock),
                volumePurchasing: NobodyAtApple(), mail: nil))
    }

    static func directory(_ path: String, _ access: FileAccess = .readWrite) throws -> StoreDirectory {
        try StoreDirectory.open(
            at: path, access: access, options: StoreOptions(user: "bench", role: .verb, lockPatience: .seconds(60)))
    }

    var state: State { engine.projection.state }

    @discardableResult
    func perform(_ command: Command) async throws -> [Event] {
        var request = engine.ownRequest()
        request.reason = "measured"
        return try await engine.perform(command, request).events
    }
}
