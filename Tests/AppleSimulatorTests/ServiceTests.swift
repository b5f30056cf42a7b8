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
            #expect((answer.json["errorCodes"] as? [[String: Any]])?.contains { $0["errorNumber"] as? Int == 9609 } == true)
        }
    }

    @Test("A create is queued, invisible while pending, and shows a Registered user with an invite code when processed")
    func createBecomesVisible() async throws {
        let clock = StoppedClock()
        try await withSimulator(clock: clock) { client in
            let queued = try await client.post("/mdm/v2/users/create", #"{"users":[{"clientUserId":"u1","email":"a@b.example"}]}"#)
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
}
