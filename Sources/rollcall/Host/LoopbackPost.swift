import CLI
import Foundation

/// One POST to a server on this host: all that the simulator's own switches need.
enum LoopbackPost {
    /// - Returns: the HTTP status.
    /// - Throws: `.outside` when nobody answers.
    static func send(_ json: String, to path: String, host: String, port: Int) throws(CommandLineFailure) -> Int {
        let unreachable = CommandLineFailure.outside(
            "nothing answers at http://\(host):\(port): start it with `rollcall simulate apple --listen \(host):\(port)`")
        let connection = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard connection >= 0 else { throw unreachable }
        defer { close(connection) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(truncatingIfNeeded: port).bigEndian)
        guard inet_pton(AF_INET, host == "localhost" ? "127.0.0.1" : host, &address.sin_addr) == 1 else { throw unreachable }
        let length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(connection, $0, length) }
        }
        guard connected == 0 else { throw unreachable }
        let request = """
            POST \(path) HTTP/1.1\r
            Host: \(host):\(port)\r
            Content-Type: application/json\r
            Content-Length: \(json.utf8.count)\r
            Connection: close\r
            \r
            \(json)
            """
        let bytes = Array(request.utf8)
        guard Glibc.send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else { throw unreachable }
        var answer = [UInt8](repeating: 0, count: 64)
        let count = recv(connection, &answer, answer.count, 0)
        let words = String(decoding: answer.prefix(max(0, count)), as: UTF8.self).split(separator: " ")
        guard words.count > 1, let status = Int(words[1]) else { throw unreachable }
        return status
    }
}
