import Foundation

/// A `.vpptoken` file: one line, readable by its owner only.
enum TokenFile {
    /// Puts the file in place in one step.
    ///
    /// - Throws: `fileRefused`.
    static func write(_ text: String, to path: String) throws(AppleSimulatorFailure) {
        let fresh = path + ".new"
        let contents = Data((text + "\n").utf8)
        let mode: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
        let isWritten = FileManager.default.createFile(atPath: fresh, contents: contents, attributes: mode)
        guard isWritten, rename(fresh, path) == 0 else {
            throw .fileRefused(path: path, reason: "the content token cannot be written here")
        }
    }
}
