import Foundation

/// Files that the command line names.
enum FileContents {
    /// The bytes of a file.
    ///
    /// - Throws: `.usage` when it cannot be read, or is longer than it may be.
    static func read(_ path: String, limit: Int) throws(CommandLineFailure) -> [UInt8] {
        guard let handle = FileHandle(forReadingAtPath: path) else {
            throw .usage("\(path) cannot be read: \(String(cString: strerror(errno)).lowercased())")
        }
        let data: Data?
        do { data = try handle.read(upToCount: limit + 1) } catch {
            throw .usage("\(path) cannot be read: \(error.localizedDescription)")
        }
        let bytes = Array(data ?? Data())
        if bytes.count > limit { throw .usage("\(path) is longer than \(limit) bytes") }
        return bytes
    }
}
