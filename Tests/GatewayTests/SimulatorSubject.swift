import AppleSimulator
import Domain
import Foundation
import FoundationNetworking
import Gateway
import GatewayVolumePurchasing
import Synchronization
import TestSupport

/// The live gateway before a running simulator whose clock a test moves.
struct SimulatorSubject: VolumePurchasingSubject {
    let gateway: any VolumePurchasing
    let access: LocationAccess
    private let clock: Clock

    /// The clock of the service: stands still until queued work shall be done.
    private final class Clock: Sendable {
        private let moment = Mutex(Date(timeIntervalSince1970: 1_795_000_000))
        var now: Date { moment.withLock { $0 } }
        func pass(_ seconds: Double) { moment.withLock { $0.addTimeInterval(seconds) } }
    }

    /// Runs a simulator while `body` holds the gateway against it.
    static func run(_ body: @Sendable @escaping (SimulatorSubject) async throws -> Void) async throws {
        var options = AppleSimulatorOptions()
        options.seed = 7
        options.requestsPerSecond = 0
        options.pageSize = 3
        let clock = Clock()
        let service = try AppleSimulatorService(options: options, now: { clock.now })
        let (origins, ready) = AsyncStream.makeStream(of: String.self)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await service.run { ready.yield($0) } }
            group.addTask {
                guard let origin = await origins.first(where: { _ in true }), let token = await service.contentToken() else {
                    throw TestFailure("the simulator did not start")
                }
                try await body(SimulatorSubject(origin, token, clock))
            }
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    private init(_ origin: String, _ token: String, _ clock: Clock) {
        self.clock = clock
        gateway = VolumePurchasingGateway(admission: FakeAdmission(), time: SettableTime())
        access = LocationAccess(location: LocationID(4), origin: origin, token: Secret(token), claimID: "our-claim")
    }

    func settle() { clock.pass(10) }

    func accept(_ user: UniqueID, inviteCode: String, account: String) async throws {
        try await post("/sim/accept", #"{"inviteCode":"\#(inviteCode)","account":"\#(account)"}"#)
    }

    func endToken(isRevoked: Bool) async throws {
        try await post("/sim/expire-token", #"{"as":"\#(isRevoked ? "revoked" : "expired")"}"#)
    }

    private func post(_ path: String, _ body: String) async throws {
        guard let url = URL(string: access.origin + path) else { throw TestFailure("the simulator has no address") }
        var request = URLRequest(url: url)
        request.httpMethod = "POST"
        request.httpBody = Data(body.utf8)
        request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        let (data, response) = try await URLSession.shared.data(for: request)
        guard (response as? HTTPURLResponse)?.statusCode == 200 else {
            throw TestFailure("\(path): \(String(decoding: data, as: UTF8.self))")
        }
    }
}
