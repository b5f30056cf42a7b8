import Foundation

/// Who makes a request: the location its token opens, and the token.
struct TokenHolder: Equatable, Sendable {
    let location: Int
    let token: ContentToken
}

extension SimulatedApple {
    /// Finds the location that an `Authorization` header opens.
    ///
    /// The whole text of the token file must be there; its parts are not looked at, so the inner `token` alone opens nothing.
    func holder(ofAuthorization header: String?, at now: Date) throws(ServiceError) -> TokenHolder {
        guard let header else { throw ServiceError(.loginRequired) }
        let parts = header.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].lowercased() == "bearer", !parts[1].isEmpty else {
            throw ServiceError(.authorizationMalformed)
        }
        guard let holder = holder(ofToken: String(parts[1])) else {
            throw ServiceError(rules.behaviour.unknownToken == .documented ? .loginRequired : .invalidToken)
        }
        switch holder.token.standing {
        case .revoked: throw ServiceError(.tokenRevoked)
        case .expired: throw ServiceError(.tokenExpired)
        case .valid where holder.token.expires <= now: throw ServiceError(.tokenExpired)
        case .valid: return holder
        }
    }

    private func holder(ofToken text: String) -> TokenHolder? {
        for (location, candidate) in locations.enumerated() {
            guard let token = candidate.facts.tokens.first(where: { $0.text == text }) else { continue }
            return TokenHolder(location: location, token: token)
        }
        return nil
    }

    /// Issues a further content token for a location and returns its text; the former ones are revoked unless they are to stay.
    mutating func issueToken(for location: Int, expires: Date, keepFormer: Bool = false) throws -> String {
        let facts = locations[location].facts
        let bytes = secret.derive("token \(facts.uId)", facts.tokens.count)
        let token = try ContentToken(secret: bytes, expires: expires, organisation: facts.organisation)
        changeFacts(of: location) { facts in
            if !keepFormer { for index in facts.tokens.indices { facts.tokens[index].standing = .revoked } }
            facts.tokens.append(token)
        }
        return token.text
    }

    /// Lets every content token of a location that is still valid expire, or be revoked.
    mutating func endTokens(of location: Int, as standing: ContentToken.Standing) {
        changeFacts(of: location) { facts in
            for index in facts.tokens.indices where facts.tokens[index].standing == .valid {
                facts.tokens[index].standing = standing
            }
        }
    }

    /// The newest content token that the service honours at this moment.
    func currentToken(of location: Int, at now: Date) -> ContentToken? {
        locations[location].facts.tokens.last { $0.standing == .valid && $0.expires > now }
    }
}
