import Foundation
import Hummingbird

/// A request that passed the gate, with everything that a handler may look at.
struct SimulatorRequest: Sendable {
    let query: [String: String]
    let contentType: String
    let body: [UInt8]
    /// Who asks; nil on routes without a token.
    let holder: TokenHolder?
}

/// What answers one method on one path.
struct Route: Sendable {
    /// What a request has to bring along.
    enum Gate: Sendable {
        case nothing, contentToken
    }

    let method: HTTPRequest.Method
    let path: String
    var gate = Gate.contentToken
    let answer: @Sendable (SimulatorRequest) async throws -> Response
}

extension SimulatorRequest {
    /// Whether the body says that it is of this type, parameters apart.
    func hasContentType(_ type: String) -> Bool {
        let named = contentType.split(separator: ";").first.map(String.init) ?? ""
        return named.trimmingCharacters(in: .whitespaces).lowercased() == type
    }

    /// The JSON body.
    ///
    /// - Throws: 9727 for another content type, 9602 for a body that is not the JSON asked for.
    func json<Body: Decodable>(_ type: Body.Type) throws(ServiceError) -> Body {
        guard hasContentType("application/json") else { throw ServiceError(.contentTypeNotSupported) }
        do {
            return try JSONDecoder().decode(type, from: Data(body))
        } catch {
            throw ServiceError(.invalidArgument)
        }
    }

    /// The location that the token opens; only on routes behind the token gate.
    func tokenHolder() throws(ServiceError) -> TokenHolder {
        guard let holder else { throw ServiceError(.loginRequired) }
        return holder
    }

    /// A query parameter that is `true` or `false`; absent means false.
    func flag(_ name: String) throws(ServiceError) -> Bool {
        switch query[name] {
        case nil, "false", "0": return false
        case "true", "1": return true
        default: throw ServiceError(.invalidArgument)
        }
    }

    /// `pageIndex` and `sinceVersionId`.
    func page() throws(ServiceError) -> PageRequest {
        var page = PageRequest(sinceVersionID: query["sinceVersionId"])
        if let text = query["pageIndex"] {
            guard let index = Int(text) else { throw ServiceError(.invalidArgument) }
            page.index = index
        }
        return page
    }
}
