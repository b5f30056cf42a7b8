import Testing

@testable import Settings

@Suite("Values")
struct ValueTests {
    @Test(
        "A length of time is one number and one unit",
        arguments: [
            ("500ms", 500), ("10s", 10_000), ("5m", 300_000), ("24h", 86_400_000), ("3d", 259_200_000), ("2w", 1_209_600_000),
            ("0", 0), ("0s", 0),
        ] as [(String, Int64)])
    func durations(text: String, milliseconds: Int64) {
        #expect(SettingsDuration(text)?.milliseconds == milliseconds)
    }

    @Test(
        "What is no length of time is refused",
        arguments: ["", "10", "s", "-1s", "1.5h", "1h30m", "10 s", "10S", "99999999999999999d", "99999999999999999999s", "١s"])
    func noDurations(text: String) {
        #expect(SettingsDuration(text) == nil)
    }

    @Test(
        "A length is written with the largest unit that divides it", arguments: ["500ms", "90s", "24h", "36h", "14d", "1500ms"])
    func durationText(text: String) {
        let back = SettingsDuration(text).map(\.description).flatMap { SettingsDuration($0) }
        #expect(back == SettingsDuration(text))
        #expect(SettingsDuration("24h")?.description == "1d")
    }

    @Test(
        "An address has a host and a port",
        arguments: [("127.0.0.1:8080", "127.0.0.1", 8080), ("[::1]:80", "::1", 80), ("a.example.org:0", "a.example.org", 0)])
    func addresses(text: String, host: String, port: Int) {
        #expect(NetworkAddress(text) == NetworkAddress(host: host, port: port))
        #expect(NetworkAddress(text)?.description == text)
    }

    @Test(
        "What is no address is refused",
        arguments: [
            "", ":80", "host", "host:", "host:70000", "host:8o", "::1:80", "[::1]", "[::1]80", "[x]:1", "a b:1", "-a:1", "h:1:2",
        ])
    func noAddresses(text: String) {
        #expect(NetworkAddress(text) == nil)
    }

    @Test(
        "Only this machine is loopback",
        arguments: [
            ("localhost:1", true), ("127.8.8.8:1", true), ("[::1]:1", true), ("127.example.org:1", false), ("10.0.0.1:1", false),
            ("127.0.0.256:1", false), ("localhost.example.org:1", false), ("[::2]:1", false), ("127.0.0.1.2:1", false),
        ])
    func loopback(text: String, isLoopback: Bool) {
        #expect(NetworkAddress(text)?.isLoopback == isLoopback)
    }

    @Test(
        "A URL has no log-in, no query, no fragment and no space",
        arguments: [
            "https://user@host.example", "https://host/?q", "https://host/#f", "https:// host", "https://", "ftp://host",
            "https://host:0", "https:/host", "//host", "https://host/a b", "https://ho\u{0}st",
            "https://evil.example\\@127.0.0.1",
        ])
    func noURLs(text: String) {
        #expect(ServiceURL(text, schemes: ["https", "http"]) == nil)
    }

    @Test("A URL keeps its scheme, host, port and path, without a slash at the end")
    func urls() {
        let url = ServiceURL("HTTP://[::1]:8080/a/b//", schemes: ["https", "http"])
        #expect(url?.description == "http://[::1]:8080/a/b")
        #expect(url?.isLoopback == true)
    }

    @Test(
        "A near name is found by letters or by its beginning",
        arguments: [
            ("securty", "security"), ("prot", "port"), ("pasword-file", "password-file"), ("sender", "sender-name"),
            ("xyzzy", nil), ("", nil),
        ] as [(String, String?)])
    func nearest(word: String, name: String?) {
        #expect(NearestName.of(word, among: ["security", "port", "password-file", "sender-name", "sender-address"]) == name)
    }
}
