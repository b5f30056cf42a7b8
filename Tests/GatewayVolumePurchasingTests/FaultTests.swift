import Domain
import Foundation
import Gateway
import GatewayVolumePurchasing
import TestSupport
import Testing

@Suite("What goes wrong on the way to Apple")
struct FaultTests {
    @Test("Apple's number decides, even when the status is 200")
    func numberBeforeStatus() async throws {
        let apple = try AppleDouble { _ in .json(#"{"errorNumber":9622,"errorMessage":"Invalid authentication token"}"#) }
        let failure = await failure { _ = try await apple.create() }
        #expect(failure?.kind == .needsPerson && failure?.number == 9622)
        #expect(failure?.reason.contains("rollcall locations renew") == true)
    }

    @Test(
        "each number has its kind",
        arguments: [
            (9603, 500, true), (9646, 429, true), (9729, 503, true), (9644, 500, true), (9609, 400, false), (9716, 400, false),
            (9999, 500, false),
        ])
    func kinds(_ number: Int, _ status: Int, _ isTemporary: Bool) async throws {
        let apple = try AppleDouble { _ in .answer(status, #"{"errorNumber":\#(number),"errorMessage":"Apple's words"}"#) }
        let failure = await failure { _ = try await apple.create() }
        #expect(failure?.isTemporary == isTemporary && failure?.number == number)
        if !isTemporary { #expect(failure?.kind == .permanent) }
        #expect(failure?.reason.contains("Apple's words") == true)
    }

    @Test("a token that ended, was revoked or is unknown needs a person", arguments: [9601, 9621, 9622, 9625, 9637, 9722])
    func tokens(_ number: Int) async throws {
        let apple = try AppleDouble { _ in .answer(401, #"{"errorNumber":\#(number)}"#) }
        #expect(await failure { _ = try await apple.read() }?.kind == .needsPerson)
    }

    @Test("Retry-After is the wait, and the whole location keeps it", arguments: [(429, 9646), (503, 9729), (500, 9603)])
    func retryAfter(_ status: Int, _ number: Int) async throws {
        let apple = try AppleDouble { _ in
            .answer(status, #"{"errorNumber":\#(number)}"#, headers: ["Retry-After": "7"])
        }
        #expect(await failure { _ = try await apple.read() }?.kind == .temporary(retryAfter: .seconds(7)))
        #expect(await apple.admission.blocks == [.seconds(7)])
    }

    @Test("too many requests without a wait slow down by themselves")
    func tooManyRequests() async throws {
        let apple = try AppleDouble { _ in .answer(429, "") }
        #expect(await failure { _ = try await apple.read() }?.kind == .temporary(retryAfter: .seconds(5)))
        #expect(await apple.admission.blocks == [.seconds(5)])
    }

    @Test(
        "R30: a POST whose answer does not come, or breaks off, has an unknown outcome; a GET is tried again",
        arguments: [
            LoopbackServer.Reply.cut, .silence, .bytes("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"eventId\":"),
            .bytes("nonsense"), .json("<html>portal</html>"), .json("{}"), .json("[1,2]"), .answer(504, ""),
            .answer(502, "<html>"),
        ])
    func lostAnswer(_ reply: LoopbackServer.Reply) async throws {
        let apple = try AppleDouble(timeout: .milliseconds(300)) { _ in reply }
        #expect(await failure { _ = try await apple.create() }?.kind == .outcomeUnknown)
        #expect(await failure { _ = try await apple.read() }?.isTemporary == true)
    }

    @Test("R30: a POST goes out once, even when a kept connection turns out dead")
    func postIsNeverRepeated() async throws {
        let apple = try AppleDouble { $0.method == "POST" ? .cut : .json(#"{"users":[],"versionId":"v"}"#) }
        for _ in 1...3 { _ = try await apple.read() }
        #expect(await failure { _ = try await apple.create() }?.kind == .outcomeUnknown)
        #expect(apple.calls.filter { $0.method == "POST" }.count == 1)
    }

    @Test("a service that nobody answers for is named with its address and a remedy")
    func refusedConnection() async throws {
        let gateway = VolumePurchasingGateway(admission: FakeAdmission(), time: SettableTime())
        let failure = await failure { _ = try await gateway.serviceConfiguration(origin: "http://127.0.0.1:1") }
        #expect(failure?.kind == .temporary(retryAfter: nil))
        #expect(failure?.reason.hasPrefix("http://127.0.0.1:1/mdm/v2/service/config: cannot be reached") == true)
        #expect(failure?.reason.contains("check the network") == true)
    }

    @Test("a POST that could not leave is temporary, not unknown")
    func postNotSent() async throws {
        let apple = try AppleDouble { _ in .cut }
        _ = try await apple.gateway.serviceConfiguration(origin: apple.server.origin)
        apple.server.stopListening()
        let failure = await failure { _ = try await apple.create() }
        #expect(failure?.isTemporary == true && failure?.reason.contains("/a/create: cannot be reached") == true)
    }

    @Test("an answer that is too long is not read to its end")
    func tooLong() async throws {
        let apple = try AppleDouble(maxAnswerBytes: 20_000) { _ in .json("{\"x\":\"\(String(repeating: "y", count: 100_000))\"}")
        }
        #expect(await failure { _ = try await apple.read() }?.reason.contains("longer than 20000 bytes") == true)
        #expect(await failure { _ = try await apple.create() }?.kind == .outcomeUnknown)
    }

    @Test("a redirect is not followed, since it would take the token along")
    func redirect() async throws {
        let other = try LoopbackServer()
        let apple = try AppleDouble { [origin = other.origin] _ in .answer(302, "", headers: ["Location": origin + "/x"]) }
        #expect(await failure { _ = try await apple.read() }?.kind == .permanent)
        #expect(other.requests.isEmpty)
    }

    @Test(
        "the content token goes to no other scheme, host or port than the origin's",
        arguments: [
            "http://127.0.0.1:OTHER/a", "http://localhost:PORT/a", "https://127.0.0.1:PORT/a",
            "http://127.0.0.1:PORT@127.0.0.1:OTHER/a",
            "http://127.0.0.1:PORT\\\\@127.0.0.1:OTHER/", "http://127.0.0.1:PORT", "http://127.0.0.1:PORT/a?x=1",
            "//127.0.0.1:OTHER/a", "file:///etc/passwd", "",
        ])
    func foreignAddresses(_ address: String) async throws {
        let other = try LoopbackServer()
        let apple = try AppleDouble(config: { [port = other.port] origin in
            let own = origin.split(separator: ":").last.map(String.init) ?? ""
            let text = address.replacingOccurrences(of: "PORT", with: own).replacingOccurrences(of: "OTHER", with: "\(port)")
            return AppleDouble.serviceConfig(origin).replacingOccurrences(of: "\(origin)/a/users", with: text)
        }) { _ in .json(#"{"users":[],"versionId":"v"}"#) }
        let failure = await failure { _ = try await apple.read() }
        #expect(failure?.kind == .permanent && failure?.reason.contains("not sent there") == true)
        #expect(other.requests.isEmpty && apple.calls.isEmpty)
    }

    @Test(
        "plain HTTP is for loopback only, and an address that can be misread is none",
        arguments: [
            "http://vpp.example.org", "http://127.0.0.1.example.org", "http://127.1", "https://user@example.org",
            "ftp://127.0.0.1",
            "https://example.org/path", "https://example.org?x", "https://exa mple.org", "https://", "https://example.org:0",
            "https://example.org:99999", "https://example.org\\@evil.example", "example.org", "", "http://[::2]",
        ])
    func origins(_ origin: String) async throws {
        let gateway = VolumePurchasingGateway(admission: FakeAdmission(), time: SettableTime())
        #expect(await failure { _ = try await gateway.serviceConfiguration(origin: origin) }?.kind == .needsPerson)
    }

    @Test(
        "a service configuration without an invitation page for a browser is not Apple's",
        arguments: ["javascript:alert(%25inviteCode%25)", "https://buy.example.org/", "http://buy.example.org/%25inviteCode%25"])
    func invitationPage(_ template: String) async throws {
        let apple = try AppleDouble(config: {
            AppleDouble.serviceConfig($0).replacingOccurrences(
                of: "https://buy.example.org/x?inviteCode=%25inviteCode%25&mt=8", with: template)
        }) { _ in .cut }
        #expect(
            await failure { _ = try await apple.gateway.serviceConfiguration(origin: apple.server.origin) }?.isTemporary == true)
    }

    @Test("a token with a line break never becomes a header")
    func tokenWithLineBreak() async throws {
        let apple = try AppleDouble { _ in .json("{}") }
        let access = LocationAccess(
            location: LocationID(1), origin: apple.server.origin, token: Secret("abc\r\nX-Evil: 1"), claimID: "ours")
        #expect(await failure { _ = try await apple.gateway.usersPage(index: 0, since: nil, access) }?.kind == .needsPerson)
        #expect(apple.calls.isEmpty)
    }

    @Test("a cancelled task does not wait for a service that is silent")
    func cancellation() async throws {
        let apple = try AppleDouble(timeout: .seconds(60)) { _ in .silence }
        let task = Task { await failure { _ = try await apple.create() } }
        while apple.calls.isEmpty { await Task.yield() }
        task.cancel()
        #expect(await task.value?.kind == .outcomeUnknown)
    }

    @Test(
        "R27: no failure holds the token or an invite code, not even when the service echoes them",
        arguments: [
            LoopbackServer.Reply.answer(400, echo(9609)), .answer(401, echo(9621)), .answer(500, echo(12_345)), .json(echo(9622)),
            .json(AppleDouble.token), .answer(403, AppleDouble.token), .bytes(AppleDouble.token), .cut, .silence,
            .json(#"{"mdmInfo":{"id":"x","name":"Other"}}"#),
        ])
    func nothingSecret(_ reply: LoopbackServer.Reply) async throws {
        let apple = try AppleDouble(timeout: .milliseconds(200)) { _ in reply }
        var texts = ["\(apple.access)", String(reflecting: apple.access)]
        for (_, call) in apple.everyCall {
            let failure = await failure(of: call)
            texts += [failure.map { "\($0)" } ?? "", String(reflecting: failure)]
        }
        for text in texts {
            #expect(!text.contains(AppleDouble.token) && !text.contains("SECRET") && !text.contains(inviteCode))
            #expect(!text.contains("eyJ0b2tlbiI6"))
        }
    }
}

private let inviteCode = "3e0f6d3f2b7b4a0fa7b0a1c2d3e4f506"

private func echo(_ number: Int) -> String {
    let words = "Bearer \(AppleDouble.token) https://b.example/x?inviteCode=\(inviteCode)&mt=8"
    return #"{"errorNumber":\#(number),"errorMessage":"\#(words)"}"#
}
