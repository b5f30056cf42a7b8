import Foundation
import Glibc
import TestSupport

/// A client that sends exactly the bytes that it is given: what no well-behaved client would send is the point of it.
struct RawHTTP: Sendable {
    struct Answer: Sendable {
        var status: Int
        /// Names in lower case.
        var headers: [String: String]
        var body: String
    }

    let port: Int

    func get(_ target: String, headers: [String] = []) async throws -> Answer {
        try await send("GET", target, headers: headers)
    }

    /// One request on a connection of its own.
    func send(_ method: String, _ target: String, headers: [String] = [], body: String = "") async throws -> Answer {
        let lines = ["\(method) \(target) HTTP/1.1", "Host: 127.0.0.1", "Connection: close"] + headers
        return try await exchange(Array((lines.joined(separator: "\r\n") + "\r\n\r\n" + body).utf8))
    }

    /// Sends bytes and reads until the server closes.
    func exchange(_ bytes: [UInt8]) async throws -> Answer {
        let port = port
        let text = try await withCheckedThrowingContinuation { continuation in
            // Blocking calls have no place on Swift's threads, nor on Dispatch's, which lend Swift theirs.
            Thread.detachNewThread {
                continuation.resume(with: Result { try Self.blockingExchange(port, bytes) })
            }
        }
        return try Self.parse(text)
    }

    private static func blockingExchange(_ port: Int, _ bytes: [UInt8]) throws -> [UInt8] {
        let descriptor = try LoopbackSocket.connect(to: port)
        defer { close(descriptor) }
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            // The server may have answered and closed before it was sent everything.
            if count <= 0 { break }
            sent += count
        }
        var answer: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            if count <= 0 { break }
            answer += buffer[..<count]
        }
        return answer
    }

    private static func parse(_ bytes: [UInt8]) throws -> Answer {
        let text = String(decoding: bytes, as: UTF8.self)
        guard let end = text.range(of: "\r\n\r\n") else { throw TestFailure("no answer, or none that ends: \(text.prefix(200))") }
        let lines = text[..<end.lowerBound].components(separatedBy: "\r\n")
        guard let status = lines.first?.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else {
            throw TestFailure("no status: \(lines)")
        }
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            headers[line[..<colon].lowercased()] = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
        }
        return Answer(status: status, headers: headers, body: String(text[end.upperBound...]))
    }
}
