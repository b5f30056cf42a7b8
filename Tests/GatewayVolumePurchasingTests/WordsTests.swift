import CCurl
import Domain
import Gateway
import Testing

@testable import GatewayVolumePurchasing

@Suite("Small readings and words")
struct WordsTests {
    private let now = Instant(milliseconds: 1_795_347_290_000)

    @Test(
        "Retry-After is seconds or a date, never negative, never more than a day",
        arguments: [
            ("7", 7), ("0", 0), ("999999999999999999999", 86_400), ("Sun, 22 Nov 2026 11:36:00 GMT", 70),
            ("Sun, 22 Nov 2026 11:00:00 GMT", 0), ("Sun, 22 Nov 2099 11:00:00 GMT", 86_400),
        ])
    func retryAfter(_ header: String, _ seconds: Int64) { #expect(RetryAfter.span(header, now: now) == .seconds(seconds)) }

    @Test(
        "a Retry-After that cannot be read says nothing", arguments: ["", "-1", "soon", "7.5", "Sun, 99 Foo 2026 11:36:00 GMT"])
    func unreadableRetryAfter(_ header: String) { #expect(RetryAfter.span(header, now: now) == nil) }

    @Test("words from outside become one line without codes")
    func outsideText() {
        #expect(OutsideText.clean("a\r\n\tb\u{202E}c\u{1B}[31m") == "a b c [31m")
        #expect(OutsideText.clean(String(repeating: "x ", count: 1_000)).count <= 300)
        #expect(OutsideText.harmless("code 3e0f6d3f2b7b4a0fa7b0a1c2d3e4f506!", without: nil) == "code (left out)!")
        #expect(OutsideText.harmless("it is s3cr3t.", without: Secret("s3cr3t")) == "it is (secret).")
        #expect(OutsideText.harmless("user 11112222-3333-4444-5555-666677778888", without: nil).hasSuffix("666677778888"))
    }

    @Test("a host without libcurl is told which package is missing")
    func missingLibrary() throws {
        let text = try #require(ccurl_try("libnothing.so.9").map { String(cString: $0) })
        #expect(text.contains("libnothing.so.9") && text.contains("install the package libcurl4"))
        #expect(ccurl_try("libcurl.so.4") == nil)
        #expect(ccurl_try("libz.so.1").map { String(cString: $0) }?.contains("curl_global_init") == true)
    }
}
