import Domain
import Foundation
import Gateway
import GatewayVolumePurchasing
import Testing

@Suite("Reading a content token file")
struct ContentTokenTests {
    private static func file(_ json: String) -> [UInt8] { Array(Data(json.utf8).base64EncodedString().utf8) }
    private static let members = #"{"expDate":"2027-11-22T09:30:00+0000","token":"QUJDRA==","orgName":"Northwind School"}"#

    @Test("the text is kept unchanged, white space around it is not", arguments: ["", "\n", " \r\n\r\n", "\u{FEFF}"])
    func whole(_ around: String) throws {
        let token = try ContentToken.read(
            Array(around.utf8) + Self.file(Self.members) + (around == "\u{FEFF}" ? [] : Array(around.utf8)))
        #expect(token.secret.reveal() == Self.file(Self.members))
        #expect(token.organisation == "Northwind School")
        #expect(token.expires == Instant("2027-11-22T09:30:00Z"))
    }

    @Test(
        "end dates are read with and without a colon in the offset",
        arguments: [
            ("2027-11-22T09:30:00+0000", "2027-11-22T09:30:00Z"), ("2027-11-22T09:30:00-0700", "2027-11-22T16:30:00Z"),
            ("2027-11-22T09:30:00+01:00", "2027-11-22T08:30:00Z"), ("2027-11-22T09:30:00Z", "2027-11-22T09:30:00Z"),
        ])
    func dates(_ text: String, _ moment: String) throws {
        let token = try ContentToken.read(Self.file(#"{"expDate":"\#(text)","token":"x","orgName":""}"#))
        #expect(token.expires == Instant(moment))
    }

    @Test(
        "what is wrong is said in words, and nothing of the file stands in them",
        arguments: [
            ("", "is empty"), ("  \n", "is empty"), (members, "decoded it"), ("<html>SECRET", "web page"),
            ("-----BEGIN PKCS7-----SECRET", "enrolment token"), ("SECRET!", "not Base64"), ("SECRET\nSECRET", "several lines"),
            ("SECRETS", "breaks off"), ("U0VDUkVU", "does not hold"),
            (String(decoding: file("[1]"), as: UTF8.self), "does not hold"),
            (String(decoding: file(#"{"expDate":"2027-11-22T09:30:00+0000","orgName":"SECRET"}"#), as: UTF8.self), "\"token\""),
            (String(decoding: file(#"{"expDate":"2027-11-22T09:30:00+0000","token":"SECRET"}"#), as: UTF8.self), "\"orgName\""),
            (String(decoding: file(#"{"token":"SECRET","orgName":"x"}"#), as: UTF8.self), "\"expDate\""),
            (String(decoding: file(#"{"expDate":"SECRET","token":"SECRET","orgName":"x"}"#), as: UTF8.self), "end date"),
            (String(repeating: "A", count: 70_000), "70000 bytes"),
        ])
    func wrong(_ text: String, _ words: String) {
        #expect {
            _ = try ContentToken.read(Array(text.utf8))
        } throws: { error in
            guard let failure = error as? GatewayFailure else { return false }
            return failure.kind == .needsPerson && failure.reason.contains(words) && !failure.reason.contains("SECRET")
        }
    }

    @Test("no bytes whatever make it trap")
    func anyBytes() {
        var state: UInt64 = 42
        for _ in 0..<2_000 {
            let bytes = (0..<40).map { _ in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return UInt8(truncatingIfNeeded: state >> 33)
            }
            _ = try? ContentToken.read(bytes)
            _ = try? ContentToken.read(Array(Data(bytes).base64EncodedString().utf8))
        }
    }
}
