import Crypto
import Domain
import Engine
import Foundation
import TestSupport
import Testing

@testable import Portal

@Suite("What the portal withstands", .timeLimit(.minutes(1)))
struct HardeningTests {
    @Test("Every answer carries the headers that keep it to its reader, and a page has no script and loads nothing")
    func headers() async throws {
        let stage = try await PortalStage()
        let token = try await stage.token()
        try await withPortal(stage.engine) { http in
            let long = "/r/" + String(repeating: "a", count: 2_000)
            let others = ["/healthz", "/no", "/r/", long]
            for target in ["/", "/r/\(token)", "/r/forged", "/r/\(token)/go", "/r/forged/go", "/r/forged/mail"] + others {
                let answer = try await http.get(target)
                expectGuarded(answer, target)
                if answer.headers["content-type"]?.hasPrefix("text/html") == true { expectPlain(answer.body, target) }
            }
            expectGuarded(try await http.send("POST", "/"), "POST")
        }
    }

    private func expectGuarded(_ answer: RawHTTP.Answer, _ what: String) {
        let policy = answer.headers["content-security-policy"] ?? ""
        #expect(policy.hasPrefix("default-src 'none'; style-src 'sha256-"), "\(what)")
        #expect(policy.contains("frame-ancestors 'none'") && !policy.contains("script") && !policy.contains("unsafe"), "\(what)")
        #expect(answer.headers["referrer-policy"] == "no-referrer", "\(what)")
        #expect(answer.headers["cache-control"] == "no-store", "\(what)")
        #expect(answer.headers["x-content-type-options"] == "nosniff", "\(what)")
        #expect(answer.headers["server"] == nil && answer.headers["set-cookie"] == nil, "\(what)")
    }

    private func expectPlain(_ page: String, _ what: String) {
        #expect(page.hasPrefix("<!doctype html>\n<html lang=\"en\">"), "\(what)")
        #expect(page.contains("width=device-width"), "\(what)")
        #expect(page.components(separatedBy: "<h1>").count == 2 && page.contains("<main>"), "\(what)")
        for forbidden in ["<script", "javascript:", " style=", "src=", "@import", "url("] {
            #expect(!page.lowercased().contains(forbidden), "\(what): \(forbidden)")
        }
    }

    @Test("The hash in the policy is that of the style in the page")
    func styleHash() {
        let hash = Data(SHA256.hash(data: Data(PageStyle.text.utf8))).base64EncodedString()
        #expect(PageStyle.hash == hash, "PageStyle.hash has to be \(hash)")
        #expect(PortalPage.home(OrganisationName(nil)).document.contains("<style>\(PageStyle.text)</style>"))
    }

    @Test("R27: no page names anybody, and no log has a token or a name, at any level")
    func saysNothing() async throws {
        let stage = try await PortalStage(people: 2)
        let token = try await stage.token("u1")
        let ended = try await stage.token("u2")
        try await stage.accept("u2")
        let log = LogCapture()
        try await withPortal(stage.engine, log: log) { http in
            var pages = ""
            let below = ["", "/go?from=\(token)", "/x"].map { "/r/\(token)\($0)" }
            for target in ["/", "/healthz", "/r/\(ended)", "/\(token)"] + below {
                pages += try await http.get(target, headers: ["Referer: http://127.0.0.1/r/\(token)"]).body
            }
            pages += try await http.send("POST", "/r/\(token)").body
            pages += try await http.exchange(Array("GET /r/\(token) HTTP/9.9\r\n\r\n".utf8)).body
            for word in PortalStage.privateWords { #expect(!pages.contains(word), "\(word)") }
        }
        let text = log.text
        #expect(text.contains("GET /r/{token} 200"))
        #expect(text.contains("GET /r/{token}/go 303"))
        for secret in [token, ended, "inviteCode"] + PortalStage.privateWords { #expect(!text.contains(secret), "\(secret)") }
    }

    @Test("An organisation's name from outside stays text, on one line, and cannot turn the page's direction")
    func hostileNames() async throws {
        let name = "</title><script>alert('x')</script>&\"\u{202E}\u{0007}\nNorth\u{0}" + String(repeating: "W", count: 500)
        let stage = try await PortalStage(organisation: name)
        let token = try await stage.token()
        try await withPortal(stage.engine, organisation: "<img src=x onerror=y>") { http in
            let page = try await http.get("/r/\(token)")
            #expect(page.status == 200)
            #expect(page.body.contains("&lt;/title&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;&quot; North"))
            #expect(!page.body.contains("<script") && !page.body.contains("\u{202E}") && !page.body.contains("\u{7}"))
            #expect(!page.body.contains(String(repeating: "W", count: 121)))
            let home = try await http.get("/")
            #expect(home.body.contains("&lt;img src=x onerror=y&gt;") && !home.body.contains("<img"))
        }
    }

    @Test("A location without an organisation name falls back to the settings, then to plain words")
    func namelessOrganisation() {
        #expect(OrganisationName(" \n ", "Northwind").text == "Northwind")
        #expect(OrganisationName(nil, "").text == "your organisation")
        #expect(OrganisationName(nil).atStart == "Your organisation")
    }

    @Test(
        "Hostile targets end in a page of their own, never in an opening",
        arguments: [
            ("/r/../r/x", 404), ("/r//go", 404), ("/r/%00", 404), ("/r/..%2f..%2fetc/passwd", 404), ("/r/a/go/go", 404),
            ("/R/a", 404), ("//", 404), ("/r", 404), ("/?x=/r/y", 200), ("/r/" + String(repeating: "A", count: 65), 404),
            ("/r/" + String(repeating: "A", count: 1_100), 414), ("*", 404), ("/healthz/", 404),
        ])
    func hostileTargets(_ target: String, _ status: Int) async throws {
        let stage = try await PortalStage()
        try await withPortal(stage.engine) { (http) async throws in
            #expect(try await http.get(target).status == status)
        }
    }

    @Test("Bytes that are no request at all are refused, and the portal goes on")
    func binary() async throws {
        let stage = try await PortalStage()
        try await withPortal(stage.engine) { (http) async throws in
            let rest = " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
            let bytes = Array("GET /r/".utf8) + [0xFF, 0x00, 0x80, 0x1B] + Array(rest.utf8)
            #expect([400, 404].contains(try await http.exchange(bytes).status))
            #expect(try await http.get("/", headers: ["X-Long: " + String(repeating: "y", count: 20_000)]).status == 400)
            #expect(try await http.get("/").status == 200)
        }
    }

    @Test("Other methods are 405 with what is allowed; a body is refused without being read")
    func methods() async throws {
        let stage = try await PortalStage()
        let token = try await stage.token()
        try await withPortal(stage.engine) { http in
            for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"] {
                let answer = try await http.send(method, "/r/\(token)")
                #expect(answer.status == 405)
                #expect(answer.headers["allow"] == "GET, HEAD")
            }
            let head = try await http.send("HEAD", "/r/\(token)/go")
            #expect(head.status == 405 && head.headers["allow"] == "GET" && head.headers["location"] == nil)
            #expect(try await http.send("GET", "/", headers: ["Content-Length: 5"], body: "hello").status == 413)
            #expect(try await http.send("POST", "/", headers: ["Content-Length: 5"], body: "hello").status == 405)
        }
        #expect(try await stage.openings() == 0)
    }

    @Test("A client that announces a body and keeps the connection is let go after its answer")
    func endlessBody() async throws {
        let stage = try await PortalStage()
        try await withPortal(stage.engine) { http in
            // Without "Connection: close": the exchange ends only because the server ends it.
            let request = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 999999999\r\n\r\nabc"
            let answer = try await http.exchange(Array(request.utf8))
            #expect(answer.status == 405)
            #expect(answer.headers["connection"] == "close")
            #expect(answer.body.contains("</html>"))
        }
    }
}
