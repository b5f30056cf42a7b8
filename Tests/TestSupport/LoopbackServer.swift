import Foundation
import Glibc
import Synchronization

/// A small HTTP server on loopback whose every answer a test writes, the broken ones too.
package final class LoopbackServer: Sendable {
    package struct Request: Sendable {
        package var method: String
        /// Path and query, as sent.
        package var target: String
        /// Names in lower case.
        package var headers: [String: String]
        package var body: String

        package var path: String { target.split(separator: "?").first.map(String.init) ?? target }
    }

    package enum Reply: Sendable {
        case answer(Int, String, headers: [String: String] = [:])
        /// These bytes, and then the end of the connection.
        case bytes(String)
        /// The end of the connection without a word.
        case cut
        /// Nothing, until the client gives up.
        case silence

        package static func json(_ body: String) -> Reply { .answer(200, body) }
    }

    package let port: Int
    package var origin: String { "http://127.0.0.1:\(port)" }

    private let descriptor: Int32
    private let seen = Mutex<[Request]>([])
    private let handler: Mutex<@Sendable (Request) -> Reply>

    package init(_ handler: @escaping @Sendable (Request) -> Reply = { _ in .answer(404, "") }) throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw TestFailure("no socket") }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, size) == 0 && listen(descriptor, 16) == 0 && getsockname(descriptor, $0, &size) == 0
            }
        }
        guard bound else { throw TestFailure("no port on loopback") }
        port = Int(UInt16(bigEndian: address.sin_port))
        self.descriptor = descriptor
        self.handler = Mutex(handler)
        Thread { [weak self] in
            while case let connection = accept(descriptor, nil, nil), connection >= 0 {
                Thread { [weak self] in
                    self?.serve(connection)
                    close(connection)
                }.start()
            }
        }.start()
    }

    deinit {
        shutdown(descriptor, Int32(SHUT_RDWR))
        close(descriptor)
    }

    /// The requests so far.
    package var requests: [Request] { seen.withLock { $0 } }

    /// From now on nobody answers at this port; connections that are open stay open.
    package func stopListening() { shutdown(descriptor, Int32(SHUT_RDWR)) }

    package func onRequest(_ new: @escaping @Sendable (Request) -> Reply) { handler.withLock { $0 = new } }

    private func serve(_ connection: Int32) {
        var rest: [UInt8] = []
        while let request = Self.read(connection, &rest) {
            seen.withLock { $0.append(request) }
            switch handler.withLock({ $0 })(request) {
            case .answer(let status, let body, let headers):
                let lines = headers.map { "\($0.key): \($0.value)\r\n" }.joined()
                let head = "HTTP/1.1 \(status) X\r\nContent-Length: \(body.utf8.count)\r\n\(lines)\r\n"
                guard Self.write(head + body, to: connection) else { return }
            case .bytes(let text):
                _ = Self.write(text, to: connection)
                return
            case .cut:
                return
            case .silence:
                var byte: UInt8 = 0
                while recv(connection, &byte, 1, 0) > 0 {}
                return
            }
        }
    }

    private static func read(_ connection: Int32, _ rest: inout [UInt8]) -> Request? {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            if let request = parse(&rest) { return request }
            let count = recv(connection, &buffer, buffer.count, 0)
            guard count > 0 else { return nil }
            rest += buffer[..<count]
        }
    }

    private static func parse(_ bytes: inout [UInt8]) -> Request? {
        guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
        let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            if parts.count == 2 { headers[parts[0].lowercased()] = parts[1].trimmingCharacters(in: .whitespaces) }
        }
        let length = headers["content-length"].flatMap { Int($0) } ?? 0
        guard bytes.count >= end.upperBound + length else { return nil }
        let words = lines[0].split(separator: " ")
        let body = String(decoding: bytes[end.upperBound..<end.upperBound + length], as: UTF8.self)
        bytes.removeFirst(end.upperBound + length)
        guard words.count == 3 else { return nil }
        return Request(method: String(words[0]), target: String(words[1]), headers: headers, body: body)
    }

    private static func write(_ text: String, to connection: Int32) -> Bool {
        let bytes = Array(text.utf8)
        var offset = 0
        while offset < bytes.count {
            let count = bytes.withUnsafeBytes {
                send(connection, $0.baseAddress?.advanced(by: offset), bytes.count - offset, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            offset += count
        }
        return true
    }
}
