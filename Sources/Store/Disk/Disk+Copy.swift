import Glibc

extension Disk {
    private static var pieceLength: Int { 1 << 20 }

    /// Copies the first bytes of a file into a new one and waits until they are on the disk; the folder is not synced.
    /// - Parameter length: Nil for all that there is.
    /// - Returns: How many bytes were copied.
    /// - Throws: `DiskError`; ENODATA when the file is shorter than `length`.
    @discardableResult
    func copyFile(_ path: String, to newPath: String, length: UInt64? = nil, mode: UInt32) throws(DiskError) -> UInt64 {
        let source = try open(path, .read, create: .never, mode: 0)
        defer { close(source) }
        let target = try open(newPath, .readWrite, create: .mustBeNew, mode: mode)
        defer { close(target) }
        let end = if let length { length } else { try status(source).size }
        var done: UInt64 = 0
        while done < end {
            let piece = try read(source, at: done, count: Int(min(UInt64(Self.pieceLength), end - done)))
            if piece.isEmpty { throw DiskError(call: "read", path: path, errno: ENODATA) }
            try writeAll(target, piece, at: done)
            done += UInt64(piece.count)
        }
        try sync(target)
        return done
    }

    /// Copies all plain files of a folder, if there is one, into a folder that is made; both synced.
    /// - Returns: How many bytes were copied.
    func copyFolder(
        _ path: String, to newPath: String, folderMode: UInt32, fileMode: UInt32
    ) throws(DiskError) -> UInt64 {
        guard try status(at: path)?.kind == .directory else { return 0 }
        do throws(DiskError) { try makeDirectory(newPath, mode: folderMode) } catch  where error.isExisting {}
        var bytes: UInt64 = 0
        for name in try names(in: path) where try status(at: "\(path)/\(name)")?.kind == .regular {
            bytes += try copyFile("\(path)/\(name)", to: "\(newPath)/\(name)", mode: fileMode)
        }
        try syncDirectory(newPath)
        return bytes
    }
}
