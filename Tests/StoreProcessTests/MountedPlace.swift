import Glibc

/// A folder with a file system of its own in a mount namespace of its own: gone when its one process ends.
final class MountedPlace {
    let folder: String
    private let keeper: ProbeProcess
    private let isRoot = geteuid() == 0

    /// Runs a `mount` command with the folder as `$0`; nil, after saying why, when that is not permitted here.
    init?(_ mount: String) throws {
        var template = Array("/tmp/rollcall-mount-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw ProbeProcess.Failure(what: "mkdtemp \(errno)") }
        folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let alone = geteuid() == 0 ? ["unshare", "-m"] : ["unshare", "-rm"]
        keeper = try ProbeProcess([], before: alone + ["sh", "-c", mount + " && echo mounted && exec cat", folder])
        guard try keeper.line() == "mounted" else {
            print("skipped: this user may not mount file systems here")
            keeper.finish()
            rmdir(folder)
            return nil
        }
    }

    deinit {
        keeper.finish()
        Files.remove(folder)
    }

    /// Words before a command that is to run where the mount can be seen.
    var enter: [String] {
        ["nsenter", "-t", "\(keeper.id)", "-m"] + (isRoot ? [] : ["-U", "--preserve-credentials"])
    }

    func run(_ arguments: String...) throws -> [String] {
        let probe = try ProbeProcess(arguments, before: enter)
        probe.endInput()
        defer { probe.finish() }
        return try probe.lines()
    }

    /// Runs a shell line with the folder as `$0`.
    @discardableResult
    func shell(_ line: String) throws -> [String] {
        let process = try ProbeProcess([], before: enter + ["sh", "-c", line, folder])
        process.endInput()
        defer { process.finish() }
        return try process.lines()
    }
}
