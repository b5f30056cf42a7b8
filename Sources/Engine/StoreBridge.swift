import Domain
import Gateway
import Glibc
import Store

/// The store's secrets as the engine asks for them.
package struct StoreKeys: KeyKeeper {
    private let secrets: Secrets

    package init(_ secrets: Secrets) { self.secrets = secrets }

    package func seal(_ bytes: [UInt8]) throws(KeyFailure) -> [UInt8] { secrets.seal(bytes) }

    package func open(_ sealed: [UInt8]) throws(KeyFailure) -> [UInt8] {
        do { return try secrets.open(sealed) } catch { throw KeyFailure("\(error)") }
    }

    package func linkTag(for bytes: [UInt8]) throws(KeyFailure) -> [UInt8] { secrets.linkTag(for: bytes) }

    package func contentToken(of location: LocationID) throws(KeyFailure) -> Secret {
        let token: [UInt8]?
        do { token = try secrets.token(location: location.number) } catch { throw KeyFailure("\(error)") }
        guard let token else { throw KeyFailure("The content token of location \(location) is not in this store's secrets.") }
        return Secret(token)
    }

    package func keep(_ token: Secret, of location: LocationID) throws(KeyFailure) {
        do { try secrets.storeToken(token.reveal(), location: location.number) } catch { throw KeyFailure("\(error)") }
    }
}

/// The store's worker lock as the engine asks for it.
package struct StoreDeliveryLock: DeliveryLock {
    private let lock: WorkerLock

    package init(_ lock: WorkerLock) { self.lock = lock }

    package func tryAcquire(role: String) -> Bool {
        // A lock file that cannot be opened means that this process does not deliver; writing will say why.
        (try? lock.tryAcquire()) ?? false
    }

    package func release() { lock.release() }

    package func holder() -> (by: String, role: String)? {
        guard let holder = try? lock.holder() else { return nil }
        return (holder.name, holder.role.rawValue)
    }

    package var processID: Int32 { getpid() }

    package var bootID: String {
        guard let file = fopen("/proc/sys/kernel/random/boot_id", "r") else { return "" }
        defer { fclose(file) }
        var text: [CChar] = Array(repeating: 0, count: 64)
        let count = fread(&text, 1, 36, file)
        return String(decoding: text[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}

/// The store's admission files as the gateway asks for them: one limit for all processes of the host.
package struct StoreAdmission: Gateway.RequestAdmission {
    private let store: StoreDirectory
    private let time: any TimeSource

    package init(_ store: StoreDirectory, _ time: any TimeSource) {
        self.store = store
        self.time = time
    }

    package func admit(_ location: LocationID, perSecond: Int) async throws(GatewayFailure) {
        while true {
            let answer: Store.RequestAdmission.Answer
            do {
                answer = try store.admission(of: location.number).admit(
                    limitPerSecond: perSecond, now: time.now().milliseconds)
            } catch {
                throw GatewayFailure(.temporary(retryAfter: nil), "\(error)")
            }
            switch answer {
            case .go: return
            case .waitUntil(let moment):
                guard !Task.isCancelled else {
                    throw GatewayFailure(.temporary(retryAfter: nil), "This process is leaving.")
                }
                await time.wait(until: Instant(milliseconds: moment))
            }
        }
    }

    package func block(_ location: LocationID, for wait: Span) async {
        // Without the file other processes are not held back; this one waits by itself.
        try? store.admission(of: location.number).block(
            until: (time.now() + wait).milliseconds, now: time.now().milliseconds)
    }
}

/// The host's clock and random numbers.
package struct SystemTime: TimeSource, SeedSource {
    package init() {}

    package func now() -> Instant { Instant(milliseconds: WallClock.milliseconds()) }

    package func wait(until instant: Instant) async {
        let span = instant.since(now())
        guard span > .zero else { return await Task.yield() }
        // Cancelled is over, too.
        try? await Task.sleep(for: .milliseconds(span.milliseconds))
    }

    package func seed() -> Seed {
        var generator = SystemRandomNumberGenerator()
        return Seed(generator.next(), generator.next())
    }
}
