import Glibc
import TestSupport

/// Sockets on 127.0.0.1 for tests.
enum LoopbackSocket {
    /// A connection whose reads end after ten seconds.
    static func connect(to port: Int) throws -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var patience = timeval(tv_sec: 10, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        let result = withAddress(port) { Glibc.connect(descriptor, $0, $1) }
        guard result == 0 else {
            close(descriptor)
            throw TestFailure("nobody listens at port \(port) (errno \(errno))")
        }
        return descriptor
    }

    /// A socket that listens at a free port.
    static func listen() throws -> (descriptor: Int32, port: Int) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard withAddress(0, { Glibc.bind(descriptor, $0, $1) }) == 0, Glibc.listen(descriptor, 1) == 0 else {
            throw TestFailure("cannot listen (errno \(errno))")
        }
        var address = sockaddr_in()
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        _ = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &size) }
        }
        return (descriptor, Int(UInt16(bigEndian: address.sin_port)))
    }

    /// Begins a request and sends one more byte of its head every tenth of a second, a hundred at most.
    ///
    /// - Returns: How many it had sent when the server closed.
    static func trickle(to port: Int) throws -> Int {
        let descriptor = try connect(to: port)
        defer { close(descriptor) }
        let start = Array("GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ".utf8)
        _ = send(descriptor, start, start.count, Int32(MSG_NOSIGNAL))
        for sent in 0..<100 {
            var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            guard poll(&waiting, 1, 100) == 0 else { return sent }
            _ = send(descriptor, [UInt8(ascii: "y")], 1, Int32(MSG_NOSIGNAL))
        }
        return 100
    }

    private static func withAddress(_ port: Int, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        }
    }
}
