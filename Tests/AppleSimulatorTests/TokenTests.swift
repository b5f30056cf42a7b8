import Foundation
import Testing

@testable import AppleSimulator

@Suite("Content tokens, addresses and the request budget")
struct TokenTests {
    private func stageWithToken() throws -> (Stage, String) {
        var stage = Stage()
        let text = try stage.apple.issueToken(for: 0, expires: stage.now + 86_400)
        return (stage, text)
    }

    @Test("A token is Base64 of a JSON object with token, expDate and orgName")
    func form() throws {
        let (_, text) = try stageWithToken()
        let data = try #require(Data(base64Encoded: text))
        let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: String])
        #expect(object.keys.sorted() == ["expDate", "orgName", "token"])
        #expect(object["orgName"] == "Sample Organisation")
        #expect(object["expDate"]?.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0000/) != nil)
    }

    @Test("Only the whole text of the file, as a bearer, opens the location")
    func bearer() throws {
        let (stage, text) = try stageWithToken()
        let data = try #require(Data(base64Encoded: text))
        let object = try JSONSerialization.jsonObject(with: data) as? [String: String]
        let inner = try #require(object?["token"])
        #expect(try stage.apple.holder(ofAuthorization: "Bearer \(text)", at: stage.now).location == 0)
        for header in [nil, "Bearer \(inner)"] {
            #expect(throws: ServiceError(.loginRequired)) { try stage.apple.holder(ofAuthorization: header, at: stage.now) }
        }
        for header in ["Bearer", "Basic \(text)", "Bearer  \(text)", text] {
            #expect(throws: ServiceError(.authorizationMalformed)) {
                try stage.apple.holder(ofAuthorization: header, at: stage.now)
            }
        }
    }

    @Test("An expired token is 9621, by date and by hand, and a replaced one is 9625")
    func ended() throws {
        var (stage, text) = try stageWithToken()
        let header = "Bearer \(text)"
        #expect(throws: ServiceError(.tokenExpired)) {
            try stage.apple.holder(ofAuthorization: header, at: stage.now + 86_400)
        }
        var expired = stage
        expired.apple.endTokens(of: 0, as: .expired)
        #expect(throws: ServiceError(.tokenExpired)) { try expired.apple.holder(ofAuthorization: header, at: stage.now) }
        let fresh = try stage.apple.issueToken(for: 0, expires: stage.now + 86_400)
        #expect(throws: ServiceError(.tokenRevoked)) { try stage.apple.holder(ofAuthorization: header, at: stage.now) }
        #expect(try stage.apple.holder(ofAuthorization: "Bearer \(fresh)", at: stage.now).token.text == fresh)
    }

    @Test("An unknown token is 9601, or 9622, by the switch")
    func unknown() throws {
        let observed = Stage { $0.behaviour.unknownToken = .observed }
        #expect(throws: ServiceError(.invalidToken)) { try observed.apple.holder(ofAuthorization: "Bearer x", at: observed.now) }
        #expect(ServiceErrorNumber.invalidToken.httpStatus == 200)
    }

    @Test("A budget admits so many in any second, and the next as soon as the oldest is a second old")
    func budget() throws {
        var budget = RequestBudget(perSecond: 3)
        let start = Date(timeIntervalSince1970: 1_795_000_000)
        for offset in [0, 0.5, 0.9] { try budget.admit(at: start + offset) }
        #expect(throws: ServiceError(.tooManyRequests)) { try budget.admit(at: start + 0.99) }
        try budget.admit(at: start + 1)
        #expect(throws: ServiceError(.tooManyRequests)) { try budget.admit(at: start + 1.4) }
        try budget.admit(at: start + 1.5)
    }

    @Test(
        "The simulator listens on loopback only",
        arguments: [
            "0.0.0.0:80", "192.168.1.4:80", "[::]:80", "example.org:80", "128.0.0.1", "127.0.0.1.evil.example:80", "127.1:80",
        ])
    func notLoopback(text: String) {
        #expect(throws: AppleSimulatorFailure.notLoopback(text)) { try LoopbackAddress(text) }
    }

    @Test("Loopback addresses are read with and without a port")
    func loopback() throws {
        #expect(try LoopbackAddress("127.0.0.1:8090").port == 8090)
        #expect(try LoopbackAddress("localhost").host == "127.0.0.1")
        #expect(try LoopbackAddress("[::1]:8090").baseURL(boundPort: 8090) == "http://[::1]:8090")
        for text in ["", ":80", "127.0.0.1:", "127.0.0.1:99999", "127.0.0.1:-1", "127.0.0.1:+1", "[::1", "::1"] {
            #expect(throws: AppleSimulatorFailure.addressUnreadable(text)) { try LoopbackAddress(text) }
        }
    }
}
