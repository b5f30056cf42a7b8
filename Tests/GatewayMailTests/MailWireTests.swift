import Domain
import Foundation
import Gateway
import TestSupport
import Testing

@testable import GatewayMail

@Suite("A message on the wire")
struct MailWireTests {
    private func wire(_ message: MailMessage) throws -> String { String(decoding: try MailWire(message).bytes, as: UTF8.self) }

    @Test("every line ends in CRLF and none is longer than 990 bytes, whatever the texts are")
    func lines() throws {
        let long = String(repeating: "x", count: 5_000)
        let message = MailMessage.example(
            to: "ada@example.org", name: long, subject: long, text: long + "\r\n\ré\n" + long, html: long)
        let bytes = try MailWire(message).bytes
        for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast() {
            #expect(line.last == 0x0D && line.count <= 990)
            #expect(!line.dropLast().contains(0x0D))
        }
    }

    @Test("plain ASCII stays readable, so that a link is whole in the raw mail")
    func linksStayWhole() throws {
        let link = "http://127.0.0.1:8080/r/" + String(repeating: "a", count: 120)
        #expect(try wire(.example(to: "ada@example.org", text: "Open \(link)\n")).contains("Open \(link)\r\n"))
    }

    @Test("names with commas, quotes or brackets are quoted, and an empty one is left out")
    func names() throws {
        #expect(try wire(.example(to: "a@b.c", name: "Doe, \"J\"")).contains("To: \"Doe, \\\"J\\\"\" <a@b.c>\r\n"))
        #expect(try wire(.example(to: "a@b.c", name: "Ada Lovelace")).contains("To: Ada Lovelace <a@b.c>\r\n"))
        #expect(try wire(.example(to: "a@b.c", name: " \r\n ")).contains("To: a@b.c\r\n"))
        #expect(try wire(.example(to: "a@b.c", name: "=?UTF-8?Q?evil?=")).contains("To: =?UTF-8?B?"))
    }

    @Test("encoded words are at most 75 characters and never cut a letter in two")
    func encodedWords() throws {
        let subject = String(repeating: "é\u{1F600}", count: 40)
        let header = MailText.unstructured(subject)
        var decoded = ""
        for word in header.components(separatedBy: "\r\n ") {
            #expect(word.utf8.count <= 75)
            let data = try #require(Data(base64Encoded: String(word.dropFirst(10).dropLast(2))))
            decoded += try #require(String(data: data, encoding: .utf8))
        }
        #expect(decoded == subject)
    }

    @Test(
        "the date is that of RFC 5322, before and after 1970",
        arguments: [
            (0, "Thu, 1 Jan 1970 00:00:00 +0000"), (-1, "Wed, 31 Dec 1969 23:59:59 +0000"),
            (1_795_347_290_123, "Sun, 22 Nov 2026 11:34:50 +0000"), (1_709_164_800_000, "Thu, 29 Feb 2024 00:00:00 +0000"),
        ])
    func dates(_ milliseconds: Int64, _ text: String) {
        #expect(MailDate.text(Instant(milliseconds: milliseconds)) == text)
    }

    @Test(
        "addresses that could mean two things are none",
        arguments: [
            "", "@", "a@", "@b", "a b@c", "a@b\r\n", "a@b\0", "a@b,c@d", "<a@b>", "\"a b\"@c", "a@b@c", "a..b@c", ".a@b", "a@b.",
            "a@[127.0.0.1]", "a\u{202E}@b", "a\u{85}@b", String(repeating: "a", count: 65) + "@b",
            "a@" + String(repeating: "b", count: 300),
        ])
    func badAddresses(_ text: String) { #expect(MailAddress(text) == nil) }

    @Test("usual addresses are addresses", arguments: ["a@b", "a.b+c@d-e.example.org", "o'hara@example.org", "zoë@exämple.org"])
    func goodAddresses(_ text: String) { #expect(MailAddress(text) != nil) }

    @Test("a bad sender is our fault and sends nothing; a bad recipient is refused")
    func whoseFault() throws {
        var message = MailMessage.example(to: "a@b.c")
        message.senderAddress = "it\n@example.org"
        #expect { _ = try MailWire(message) } throws: { ($0 as? MailProblem)?.isOurs == true }
        #expect { _ = try MailWire(.example(to: "x")) } throws: { ($0 as? MailProblem)?.isOurs == false }
        #expect { _ = try MailWire(.example(to: "a@b.c", id: "a\r\nb@c")) } throws: { ($0 as? MailProblem)?.isOurs == true }
    }

    @Test("quoted-printable keeps to 76 characters a line")
    func quotedPrintable() {
        for count in 60...90 {
            let body = MailBody(String(repeating: "a", count: count) + "é=\t")
            #expect(body.encoding == "quoted-printable")
            for line in body.text.components(separatedBy: "\r\n") { #expect(line.utf8.count <= 76) }
        }
    }
}
