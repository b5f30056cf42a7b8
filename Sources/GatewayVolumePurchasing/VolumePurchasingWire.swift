import Domain
import Foundation
import Gateway

/// What goes over the wire to Apple's service and comes back, without any I/O. Every member of an answer may be absent.
enum VolumePurchasingWire {
    // MARK: Requests

    private struct UsersBody: Encodable {
        struct User: Encodable {
            var clientUserId: String
            var email: String?
            var managedAppleId: String?
        }

        var users: [User]
    }

    private struct ClaimBody: Encodable {
        var mdmInfo: Claim
    }

    static func creation(_ users: [AppleUserWish]) -> [UInt8] {
        encode(
            UsersBody(
                users: users.map {
                    .init(clientUserId: "\($0.clientUserID)", email: $0.email, managedAppleId: $0.managedAppleAccount)
                }))
    }

    static func retirement(_ users: [UniqueID]) -> [UInt8] {
        encode(UsersBody(users: users.map { .init(clientUserId: "\($0)") }))
    }

    static func claim(_ claim: ManagementClaim) -> [UInt8] {
        encode(ClaimBody(mdmInfo: Claim(id: claim.id, name: claim.name, metadata: claim.metadata)))
    }

    /// `address?name=value&...`, leaving out what is nil; values are percent-encoded down to unreserved characters.
    static func address(_ address: String, _ query: [(name: String, value: String?)]) -> String {
        let items = query.compactMap { item in item.value.map { "\(item.name)=\(percentEncoded($0))" } }
        return items.isEmpty ? address : address + "?" + items.joined(separator: "&")
    }

    private static func percentEncoded(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                result += digits.count == 1 ? "%0\(digits)" : "%\(digits)"
            }
        }
        return result
    }

    private static func encode(_ body: some Encodable) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(body) else {
            preconditionFailure("strings in structs always have a JSON form")
        }
        return Array(data)
    }

    // MARK: Answers

    struct Claim: Codable {
        var id: String?
        var name: String?
        var metadata: String?
    }

    /// What any answer may carry, whatever was asked and whatever the HTTP status.
    struct Envelope: Decodable {
        var errorNumber: Int?
        var errorMessage: String?
        var mdmInfo: Claim?
    }

    struct ServiceConfig: Decodable {
        struct Limits: Decodable {
            var maxUsers: Int?
            var maxRequestPerSecond: Int?
        }

        var limits: Limits?
        var urls: [String: String]?
    }

    struct ClientConfig: Decodable {
        var uId: String?
        var locationName: String?
        var countryISO2ACode: String?
        var mdmInfo: Claim?
    }

    struct Event: Decodable {
        var eventId: String?
    }

    struct Status: Decodable {
        struct Failure: Decodable {
            struct Info: Decodable {
                var clientUserIds: [String]?
            }

            var errorNumber: Int?
            var errorMessage: String?
            var errorInfo: Info?
        }

        var eventStatus: String?
        var numRequested: Int?
        var numCompleted: Int?
        var failures: [Failure]?
    }

    struct Users: Decodable {
        struct User: Decodable {
            var clientUserId: String?
            var status: String?
            var idHash: String?
            var inviteCode: String?
            var email: String?
        }

        var users: [User]?
        var nextPageIndex: Int?
        var totalPages: Int?
        var versionId: String?
    }

    struct Assignments: Decodable {
        struct Assignment: Decodable {
            var adamId: String?
            var pricingParam: String?
            var clientUserId: String?
        }

        var assignments: [Assignment]?
        var nextPageIndex: Int?
    }

    static func decode<Answer: Decodable>(_ type: Answer.Type, from body: [UInt8]) -> Answer? {
        // The decoder's words quote the body, which may hold secrets; that it failed is all that may be told.
        try? JSONDecoder().decode(type, from: Data(body))
    }
}
