import Domain
import Engine
import Foundation
import Glibc
import Logging
import ServiceLifecycle
import TestSupport
import Testing

@testable import Portal

@Suite("The portal as a service", .timeLimit(.minutes(1)))
struct PortalServerTests {
    @Test("A port that is in use is named, with the remedy")
    func addressInUse() async throws {
        let stage = try await PortalStage()
        let taken = try LoopbackSocket.listen()
        defer { close(taken.descriptor) }
        let server = PortalServer(engine: stage.engine, options: PortalOptions(port: taken.port, logger: LogCapture().logger()))
        let failure = await #expect(throws: PortalFailure.self) { try await server.run() }
        #expect(failure == .addressInUse(host: "127.0.0.1", port: taken.port))
        #expect(failure?.description.contains("127.0.0.1:\(taken.port)") == true)
        #expect(failure?.description.contains("portal.listen") == true)
    }

    @Test("An address that is not of this host, and a name that nobody knows, are named")
    func addressUnusable() async throws {
        let stage = try await PortalStage()
        for host in ["192.0.2.1", "a b"] {
            let server = PortalServer(engine: stage.engine, options: PortalOptions(host: host, logger: LogCapture().logger()))
            let failure = await #expect(throws: PortalFailure.self) { try await server.run() }
            guard case .addressUnusable(host, 0, _)? = failure else {
                Issue.record("\(String(describing: failure))")
                continue
            }
        }
    }

    @Test("A service group shuts it down gracefully, also while a client holds an idle connection; what was opened is written")
    func shutsDown() async throws {
        let stage = try await PortalStage()
        let token = try await stage.token()
        let (ports, announce) = AsyncStream.makeStream(of: Int.self)
        let options = PortalOptions(logger: LogCapture().logger())
        let server = PortalServer(engine: stage.engine, options: options) { announce.yield($0) }
        let group = ServiceGroup(services: [server], logger: LogCapture().logger())
        async let running: Void = group.run()
        let port = try #require(await ports.first { _ in true })
        let idle = try LoopbackSocket.connect(to: port)
        defer { close(idle) }
        #expect(try await RawHTTP(port: port).get("/r/\(token)").status == 200)
        await group.triggerGracefulShutdown()
        try await running
        #expect(try await stage.openings() == 1)
        await #expect(throws: TestFailure.self) { try await RawHTTP(port: port).get("/") }
    }

    @Test("A head that trickles in is cut off, whatever arrives meanwhile")
    func slowHead() async throws {
        let stage = try await PortalStage()
        try await withPortal(stage.engine, idleTimeoutSeconds: 1) { (http) async throws in
            let port = http.port
            let trickled = try await withCheckedThrowingContinuation { continuation in
                Thread.detachNewThread { continuation.resume(with: Result { try LoopbackSocket.trickle(to: port) }) }
            }
            #expect((1..<80).contains(trickled), "bytes that were taken in, one every tenth of a second: \(trickled)")
            #expect(try await http.get("/").status == 200)
        }
    }

    @Test("Clients that hold every connection hold up neither the engine nor, once they go, the next reader")
    func allConnectionsHeld() async throws {
        let stage = try await PortalStage()
        try await withPortal(stage.engine, idleTimeoutSeconds: 1, mostConnections: 4) { http in
            let held = try (0..<4).map { _ in try LoopbackSocket.connect(to: http.port) }
            defer { held.forEach { close($0) } }
            try await stage.perform(.importUsers([UserDraft(username: "z", fullName: "Z")]))
            #expect(try await http.get("/").status == 200)
        }
    }

    @Test("Health says who delivers and names nobody")
    func health() async throws {
        let stage = try await PortalStage()
        try await withPortal(stage.engine) { http in
            let answer = try await http.get("/healthz")
            #expect(answer.status == 200)
            #expect(answer.headers["content-type"] == "application/json")
            #expect(answer.body == "{\"status\":\"ok\",\"delivers\":\"nobody\",\"records\":true}\n")
            #expect(try await http.send("HEAD", "/healthz").status == 200)
        }
    }
}
