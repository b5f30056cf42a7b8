import Foundation
import FoundationNetworking
import Testing

/// The answer to a request, its JSON taken apart.
struct HTTPAnswer: Sendable {
    let status: Int
    let headers: [String: String]
    let text: String

    var json: [String: Any] {
        (try? JSONSerialization.jsonObject(with: Data(text.utf8))) as? [String: Any] ?? [:]
    }

    var errorNumber: Int? { json["errorNumber"] as? Int }
    var users: [[String: Any]] { json["users"] as? [[String: Any]] ?? [] }
}

/// A client that knows nothing of the simulator's own types.
struct HTTPClient: Sendable {
    let origin: String
    var token: String?

    func get(_ path: String, headers: [String: String] = [:]) async throws -> HTTPAnswer {
        try await send("GET", path, body: nil, headers: headers)
    }

    func post(_ path: String, _ body: String, headers: [String: String] = [:]) async throws -> HTTPAnswer {
        try await send("POST", path, body: body, headers: ["Content-Type": "application/json"].merging(headers) { $1 })
    }

    func send(_ method: String, _ path: String, body: String?, headers: [String: String]) async throws -> HTTPAnswer {
        var request = URLRequest(url: try #require(URL(string: origin + path)))
        request.httpMethod = method
        request.timeoutInterval = 10
        request.httpBody = body.map { Data($0.utf8) }
        if let token { request.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization") }
        for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
        let (data, response) = try await Self.session.data(for: request)
        let answer = try #require(response as? HTTPURLResponse)
        let pairs = answer.allHeaderFields.map { (String(describing: $0.key).lowercased(), String(describing: $0.value)) }
        let fields = Dictionary(pairs) { first, _ in first }
        return HTTPAnswer(status: answer.statusCode, headers: fields, text: String(decoding: data, as: UTF8.self))
    }

    private static let session = URLSession(configuration: .ephemeral)
}
