import Foundation

/// A content token ("sToken"): gives whoever holds its text access to one location.
struct ContentToken: Codable, Equatable, Sendable {
    /// Whether the service still honours it, apart from its date.
    enum Standing: String, Codable, Sendable { case valid, expired, revoked }

    /// One line of Base64, the content of a `.vpptoken` file.
    let text: String
    let expires: Date
    var standing = Standing.valid

    /// Base64 of a JSON object with `expDate`, `orgName` and the opaque `token`.
    init(secret: [UInt8], expires: Date, organisation: String) throws {
        let contents = Contents(expDate: expires.serviceText, orgName: organisation, token: Data(secret).base64EncodedString())
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        text = try encoder.encode(contents).base64EncodedString()
        self.expires = expires
    }

    private struct Contents: Encodable {
        let expDate: String
        let orgName: String
        let token: String
    }
}

extension Date {
    /// The service's way of writing a moment: UTC, whole seconds, offset without a colon (`2027-11-22T09:30:00+0000`).
    var serviceText: String {
        formatted(.iso8601).replacingOccurrences(of: "Z", with: "+0000")
    }
}
