import Crypto
import Domain

/// Writes a snapshot line by line, holding a piece of the text and never the whole.
struct SnapshotWriter {
    /// What was written.
    struct Written: Hashable, Sendable {
        /// Lines before the footer.
        var lines: UInt64
        /// The length of the file.
        var bytes: UInt64
        /// Of everything before the footer, 64 lower-case hexadecimal digits.
        var sha256: String
    }

    private static let pieceLength = 1 << 20

    private let file: OpenFile
    private let disk: any Disk
    private var piece: [UInt8] = []
    private var offset: UInt64 = 0
    private var lines: UInt64 = 0
    private var chain: UInt32 = 0
    private var hash = SHA256()

    private init(_ file: OpenFile, _ disk: any Disk) {
        (self.file, self.disk) = (file, disk)
        piece.reserveCapacity(2 * Self.pieceLength)
    }

    /// Writes an image into a new file and waits until it is on the disk; the folder is not synced.
    static func write(
        _ image: StateImage, _ header: SnapshotHeader, to path: String, _ disk: any Disk
    ) throws(DiskError) -> Written {
        let file = try disk.open(path, .readWrite, create: .mustBeNew, mode: 0o640)
        defer { disk.close(file) }
        var writer = SnapshotWriter(file, disk)
        try writer.add(header.line)
        try SnapshotCoding.lines(of: image) { (line) throws(DiskError) in try writer.add(line) }
        let written = try writer.finish()
        try disk.sync(file)
        return written
    }

    private mutating func add(_ line: [UInt8]) throws(DiskError) {
        append(line)
        lines += 1
        if piece.count >= Self.pieceLength { try flush() }
    }

    /// Puts the line into the piece, with the checksum that continues the chain.
    private mutating func append(_ line: [UInt8]) {
        let start = piece.count
        piece.append(contentsOf: line.dropLast())
        chain = RecordFraming.close(&piece, from: start, seed: chain)
    }

    private mutating func flush() throws(DiskError) {
        piece.withUnsafeBytes { hash.update(bufferPointer: $0) }
        try writePiece()
    }

    private mutating func writePiece() throws(DiskError) {
        try disk.writeAll(file, piece, at: offset)
        offset += UInt64(piece.count)
        piece.removeAll(keepingCapacity: true)
    }

    private mutating func finish() throws(DiskError) -> Written {
        try flush()
        let sha256 = String(decoding: [UInt8](hexOf: hash.finalize()), as: UTF8.self)
        append(
            SnapshotCoding.line("end") {
                $0.field("lines", lines)
                $0.field("sha256", sha256)
            })
        try writePiece()
        return Written(lines: lines, bytes: offset, sha256: sha256)
    }
}

extension [UInt8] {
    /// The lower-case hexadecimal digits of a digest.
    init(hexOf digest: SHA256.Digest) {
        self = []
        for byte in digest { appendHex(byte) }
    }
}
