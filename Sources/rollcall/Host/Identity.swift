import Domain
import Foundation

/// Who is at work, and from where (R26): the login name, through sudo too, never a prompt.
struct Identity: Sendable {
    let name: String
    let origin: String

    /// `/proc/self/loginuid` where the host keeps it, else `SUDO_UID` when this process runs as the owner of the store and the
    /// caller was somebody else, else the real user.
    static func current(storeOwner: uid_t?) -> Identity {
        Identity(name: name(of: userID(storeOwner: storeOwner)), origin: originText())
    }

    private static func userID(storeOwner: uid_t?) -> uid_t {
        if let text = try? String(contentsOfFile: "/proc/self/loginuid", encoding: .ascii),
            let login = UInt32(text.trimmingCharacters(in: .whitespacesAndNewlines)), login != UInt32.max
        {
            return login
        }
        // Anybody may set SUDO_UID: it counts only where sudo had to give this process somebody else's rights.
        if let text = ProcessInfo.processInfo.environment["SUDO_UID"], let sudo = UInt32(text), let storeOwner,
            geteuid() == storeOwner, sudo != geteuid()
        {
            return sudo
        }
        return getuid()
    }

    private static func name(of user: uid_t) -> String {
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: 16_384)
        guard getpwuid_r(user, &entry, &buffer, buffer.count, &found) == 0, found != nil, let name = entry.pw_name else {
            return "uid \(user)"
        }
        return String(cString: name)
    }

    /// The terminal, and the remote address of an SSH session.
    private static func originText() -> String {
        var parts: [String] = []
        if let name = ttyname(STDIN_FILENO).map({ String(cString: $0) }) { parts.append(name.replacing("/dev/", with: "")) }
        if let client = ProcessInfo.processInfo.environment["SSH_CLIENT"]?.split(separator: " ").first {
            parts.append("from " + client.filter { $0.isHexDigit || $0 == "." || $0 == ":" })
        }
        return parts.isEmpty ? "no terminal" : parts.joined(separator: " ")
    }

    /// `ada@ops1`, for the header.
    var atHost: String { "\(name)@\(ProcessInfo.processInfo.hostName.split(separator: ".").first ?? "localhost")" }
}
