import Foundation
import Testing

@testable import AppleSimulator

@Suite("The page behind an invitation link")
struct InvitationPageTests {
    private func withInvitation(
        _ options: AppleSimulatorOptions = quickOptions(),
        _ body: @Sendable @escaping (HTTPClient, _ code: String) async throws -> Void
    ) async throws {
        let clock = StoppedClock()
        try await withSimulator(options, clock: clock) { client in
            _ = try await client.post("/mdm/v2/users/create", #"{"users":[{"clientUserId":"u1"}]}"#)
            clock.pass(1)
            let code = try await client.get("/mdm/v2/users").users.first?["inviteCode"] as? String
            try await body(HTTPClient(origin: client.origin, token: client.token), try #require(code))
        }
    }

    private static func link(_ code: String) -> String { "\(ServicePaths.invitation)?inviteCode=\(code)&mt=8" }

    private static func submit(
        _ client: HTTPClient, _ form: String, as type: String = "application/x-www-form-urlencoded"
    ) async throws -> HTTPAnswer {
        try await client.post(ServicePaths.invitation, form, headers: ["Content-Type": type])
    }

    @Test("The page asks with a labelled field and two buttons, without script, and guards what the browser may do")
    func asks() async throws {
        try await withInvitation { client, code in
            let page = try await client.get(Self.link(code))
            #expect(page.status == 200)
            for part in [
                "<html lang=\"en\">", "<label for=\"account\">Apple Account</label>", "<input id=\"account\"", ">Accept</button>",
                ">Decline</button>", "Sample Organisation", "Main Campus",
            ] {
                #expect(page.text.contains(part), "\(part)")
            }
            #expect(!page.text.lowercased().contains("<script"))
            let policy = try #require(page.headers["content-security-policy"])
            #expect(policy.hasPrefix("default-src 'none'; style-src 'sha256-"))
            #expect(page.headers["referrer-policy"] == "no-referrer")
            #expect(page.headers["cache-control"] == "no-store")
            #expect(page.headers["x-content-type-options"] == "nosniff")
        }
    }

    @Test("Accepting the form associates the user, and the link then says that it was used")
    func accepts() async throws {
        try await withInvitation { client, code in
            let done = try await Self.submit(client, "inviteCode=\(code)&account=lea%40home.example&decision=accept")
            #expect(done.status == 200)
            #expect(done.text.contains("You have accepted"))
            let user = try #require(try await client.get("/mdm/v2/users").users.first)
            #expect(user["status"] as? String == "Associated")
            #expect((user["idHash"] as? String)?.count == 28)
            #expect(user["inviteCode"] == nil)
            let again = try await client.get(Self.link(code))
            #expect(again.status == 410)
            #expect(again.text.contains("has been used"))
        }
    }

    @Test("Declining leaves the user Registered and the link good")
    func declines() async throws {
        try await withInvitation { client, code in
            let answer = try await Self.submit(client, "inviteCode=\(code)&account=&decision=decline")
            #expect(answer.status == 200)
            #expect(try await client.get("/mdm/v2/users").users.first?["status"] as? String == "Registered")
            #expect(try await client.get(Self.link(code)).status == 200)
        }
    }

    @Test("What was typed comes back escaped beside the problem")
    func escapes() async throws {
        let options = quickOptions {
            $0.organisation = "<b>\"Ours\" & 'Theirs'</b>"
            $0.locationName = "<script>x</script>"
        }
        try await withInvitation(options) { client, code in
            let page = try await client.get(Self.link(code))
            #expect(page.text.contains("&lt;b&gt;&quot;Ours&quot; &amp; &#39;Theirs&#39;&lt;/b&gt;"))
            let again = try await Self.submit(client, "inviteCode=\(code)&account=%22%3E%3Cscript%3E+x&decision=accept")
            #expect(again.status == 400)
            #expect(again.text.contains("value=\"&quot;&gt;&lt;script&gt; x\""))
            #expect(again.text.contains("role=\"alert\""))
            #expect(!(page.text + again.text).contains("<script"))
        }
    }

    @Test("Dead and unknown links say so, and other bodies are refused")
    func refused() async throws {
        let clock = StoppedClock()
        try await withSimulator(clock: clock) { client in
            _ = try await client.post("/mdm/v2/users/create", #"{"users":[{"clientUserId":"u1"}]}"#)
            clock.pass(1)
            let code = try #require(try await client.get("/mdm/v2/users").users.first?["inviteCode"] as? String)
            _ = try await client.post("/mdm/v2/users/retire", #"{"users":[{"clientUserId":"u1"}]}"#)
            clock.pass(1)
            let dead = try await client.get(Self.link(code))
            #expect(dead.status == 410)
            #expect(dead.text.contains("no longer good"))
            #expect(try await client.get(ServicePaths.invitation).status == 404)
            #expect(try await client.get(Self.link("%3Cscript%3E")).text.contains("no such invitation"))
            #expect(try await Self.submit(client, "{}", as: "application/json").status == 415)
            #expect(try await Self.submit(client, "inviteCode=\(code)").status == 400)
            #expect(try await Self.submit(client, "inviteCode=\(code)&account=a&decision=accept").status == 410)
        }
    }
}
