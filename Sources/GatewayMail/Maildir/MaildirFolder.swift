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

    /// A message that was written into `tmp` and is still open; `finish` must follow.
    struct Draft: Sendable {
        let name: MaildirName
        fileprivate let descriptor: Int32
    }

    /// Writes a message into `tmp`, not yet durably. What a crash left there under the same name is replaced.
    func begin(_ bytes: [UInt8], as name: MaildirName) throws(Trouble) -> Draft {
        let file = temporaryFile(name)
        unsafe _ = unlink(file)
        let descriptor = unsafe open(file, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw trouble(file) }
        do throws(Trouble) {
            try write(bytes, to: descriptor, file)
        } catch {
            close(descriptor)
            unsafe _ = unlink(file)
            throw error
        }
        return Draft(name: name, descriptor: descriptor)
    }

    /// Makes a draft durable and moves it to `new`. A message of that name that is there already stays as it is.
    func finish(_ draft: Draft) throws(Trouble) {
        defer { close(draft.descriptor) }
        guard fsync(draft.descriptor) == 0 else {
            let trouble = trouble(temporaryFile(draft.name))
            unsafe _ = unlink(trouble.path)
            throw trouble
        }
        try publish(draft.name)
    }

    /// Makes the entries of `new` durable.
    func sync() throws(Trouble) {
        let folder = "\(path)/new"
        let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw trouble(folder) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw trouble(folder) }
    }

    private func publish(_ name: MaildirName) throws(Trouble) {
        let target = "\(path)/new/\(name.text)"
        // A link refuses to replace, which a rename would do silently.
        let isNew = unsafe link(temporaryFile(name), target) == 0
        let code = errno
        unsafe _ = unlink(temporaryFile(name))
        guard isNew || code == EEXIST else { throw Trouble(path: target, code: code) }
    }

    private func temporaryFile(_ name: MaildirName) -> String { "\(path)/tmp/\(name.text)" }

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
