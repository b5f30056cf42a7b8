import Domain

/// Why something outside could not be done, judged by the gateway that asked.
package struct GatewayFailure: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Kind: Hashable, Sendable {
        /// Worth another try, not before the given wait when the other side named one.
        case temporary(retryAfter: Span?)
        /// The same request will never succeed.
        case permanent
        /// Nobody knows whether the request was carried out: the state has to be read before anything is repeated.
        case outcomeUnknown
        /// A person has to act first: renew a token, settle a claim, correct the configuration.
        case needsPerson
    }

    package var kind: Kind
    /// One sentence: what, where (address), and what to do next. Never a token, a link or a password.
    package var reason: String
    /// Apple's error number or the SMTP status, when there was one.
    package var number: Int?
    /// The other service that claimed the location, when that is the failure (R24).
    package var foreignClaim: String?

    package init(_ kind: Kind, _ reason: String, number: Int? = nil, foreignClaim: String? = nil) {
        self.kind = kind
        self.reason = reason
        self.number = number
        self.foreignClaim = foreignClaim
    }

    package var description: String { reason }

    package var isTemporary: Bool { if case .temporary = kind { true } else { false } }
}
