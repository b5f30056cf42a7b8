import Domain
import Gateway

/// One request of ours: a body makes it a POST.
struct HTTPRequest: Sendable {
    var url: String
    /// Goes out as `Authorization: Bearer`; checked to be one word of printable ASCII.
    var bearer: Secret?
    var body: [UInt8]?

    var isWriting: Bool { body != nil }
}

/// The whole answer to one request, whatever its status.
struct HTTPAnswer: Sendable {
    var status: Int
    /// The header as sent, trimmed.
    var retryAfter: String?
    var body: [UInt8]
}

/// Why there is no whole answer.
enum HTTPFault: Error, Hashable, Sendable {
    /// There is no HTTP client on this host.
    case unavailable(String)
    /// No byte of the request reached the other side.
    case notSent(String)
    /// The request was sent, perhaps in part, and then the connection broke or the time was over.
    case lost(String)
    case tooLong(limit: Int)
    /// The caller gave up; the flag says whether the request had been sent by then.
    case cancelled(sent: Bool)
}
