import Testing

@testable import Settings

@Suite("Mistakes in rollcall.yaml")
struct MistakeTests {
    /// One slip and what is said about it.
    struct Mistake: CustomTestStringConvertible, Sendable {
        let text: String
        let messages: [String]

        init(_ text: String, _ messages: String...) {
            self.text = text
            self.messages = messages
        }

        var testDescription: String { messages.first ?? text }
    }

    static let mistakes = [
        Mistake("mail:\n  host: 127.0.0.1\n  securty: none\n", "3:3: unknown setting \"securty\"; did you mean \"security\"?"),
        Mistake("mial:\n  port: 25\n", "1:1: unknown setting \"mial\"; did you mean \"mail\"?"),
        Mistake("zebra: 1\n", "1:1: unknown setting \"zebra\""),
        Mistake(
            "mail: {host: h.example.org, username: u, password: s3cret, password-file: /p}\n",
            "1:42: unknown setting \"password\"; did you mean \"password-file\"?"),
        Mistake("mail:\n  port: smtp\n", "2:9: \"port\" must be a whole number, not \"smtp\""),
        Mistake("mail:\n  port: \"587\"\n", "2:9: \"port\" must be a whole number, not \"587\" in quotes"),
        Mistake("mail:\n  port: 70000\n", "2:9: \"port\" must be from 1 to 65535, not \"70000\""),
        Mistake("mail:\n  port: [25]\n", "2:9: \"port\" must be a whole number, not a list"),
        Mistake("mail:\n  connections:\n", "2:15: \"connections\" must be a whole number, not nothing"),
        Mistake("mail:\n  port: 25\n  host: h\n  port: 26\n", "4:3: \"port\" is set twice; the first time at 2:3"),
        Mistake("mail:\n  security: ssl\n", "2:13: \"security\" must be starttls, tls or none, not \"ssl\""),
        Mistake(
            "mail:\n  host: mail.example.org\n  security: none\n",
            "3:3: \"security\" none is for loopback only, and \"mail.example.org\" is another machine; use starttls or tls"),
        Mistake(
            "mail:\n  host: 127.example.org\n  security: none\n",
            "3:3: \"security\" none is for loopback only, and \"127.example.org\" is another machine; use starttls or tls"),
        Mistake("mail:\n  transport: smtp\n", "2:3: \"transport\" smtp needs \"host\""),
        Mistake("mail:\n  host: h\n  username: u\n", "3:3: \"username\" needs \"password-file\" beside it"),
        Mistake("mail:\n  sender-address: it\n", "2:19: \"sender-address\" must be an e-mail address, not \"it\""),
        Mistake(
            "portal:\n  listen: 8080\n",
            "2:11: \"listen\" must be an address such as 127.0.0.1:8080 or [::1]:8080, not \"8080\""),
        Mistake(
            "portal:\n  base-url: http://register.example.org\n",
            "2:13: \"base-url\" must begin with https://; http:// is for loopback only"),
        Mistake(
            "portal:\n  base-url: register.example.org\n",
            "2:13: \"base-url\" must be a URL that begins with https:// or http://, not \"register.example.org\""),
        Mistake(
            "portal:\n  link-lifetime: 30 days\n",
            "2:18: \"link-lifetime\" must be a length of time such as 500ms, 10s, 5m, 24h or 3d, not \"30 days\""),
        Mistake("portal:\n  link-lifetime: 1m\n", "2:18: \"link-lifetime\" must be from 1h to 3650d, not \"1m\""),
        Mistake("portal:\n", "1:1: \"portal\" is empty; set something in it, or remove it"),
        Mistake("portal: yes\n", "1:9: \"portal\" must be a section of settings, not \"yes\""),
        Mistake("directory:\n  base: dc=example\n", "1:1: \"directory\" needs \"url\""),
        Mistake(
            "directory:\n  url: ldap://ldap.example.org\n  security: none\n",
            "3:3: \"security\" none is for loopback only, and \"ldap.example.org\" is another machine; use starttls or ldaps"),
        Mistake("directory: {url: 'ldap://127.0.0.1', user-filter: (uid=*)}\n", "1:38: \"user-filter\" must hold {username}"),
        Mistake(
            "sending:\n  time-zone: Europe/Pariss\n", "2:14: \"Europe/Pariss\" is no time zone; did you mean \"Europe/Paris\"?"),
        Mistake(
            "alerts:\n  to: [a@example.org, nobody]\n", "2:23: \"to\" must be an e-mail address or a list of them, not \"nobody\""
        ),
        Mistake("privileges:\n  north: [view, invit]\n", "2:17: unknown privilege \"invit\"; did you mean \"invite\"?"),
        Mistake("privileges:\n  north: {sites: [North]}\n", "2:3: \"north\" needs \"privileges\""),
        Mistake("- mail\n", "1:1: settings are lines of the form `name: value`, not a list"),
    ]

    @Test("Every mistake is told with its place and what would be right", arguments: mistakes)
    func mistake(mistake: Mistake) throws {
        #expect(problems(mistake.text) == mistake.messages.map { "rollcall.yaml:\($0)" })
    }

    static let notYAML = [
        Mistake("mail:\n  host: \"mail\n  port: 25\n", "2:9: the quotation mark that opens here is never closed"),
        Mistake("mail:\n  host mail.example.org\n  port: 25\n", "2:3: expected `name: value`; the colon is missing"),
        Mistake("mail:\n\tport: 25\n", "2:1: lines are indented with spaces, not with tabs"),
        Mistake("mail:\n  port: 25\n host: h\n", "3:2: this line is not indented like the ones before it"),
        Mistake("mail: host: h\n", "1:11: a colon is not expected here; indent the line, or put the text in quotes"),
        Mistake("alerts:\n  to: [a@example.org\nmail: {}\n", "2:7: the list that opens here is never closed with ]"),
        Mistake("mail: {host: \u{1}}\n", "1:14: the character U+1 is not allowed here"),
        Mistake("mail:\n  host: @h\n", "2:9: a text that begins with this character must stand in quotes"),
        Mistake("mail: {port: 25}\n---\nmail: {port: 26}\n", "2:1: only one document is allowed in the file"),
        Mistake(
            "mail: &m {port: 25}\nportal: *m\n",
            "2:9: anchors and aliases (&m and *m) are not allowed; write the value again"),
        Mistake("mail: {port: !!int 25}\n", "1:14: tags (!name) are not allowed"),
    ]

    @Test("What is no YAML is told with the place where it stops being YAML", arguments: notYAML)
    func syntax(mistake: Mistake) throws {
        #expect(problems(mistake.text) == mistake.messages.map { "rollcall.yaml:\($0)" })
    }

    @Test("All mistakes of a file are told at once, in order of place")
    func allAtOnce() {
        let text = """
            mail:
              port: 0
              port: 1
              port: 2
              hots: x
            mail:
              host: y
            sending:
              hold-above: many
            """
        #expect(
            problems(text) == [
                "rollcall.yaml:2:9: \"port\" must be from 1 to 65535, not \"0\"",
                "rollcall.yaml:3:3: \"port\" is set twice; the first time at 2:3",
                "rollcall.yaml:4:3: \"port\" is set twice; the first time at 2:3",
                "rollcall.yaml:5:3: unknown setting \"hots\"; did you mean \"host\"?",
                "rollcall.yaml:6:1: \"mail\" is set twice; the first time at 1:1",
                "rollcall.yaml:9:15: \"hold-above\" must be a whole number, not \"many\"",
            ])
    }

    @Test("A value cannot send control sequences to the terminal that shows the message")
    func harmlessMessages() {
        #expect(
            problems("mail: {port: \"\\e[2J\\u202e\"}") == [
                "rollcall.yaml:1:14: \"port\" must be a whole number, not \"\\u{1b}[2J\\u{202e}\" in quotes"
            ])
    }

    private func problems(_ text: String) -> [String] {
        do {
            _ = try RollcallSettings.parse(text, file: "rollcall.yaml")
            return []
        } catch {
            return error.problems.map(\.description)
        }
    }
}
