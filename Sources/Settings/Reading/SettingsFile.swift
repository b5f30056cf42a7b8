import Foundation

/// Reads the bytes of a settings file: small, regular and UTF-8, or refused with a reason.
enum SettingsFile {
    /// The largest file that is read, in bytes. Real ones have a few thousand.
    static let maximumBytes = 262_144

    /// The text of a file.
    ///
    /// - Throws: `notFound`, `unreadable` (no permission, no regular file), `problems` (too large, not UTF-8).
    static func text(path: String) throws(SettingsError) -> String {
        let bytes = try bytes(path: path)
        return try text(bytes: bytes, file: path)
    }

    /// The text of bytes, without a byte order mark.
    ///
    /// - Throws: `problems` (too large, not UTF-8 with the place of the first wrong byte).
    static func text(bytes: [UInt8], file: String) throws(SettingsError) -> String {
        guard bytes.count <= maximumBytes else {
            let sentence = "larger than \(maximumBytes / 1024) KiB; that is no settings file"
            throw .problems([SettingsProblem(file: file, line: 0, column: 0, sentence: sentence)])
        }
        let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        guard let text = String(validating: content, as: UTF8.self) else {
            let place = placeOfFirstWrongByte(content)
            let sentence = "not UTF-8 from here on"
            throw .problems([SettingsProblem(file: file, line: place.line, column: place.column, sentence: sentence)])
        }
        return text
    }

    /// Where the longest valid beginning ends.
    private static func placeOfFirstWrongByte(_ bytes: ArraySlice<UInt8>) -> SettingsPlace {
        var (line, column) = (1, 1)
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        while case .scalarValue(let scalar) = decoder.decode(&iterator) {
            (line, column) = scalar == "\n" ? (line + 1, 1) : (line, column + 1)
        }
        return SettingsPlace(line: line, column: column)
    }

    private static func bytes(path: String) throws(SettingsError) -> [UInt8] {
        // Without O_NONBLOCK a pipe that nobody writes to would hold the start of the program for ever.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            let code = errno
            throw code == ENOENT ? .notFound(path: path) : .unreadable(path: path, reason: reason(code))
        }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw .unreadable(path: path, reason: "not a regular file")
        }
        return try contents(of: handle, path: path)
    }

    private static func contents(of handle: FileHandle, path: String) throws(SettingsError) -> [UInt8] {
        do {
            return try handle.read(upToCount: maximumBytes + 1).map { Array($0) } ?? []
        } catch {
            throw .unreadable(path: path, reason: "\(error)")
        }
    }

    private static func reason(_ code: Int32) -> String {
        String(cString: strerror(code)).lowercased()
    }
}
