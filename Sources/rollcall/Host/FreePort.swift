import CLI
import Foundation

/// A port of this host that nobody uses at the moment; for the demo, whose links have to name it before it listens.
enum FreePort {
    static func find() throws(CommandLineFailure) -> Int {
        let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, length) == 0 && getsockname(socket, $0, &length) == 0
            }
        }
        guard isBound else { throw .outside("this host gives no free port on 127.0.0.1") }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}
