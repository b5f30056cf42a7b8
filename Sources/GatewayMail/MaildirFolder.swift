import Foundation
import Glibc

/// The folders `tmp`, `new` and `cur` on disk. The only file here that calls the system itself.
struct MaildirFolder: Sendable {
    let path: String

    /// What the system said, and about which file.
    struct Trouble: Error, Hashable, Sendable {
        var path: String
        var code: Int32

        var words: String { unsafe "\(path): \(String(cString: strerror(code)))" }
    }

    /// Makes what is missing, readable by its owner only.
    func make() throws(Trouble) {
        var made = ""
        for part in path.split(separator: "/") {
            made += (made.isEmpty && !path.hasPrefix("/") ? "" : "/") + part
            try makeDirectory(made)
        }
        for name in ["tmp", "new", "cur"] { try makeDirectory("\(path)/\(name)") }
    }

    /// Whether others may write here and so slip messages in or out.
    func isWritableByOthers() throws(Trouble) -> Bool {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { throw trouble(path) }
        return status.st_mode & 0o022 != 0
    }

    /// Whether a message lies in `new` or, under any flags, in `cur`.
    func holds(_ name: MaildirName) throws(Trouble) -> Bool {
        if unsafe access("\(path)/new/\(name.text)", F_OK) == 0 { return true }
        do {
            return try FileManager.default.contentsOfDirectory(atPath: "\(path)/cur").contains(where: name.names)
        } catch {
            throw Trouble(path: "\(path)/cur", code: EIO)
        }
    }

    /// Writes a message durably into `tmp`. What a crash left there under the same name is replaced.
    func write(_ bytes: [UInt8], as name: MaildirName) throws(Trouble) {
        let file = "\(path)/tmp/\(name.text)"
        unsafe _ = unlink(file)
        let descriptor = unsafe open(file, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw trouble(file) }
        do throws(Trouble) {
            defer { close(descriptor) }
            try write(bytes, to: descriptor, file)
            guard fsync(descriptor) == 0 else { throw trouble(file) }
        } catch {
            unsafe _ = unlink(file)
            throw error
        }
    }

    /// Moves a written message to `new`; false when one of that name is there already, which then stays as it is.
    func publish(_ name: MaildirName) throws(Trouble) -> Bool {
        let file = "\(path)/tmp/\(name.text)"
        let target = "\(path)/new/\(name.text)"
        // A link refuses to replace, which a rename would do silently.
        let isNew = unsafe link(file, target) == 0
        let code = errno
        unsafe _ = unlink(file)
        if isNew { return true }
        guard code == EEXIST else { throw Trouble(path: target, code: code) }
        return false
    }

    /// Makes the entries of `new` durable.
    func sync() throws(Trouble) {
        let folder = "\(path)/new"
        let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw trouble(folder) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw trouble(folder) }
    }

    private func makeDirectory(_ path: String) throws(Trouble) {
        if unsafe mkdir(path, 0o700) == 0 || errno == EEXIST { return }
        throw trouble(path)
    }

    private func write(_ bytes: [UInt8], to descriptor: Int32, _ file: String) throws(Trouble) {
        var offset = 0
        while offset < bytes.count {
            let written = unsafe bytes.withUnsafeBytes { buffer in
                unsafe Glibc.write(descriptor, buffer.baseAddress?.advanced(by: offset), bytes.count - offset)
            }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { throw trouble(file) }
            offset += written
        }
    }

    private func trouble(_ path: String) -> Trouble { Trouble(path: path, code: errno) }
}
