import Foundation
import Hummingbird

extension Response {
    /// A JSON object with this status; absent members are left out.
    static func json(_ body: some Encodable, status: Int = 200) -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(body) else {
            // None of the wire types can fail to encode; if one ever does, the client must not take it for an answer.
            return Response(status: .internalServerError)
        }
        let headers: HTTPFields = [.contentType: "application/json; charset=utf-8", .cacheControl: "no-store"]
        return Response(status: .init(code: status), headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: data)))
    }

    /// An error as the service gives it.
    static func refusal(_ error: ServiceError) -> Response {
        json(ErrorWire(error), status: error.number.httpStatus)
    }

    /// A refusal of the simulator's own endpoints, which are not Apple's.
    static func refusal(_ word: String, status: Int) -> Response {
        json(["error": word], status: status)
    }
}
