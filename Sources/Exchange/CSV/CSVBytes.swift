import Foundation

/// The bytes of a CSV file, a piece at a time, so that a large file never lies in memory as a whole.
enum CSVBytes: Sendable {
    case nothing
    case file(FileHandle, path: String)

    /// How much is read at once.
    static let pieceBytes = 4_194_304

    /// Opens a file; a pipe will do.
    ///
    /// - Throws: `notFound`, `unreadable`.
    static func open(_ path: String) throws(ExchangeError) -> CSVBytes {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { throw .notFound(path: path) }
        guard !isFolder.boolValue else { throw .unreadable(path: path, reason: "it is a folder") }
        guard let handle = FileHandle(forReadingAtPath: path) else {
            throw .unreadable(path: path, reason: String(cString: strerror(errno)).lowercased())
        }
        return .file(handle, path: path)
    }

    /// Appends the next piece; false at the end.
    ///
    /// - Throws: `unreadable`.
    func append(to buffer: inout [UInt8]) throws(ExchangeError) -> Bool {
        guard case .file(let handle, let path) = self else { return false }
        do {
            guard let piece = try handle.read(upToCount: Self.pieceBytes), !piece.isEmpty else { return false }
            buffer.append(contentsOf: piece)
            return true
        } catch {
            throw .unreadable(path: path, reason: "\(error)")
        }
    }
}
