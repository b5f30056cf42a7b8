import Foundation
import Testing

@testable import AppleSimulator

@Suite("Endpoints that are not Apple's")
struct SimulationTests {
    private static func invite(_ count: Int, _ client: HTTPClient, _ clock: StoppedClock) async throws {
        let users = (0..<count).map { #"{"clientUserId":"u\#($0)"}"# }.joined(separator: ",")
        _ = try await client.post("/mdm/v2/users/create", #"{"users":[\#(users)]}"#)
        clock.pass(1)
    }

    @Test("Open invitations are listed with their ids, and accepting one takes it off the list")
    func openAndAccept() async throws {
        let clock = StoppedClock()
        try await withSimulator(clock: clock) { client in
            try await Self.invite(3, client, clock)
            let listed = try await client.get("/sim/open?limit=2").json
            #expect(listed["total"] as? Int == 3)
            let open = try #require(listed["open"] as? [[String: Any]])
            #expect(open.count == 2)
            let code = try #require(open[0]["inviteCode"] as? String)
            let body = #"{"inviteCode":"\#(code)","account":"lea@home.example"}"#
            let accepted = try await client.post("/sim/accept", body)
            #expect((accepted.json["user"] as? [String: String])?["status"] == "Associated")
            #expect(try await client.get("/sim/open").json["total"] as? Int == 2)
            let again = try await client.post("/sim/accept", body)
            #expect(again.status == 409)
            #expect(again.json["error"] as? String == "used")
            #expect(try await client.post("/sim/decline", #"{"inviteCode":"x"}"#).status == 404)
            #expect(try await client.post("/sim/accept", "{}").status == 400)
        }
    }

    @Test("People start, accept while time passes, and stop")
    func people() async throws {
        let clock = StoppedClock()
        try await withSimulator(clock: clock) { client in
            try await Self.invite(20, client, clock)
            #expect(try await client.post("/sim/people", #"{"perMinute":60}"#).status == 200)
            clock.pass(5)
            #expect(try await client.get("/sim/open").json["total"] as? Int == 15)
            #expect(try await client.post("/sim/people", #"{"perMinute":0}"#).status == 200)
            clock.pass(60)
            #expect(try await client.get("/sim/open").json["total"] as? Int == 15)
            #expect(try await client.post("/sim/people", #"{"perMinute":-1}"#).status == 400)
        }
    }

    @Test("The state counts what there is")
    func state() async throws {
        let clock = StoppedClock()
        try await withSimulator(clock: clock) { client in
            try await Self.invite(2, client, clock)
            let state = try await client.get("/sim/state").json
            #expect(state["openInvitations"] as? Int == 2)
            #expect(state["eventsDone"] as? Int == 1)
            let location = try #require((state["locations"] as? [[String: Any]])?.first)
            #expect(location["users"] as? [String: Int] == ["Registered": 2])
            #expect(location["tokens"] as? [String] == ["valid"])
        }
    }
}
