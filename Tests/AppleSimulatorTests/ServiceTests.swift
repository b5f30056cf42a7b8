import Foundation
import Testing

@testable import AppleSimulator

@Suite("The service over HTTP")
struct ServiceTests {
    @Test("Service config needs no token and points to the simulator itself")
    func serviceConfig() async throws {
        try await withSimulator { client in
            let answer = try await HTTPClient(origin: client.origin).get("/mdm/v2/service/config")
            #expect(answer.status == 200)
            let urls = try #require(answer.json["urls"] as? [String: String])
            #expect(urls["getUsers"] == client.origin + "/mdm/v2/users")
            #expect(urls["invitationEmail"]?.hasSuffix("?inviteCode=%25inviteCode%25&mt=8") == true)
            #expect((answer.json["limits"] as? [String: Int])?["maxUsers"] == 100)
            let codes = try #require(answer.json["errorCodes"] as? [[String: Any]])
            #expect(codes.contains { $0["errorNumber"] as? Int == 9609 })
        }
    }

    @Test("A create is queued, invisible while pending, and shows a Registered user with an invite code when processed")
    func createBecomesVisible() async throws {
        let clock = StoppedClock()
        try await withSimulator(clock: clock) { client in
            let body = #"{"users":[{"clientUserId":"u1","email":"a@b.example"}]}"#
            let queued = try await client.post("/mdm/v2/users/create", body)
            #expect(queued.status == 200)
            let event = try #require(queued.json["eventId"] as? String)
            #expect(try await client.get("/mdm/v2/status?eventId=\(event)").json["eventStatus"] as? String == "PENDING")
            #expect(try await client.get("/mdm/v2/users").users.isEmpty)
            clock.pass(0.3)
            let done = try await client.get("/mdm/v2/status?eventId=\(event)").json
            #expect(done["eventStatus"] as? String == "COMPLETE")
            #expect(done["eventType"] as? String == "CREATE")
            #expect(done["numCompleted"] as? Int == 1)
            let user = try #require(try await client.get("/mdm/v2/users?clientUserId=u1").users.first)
            #expect(user["status"] as? String == "Registered")
            #expect((user["inviteCode"] as? String)?.wholeMatch(of: /[0-9a-f]{32}/) != nil)
            #expect(user["idHash"] == nil)
        }
    }

    @Test("A failed event names number and ids, and the others are done")
    func failures() async throws {
        let clock = StoppedClock()
        try await withSimulator(clock: clock) { client in
            let body = #"{"users":[{"clientUserId":"u1"},{"clientUserId":"u2","managedAppleId":"a@elsewhere.example"}]}"#
            let event = try #require(try await client.post("/mdm/v2/users/create", body).json["eventId"] as? String)
            clock.pass(1)
            let answer = try await client.get("/mdm/v2/status?eventId=\(event)").json
            #expect(answer["eventStatus"] as? String == "FAILED")
            #expect(answer["numRequested"] as? Int == 2)
            let failure = try #require((answer["failures"] as? [[String: Any]])?.first)
            #expect(failure["errorNumber"] as? Int == 9635)
            #expect((failure["errorInfo"] as? [String: [String]])?["clientUserIds"] == ["u2"])
            #expect(try await client.get("/mdm/v2/users").users.count == 1)
        }
    }

    @Test("A synchronous failure leaves nothing behind")
    func allOrNothing() async throws {
        let clock = StoppedClock()
        try await withSimulator(clock: clock) { client in
            let bad = #"{"users":[{"clientUserId":"u1"},{"clientUserId":"u2","email":"none"}]}"#
            let answer = try await client.post("/mdm/v2/users/create", bad)
            #expect(answer.errorNumber == 9717)
            #expect((answer.json["errorInfo"] as? [String: [String]])?["clientUserIds"] == ["u2"])
            clock.pass(10)
            #expect(try await client.get("/mdm/v2/users").users.isEmpty)
        }
    }

    @Test("Client config tells the location and stores a claim, which every later response repeats")
    func claim() async throws {
        try await withSimulator { client in
            let before = try await client.get("/mdm/v2/client/config").json
            #expect(before["mdmInfo"] == nil)
            #expect(before["countryISO2ACode"] as? String == "FR")
            #expect(before["defaultPlatform"] as? String == "enterprisestore")
            #expect(before["locationName"] as? String == "Main Campus")
            #expect((before["tokenExpirationDate"] as? String)?.hasSuffix("+0000") == true)
            let body = #"{"mdmInfo":{"id":"1","name":"Rollcall","metadata":""}}"#
            #expect(try await client.post("/mdm/v2/client/config", body).status == 200)
            for path in ["client/config", "users", "assets", "assignments"] {
                let answer = try await client.get("/mdm/v2/\(path)").json
                #expect((answer["mdmInfo"] as? [String: String])?["id"] == "1", "\(path)")
                #expect(answer["uId"] as? String == before["uId"] as? String)
            }
        }
    }

    @Test("A location without content says so with empty pages")
    func noContent() async throws {
        try await withSimulator { client in
            let assets = try await client.get("/mdm/v2/assets")
            #expect((assets.json["assets"] as? [Any])?.isEmpty == true)
            let first = try await client.get("/mdm/v2/assignments?clientUserId=u1&includeUserState=true")
            #expect((first.json["assignments"] as? [Any])?.isEmpty == true)
            #expect(first.json["nextPageIndex"] == nil)
            let version = try #require(first.json["versionId"] as? String)
            #expect(try await client.get("/mdm/v2/assignments?sinceVersionId=\(version)").status == 200)
            #expect(try await client.get("/mdm/v2/assignments?sinceVersionId=x").errorNumber == 9721)
            #expect(try await client.get("/mdm/v2/assignments?pageIndex=1").errorNumber == 9650)
            #expect(try await client.post("/mdm/v2/assets/associate", "{}").status == 400)
        }
    }

    @Test("More requests than allowed in a second are 429 with 9646, and go through a second later")
    func tooMany() async throws {
        let clock = StoppedClock()
        try await withSimulator(quickOptions { $0.requestsPerSecond = 3 }, clock: clock) { client in
            for _ in 0..<3 { #expect(try await client.get("/mdm/v2/users").status == 200) }
            let refused = try await client.get("/mdm/v2/users")
            #expect(refused.status == 429)
            #expect(refused.errorNumber == 9646)
            #expect(try await client.get("/mdm/v2/service/config").status == 200)
            clock.pass(1)
            #expect(try await client.get("/mdm/v2/users").status == 200)
        }
    }
}
