import Foundation
import Testing

@testable import AppleSimulator

/// A request that the service refuses, and how.
struct RefusedRequest: Sendable, CustomTestStringConvertible {
    var method = "GET"
    let path: String
    var body: String?
    var contentType = "application/json"
    let status: Int
    let number: Int

    var testDescription: String { "\(method) \(path) \(body?.prefix(60) ?? "") is \(status)/\(number)" }

    static let all: [RefusedRequest] = reads + writes + configs

    private static let reads = [
        RefusedRequest(path: "/mdm/v2/users?pageIndex=1", status: 400, number: 9650),
        RefusedRequest(path: "/mdm/v2/users?pageIndex=-1", status: 400, number: 9650),
        RefusedRequest(path: "/mdm/v2/users?pageIndex=x", status: 400, number: 9602),
        RefusedRequest(path: "/mdm/v2/users?activeOnly=maybe", status: 400, number: 9602),
        RefusedRequest(path: "/mdm/v2/users?sinceVersionId=x", status: 400, number: 9721),
        RefusedRequest(path: "/mdm/v2/status?eventId=x", status: 400, number: 9708),
        RefusedRequest(path: "/mdm/v2/status", status: 400, number: 9708),
        RefusedRequest(path: "/mdm/v2/users/create", status: 405, number: 9726),
        RefusedRequest(method: "POST", path: "/mdm/v2/users", body: "{}", status: 405, number: 9726),
        RefusedRequest(method: "DELETE", path: "/mdm/v2/service/config", status: 405, number: 9726),
    ]

    private static let writes =
        bodies + [
            RefusedRequest(
                method: "POST", path: "/mdm/v2/users/retire", body: "users=1", contentType: "application/x-www-form-urlencoded",
                status: 415, number: 9727)
        ]

    private static let bodies = [
        ("{}", 9720), (#"{"users":[]}"#, 9720), (#"{"users":null}"#, 9720), (#"{"users":7}"#, 9602), ("", 9602), ("[", 9602),
        (#"{"users":[{}]}"#, 9602), (#"{"users":[{"clientUserId":""}]}"#, 9602), (#"{"users":[{"clientUserId":7}]}"#, 9602),
        (#"{"users":[{"clientUserId":"a"},{"clientUserId":"a"}]}"#, 9715),
        (#"{"users":[{"clientUserId":"a","email":"b"}]}"#, 9717),
        (#"{"users":[\#((0...100).map { #"{"clientUserId":"\#($0)"}"# }.joined(separator: ","))]}"#, 9714),
        (String(repeating: "[", count: 100_000), 9602),
        (String(repeating: " ", count: 1_100_000), 9602),
    ].map { RefusedRequest(method: "POST", path: "/mdm/v2/users/create", body: $0.0, status: 400, number: $0.1) }

    private static let configs = [
        (#"{"mdmInfo":{"id":"1","name":"n"}}"#, 9723),
        (#"{"mdmInfo":{"id":"","name":"n","metadata":""}}"#, 9723),
        (#"{"mdmInfo":{"id":"\#(long(101))","name":"n","metadata":""}}"#, 9724),
        (#"{"mdmInfo":{"id":"1","name":"\#(long(101))","metadata":""}}"#, 9725),
        (#"{"mdmInfo":{"id":"1","name":"n","metadata":"\#(long(256))"}}"#, 9713),
        (#"{"notificationUrl":"https://a.example/x"}"#, 9710),
        (#"{"notificationAuthToken":"t"}"#, 9710),
        (#"{"notificationUrl":"https://a.example/\#(long(512))","notificationAuthToken":"t"}"#, 9711),
        (#"{"notificationUrl":"http://a.example/x","notificationAuthToken":"t"}"#, 9712),
        (#"{"notificationUrl":"https://a.example/x?y=z","notificationAuthToken":"t"}"#, 9712),
        (#"{"notificationUrl":"https://a.example/x","notificationAuthToken":"t"}"#, 9728),
    ].map { RefusedRequest(method: "POST", path: "/mdm/v2/client/config", body: $0.0, status: 400, number: $0.1) }

    private static func long(_ count: Int) -> String { String(repeating: "x", count: count) }
}

@Suite("What the service refuses")
struct RefusalTests {
    @Test("Every refusal has its number and its HTTP status")
    func refusals() async throws {
        try await withSimulator { client in
            for refused in RefusedRequest.all {
                let answer = try await client.send(
                    refused.method, refused.path, body: refused.body, headers: ["Content-Type": refused.contentType])
                #expect(answer.status == refused.status, "\(refused.testDescription)")
                #expect(answer.errorNumber == refused.number, "\(refused.testDescription)")
            }
        }
    }

    @Test("A configuration that is refused changes nothing of the claim")
    func refusedWhole() async throws {
        try await withSimulator { client in
            let claim = #""mdmInfo":{"id":"1","name":"n","metadata":"m"}"#
            let notifications = #""notificationUrl":"https://a.example/x","notificationAuthToken":"t""#
            let refused = try await client.post("/mdm/v2/client/config", "{\(claim),\(notifications)}")
            #expect(refused.errorNumber == 9728)
            #expect(try await client.get("/mdm/v2/client/config").json["mdmInfo"] == nil)
        }
    }

    @Test("Requests without a usable token are 401, each with its number")
    func tokens() async throws {
        try await withSimulator { client in
            let anyone = HTTPClient(origin: client.origin)
            let path = "/mdm/v2/users"
            let refused = [
                try await anyone.get(path), try await anyone.get(path, headers: ["Authorization": "Bearer abc"]),
                try await anyone.get(path, headers: ["Authorization": "Basic abc"]),
            ]
            #expect(refused.map(\.status) == [401, 401, 401])
            #expect(refused.map(\.errorNumber) == [9601, 9601, 9722])
            _ = try await anyone.post("/sim/expire-token", "{}")
            #expect(try await client.get(path).errorNumber == 9621)
            let fresh = try await anyone.post("/sim/new-token", "{}").json["token"] as? String
            #expect(try await HTTPClient(origin: client.origin, token: fresh).get(path).status == 200)
            _ = try await anyone.post("/sim/expire-token", #"{"as":"revoked"}"#)
            #expect(try await HTTPClient(origin: client.origin, token: fresh).get(path).errorNumber == 9625)
        }
    }

    @Test("What is not there is 404")
    func nothing() async throws {
        try await withSimulator { client in
            for path in ["/", "/mdm/v2", "/mdm/v2/nothing", "/mdm/v2/users/", "/sim"] {
                let answer = try await client.get(path)
                #expect(answer.status == 404, "\(path)")
            }
        }
    }
}
