import Domain
import Foundation
import Gateway

/// What a `.vpptoken` file says of itself; the whole text is the secret that opens the location.
package struct ContentToken: Sendable {
    /// The Base64 text as it is in the file, without white space around it: the bearer, unchanged.
    package var secret: Secret
    /// The name of the organisation, as one harmless line.
    package var organisation: String
    /// When the token ends.
    package var expires: Instant

    /// Reads the bytes of a `.vpptoken` file.
    ///
    /// Whether the token has ended is for the caller to judge: a token that has ended is read like any other.
    /// - Throws: `GatewayFailure` of kind `needsPerson` with words for what is wrong; never a byte of the file.
    package static func read(_ bytes: [UInt8]) throws(GatewayFailure) -> ContentToken {
        let text = try base64Text(bytes)
        guard let decoded = Data(base64Encoded: Data(text)) else {
            throw problem("is not whole: its Base64 text breaks off")
        }
        guard let members = try? JSONDecoder().decode(Members.self, from: decoded) else {
            // The decoder's own words quote the content, which is secret.
            throw problem("does not hold what a content token holds")
        }
        guard let inner = members.token, !inner.isEmpty else { throw problem("has no member \"token\"") }
        guard let organisation = members.orgName else { throw problem("has no member \"orgName\"") }
        guard let date = members.expDate else { throw problem("has no member \"expDate\"") }
        guard let expires = Instant(date) else { throw problem("names an end date that cannot be read") }
        return ContentToken(secret: Secret(text), organisation: OutsideText.clean(organisation), expires: expires)
    }

    private static let maxBytes = 64 << 10

    private struct Members: Decodable {
        var token: String?
        var expDate: String?
        var orgName: String?
    }

    private static func base64Text(_ bytes: [UInt8]) throws(GatewayFailure) -> [UInt8] {
        guard bytes.count <= maxBytes else { throw problem("is \(bytes.count) bytes long; a content token is about 1,000") }
        let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let marked = bytes.starts(with: byteOrderMark) ? bytes.dropFirst(3) : bytes[...]
        let text = Array(marked.drop(while: isWhiteSpace).reversed().drop(while: isWhiteSpace).reversed())
        guard let first = text.first else { throw problem("is empty") }
        if first == UInt8(ascii: "{") { throw problem("is not Base64: somebody decoded it; take the file as it was downloaded") }
        if text.starts(with: "-----BEGIN".utf8) {
            throw problem("is a certificate or a device enrolment token, not a content token")
        }
        if text.starts(with: "<".utf8) { throw problem("is a web page, not a content token") }
        if text.contains(where: isWhiteSpace) { throw problem("has several lines; a content token is one") }
        guard text.allSatisfy(isBase64) else { throw problem("is not Base64 text") }
        return text
    }

    private static func problem(_ what: String) -> GatewayFailure {
        GatewayFailure(.needsPerson, "The content token file \(what). Download it again (Apps and Books, in the settings there).")
    }

    private static func isWhiteSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    private static func isBase64(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "="):
            true
        default: false
        }
    }
}
